//! Everything that is kept about a user, a page at a time. Uses the store.
//!
//! Secrets are not among it: of keys and tokens only hashes are kept, and those open nothing for
//! their owner.

use std::sync::Arc;

use airside_booking::{Booking, Cancellation, Document, Payment, Refund};
use airside_fares::PromoName;
use airside_primitives::{ApiKeyId, BookingId, SessionId, UserId};
use futures::Stream;
use futures::stream::try_unfold;
use time::OffsetDateTime;

use crate::account::{ApiKey, RefreshToken, Session};
use crate::bookings::read::{ReadError, own_bookings};
use crate::cancellations::read::{Repayment, repayment};
use crate::context::App;
use crate::ports::payments::GatewayEvent;
use crate::ports::store::{AfterAnswer, Page};
use crate::ports::{Remembered, Versioned};

/// The most rows of a list that are in memory at a time.
const PAGE: u16 = 100;
/// The most bookings: each brings its payments and documents along.
const BOOKINGS: u16 = 20;

/// A page of one list of an export. The lists come in the order of the variants, each ends with a
/// page that says so, and no list is left out.
pub enum Part {
    ApiKeys(Vec<ApiKey>),
    Sessions(Vec<Login>),
    Answers(Vec<Remembered>),
    Bookings(Vec<WholeBooking>),
}

/// A part, and its place in its list.
pub struct Piece {
    pub part: Part,
    pub is_first: bool,
    pub is_last: bool,
}

/// A login with its refresh tokens.
pub struct Login {
    pub session: Session,
    pub refresh_tokens: Vec<RefreshToken>,
}

/// A booking with all that belongs to it.
pub struct WholeBooking {
    pub booking: Booking,
    pub promo_use: Option<PromoName>,
    pub payments: Vec<Payment>,
    pub cancellations: Vec<(Cancellation, Option<Repayment>)>,
    pub refunds: Vec<Refund>,
    /// All of them, also tickets that newer ones replaced.
    pub documents: Vec<Document>,
    /// What the gateway told of its payments, and when.
    pub gateway_events: Vec<(GatewayEvent, OffsetDateTime)>,
}

/// Where the export goes on.
enum Next {
    ApiKeys(Option<ApiKeyId>),
    Sessions(Option<SessionId>),
    Answers(Option<AfterAnswer>),
    Bookings(Option<BookingId>),
    Over,
}

/// Reads everything but the account itself, as fast as it is taken.
pub fn export(app: Arc<App>, user: UserId) -> impl Stream<Item = Result<Piece, ReadError>> {
    try_unfold(Next::ApiKeys(None), move |next| {
        let app = app.clone();
        async move { step(&app, user, next).await }
    })
}

async fn step(app: &App, user: UserId, next: Next) -> Result<Option<(Piece, Next)>, ReadError> {
    let store = &app.ports.store;
    let (part, is_first, after) = match next {
        Next::ApiKeys(before) => {
            let keys = store.every_api_key(user, Page { limit: PAGE, before }).await?;
            let after = full(&keys, PAGE).map(|last| Next::ApiKeys(Some(last.id)));
            (Part::ApiKeys(keys), before.is_none(), after.unwrap_or(Next::Sessions(None)))
        }
        Next::Sessions(before) => {
            let sessions = store.sessions(user, Page { limit: PAGE, before }).await?;
            let after = full(&sessions, PAGE).map(|last| Next::Sessions(Some(last.id)));
            let mut logins = Vec::with_capacity(sessions.len());
            for session in sessions {
                let refresh_tokens = store.refresh_tokens(session.id).await?;
                logins.push(Login { session, refresh_tokens });
            }
            (Part::Sessions(logins), before.is_none(), after.unwrap_or(Next::Answers(None)))
        }
        Next::Answers(after) => {
            let is_first = after.is_none();
            let answers = store.answers(user, after, PAGE).await?;
            let after = full(&answers, PAGE).map(|last| {
                let (operation, key) = (last.key.operation.clone(), last.key.key.clone());
                Next::Answers(Some(AfterAnswer { operation, key }))
            });
            (Part::Answers(answers), is_first, after.unwrap_or(Next::Bookings(None)))
        }
        Next::Bookings(before) => {
            let page = Page { limit: BOOKINGS, before };
            let bookings = own_bookings(app, user, None, page).await?;
            let after = full(&bookings, BOOKINGS).map(|last| Next::Bookings(Some(last.id)));
            let mut whole = Vec::with_capacity(bookings.len());
            for booking in bookings {
                whole.push(read_whole(app, booking).await?);
            }
            (Part::Bookings(whole), before.is_none(), after.unwrap_or(Next::Over))
        }
        Next::Over => return Ok(None),
    };
    let is_last = !matches!(
        (&part, &after),
        (Part::ApiKeys(_), Next::ApiKeys(_))
            | (Part::Sessions(_), Next::Sessions(_))
            | (Part::Answers(_), Next::Answers(_))
            | (Part::Bookings(_), Next::Bookings(_))
    );
    Ok(Some((Piece { part, is_first, is_last }, after)))
}

/// The last of a page that another may follow.
fn full<T>(page: &[T], limit: u16) -> Option<&T> {
    page.last().filter(|_| page.len() >= usize::from(limit))
}

async fn read_whole(app: &App, booking: Booking) -> Result<WholeBooking, ReadError> {
    let store = &app.ports.store;
    let payments = values(store.payments(booking.id).await?);
    let refunds = values(store.refunds(booking.id).await?);
    let mut cancellations = Vec::new();
    for cancellation in values(store.cancellations(booking.id).await?) {
        let repayment = repayment(app, &cancellation).await?;
        cancellations.push((cancellation, repayment));
    }
    Ok(WholeBooking {
        promo_use: store.promo_use(booking.id).await?,
        documents: values(store.documents(booking.id).await?),
        gateway_events: store.events_about(&subjects(&payments, &refunds)).await?,
        booking,
        payments,
        cancellations,
        refunds,
    })
}

/// What events about these payments and refunds are found by.
pub(super) fn subjects(payments: &[Payment], refunds: &[Refund]) -> Vec<String> {
    let ours = payments.iter().map(|it| it.id.to_string());
    let ours = ours.chain(refunds.iter().map(|it| it.id.to_string()));
    let intents = payments.iter().filter_map(Payment::intent).map(|id| id.0.clone());
    let returned = refunds.iter().filter_map(Refund::gateway).map(|id| id.0.clone());
    ours.chain(intents).chain(returned).collect()
}

pub(super) fn values<T>(rows: Vec<Versioned<T>>) -> Vec<T> {
    rows.into_iter().map(|row| row.value).collect()
}
