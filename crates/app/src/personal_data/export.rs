//! Everything that is kept about a user, a page at a time. Uses the store.
//!
//! Secrets are not among it: of keys and tokens only hashes are kept, and those open nothing for
//! their owner.

use std::sync::Arc;

use airside_booking::{Booking, Cancellation, Document, Exchange, Payment, Refund};
use airside_fares::PromoName;
use airside_primitives::{ApiKeyId, BookingId, EndpointId, HappeningId, SessionId, UserId};
use futures::Stream;
use futures::stream::try_unfold;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::account::{ApiKey, MailedToken, RefreshToken, Session};
use crate::bookings::done::done_to;
use crate::bookings::read::{ReadError, own_bookings};
use crate::cancellations::read::{Repayment, repayment};
use crate::context::App;
use crate::history::HistoryEntry;
use crate::ports::payments::GatewayEvent;
use crate::ports::store::{AfterAnswer, EventFilter, EventsOf, Page};
use crate::ports::{Remembered, Versioned};
use crate::webhooks::{Delivery, Event, Watched, own_endpoints};

/// The most rows of a list that are in memory at a time.
const PAGE: u16 = 100;
/// The most bookings: each brings its payments and documents along.
const BOOKINGS: u16 = 20;

/// A page of one list of an export. The lists come in the order of the variants, each ends with a
/// page that says so, and no list is left out.
pub enum Part {
    ApiKeys(Vec<ApiKey>),
    Sessions(Vec<Login>),
    MailedTokens(Vec<MailedToken>),
    Answers(Vec<Remembered>),
    Endpoints(Vec<Watched>),
    /// What was to come to these endpoints.
    Deliveries(EndpointId, Vec<Delivery>),
    Events(Vec<Event>),
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
    /// Each with the newest attempt to pay for it.
    pub changes: Vec<(Exchange, Option<Payment>)>,
    pub refunds: Vec<Refund>,
    /// All of them, also tickets that newer ones replaced.
    pub documents: Vec<Document>,
    /// What people of the house did to it, oldest first.
    pub history: Vec<HistoryEntry>,
    /// What the gateway told of its payments, and when.
    pub gateway_events: Vec<(GatewayEvent, OffsetDateTime)>,
}

/// Where the export goes on.
enum Next {
    ApiKeys(Option<ApiKeyId>),
    Sessions(Option<SessionId>),
    MailedTokens,
    Answers(Option<AfterAnswer>),
    Endpoints,
    Deliveries(OfEndpoints),
    Events(Option<HappeningId>),
    Bookings(Option<BookingId>),
    Over,
}

/// The endpoints whose deliveries are still to be told, and where the first of them goes on.
struct OfEndpoints {
    left: Vec<EndpointId>,
    before: Option<HappeningId>,
    has_begun: bool,
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
            (Part::Sessions(logins), before.is_none(), after.unwrap_or(Next::MailedTokens))
        }
        Next::MailedTokens => {
            // As few as are mailed before they lapse.
            let tokens = store.mailed_tokens(user).await?;
            (Part::MailedTokens(tokens), true, Next::Answers(None))
        }
        Next::Answers(after) => {
            let is_first = after.is_none();
            let answers = store.answers(user, after, PAGE).await?;
            let after = full(&answers, PAGE).map(|last| {
                let (operation, key) = (last.key.operation.clone(), last.key.key.clone());
                Next::Answers(Some(AfterAnswer { operation, key }))
            });
            (Part::Answers(answers), is_first, after.unwrap_or(Next::Endpoints))
        }
        Next::Endpoints => {
            // As few as one may have.
            let endpoints = own_endpoints(app, user).await?;
            let left: Vec<_> = endpoints.iter().map(|it| it.endpoint.id).collect();
            let after = OfEndpoints { left, before: None, has_begun: false };
            (Part::Endpoints(endpoints), true, Next::Deliveries(after))
        }
        Next::Deliveries(at) => {
            let is_first = !at.has_begun;
            let (part, after) = deliveries(app, at).await?;
            (part, is_first, after)
        }
        Next::Events(before) => {
            let (events, after) = own_events(app, user, before).await?;
            (Part::Events(events), before.is_none(), after)
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
            | (Part::Deliveries(..), Next::Deliveries(_))
            | (Part::Events(_), Next::Events(_))
            | (Part::Bookings(_), Next::Bookings(_))
    );
    Ok(Some((Piece { part, is_first, is_last }, after)))
}

/// The next page of deliveries that has any.
async fn deliveries(app: &App, mut at: OfEndpoints) -> Result<(Part, Next), ReadError> {
    at.has_begun = true;
    while let Some(endpoint) = at.left.first().copied() {
        let page = Page { limit: PAGE, before: at.before };
        let deliveries = app.ports.store.deliveries(endpoint, None, page).await?;
        at.before = full(&deliveries, PAGE).map(|last| last.event);
        if at.before.is_none() {
            at.left.remove(0);
        }
        if !deliveries.is_empty() {
            let after = if at.left.is_empty() { Next::Events(None) } else { Next::Deliveries(at) };
            return Ok((Part::Deliveries(endpoint, deliveries), after));
        }
    }
    Ok((Part::Deliveries(EndpointId(Uuid::nil()), Vec::new()), Next::Events(None)))
}

/// The next page of events that has any of this user's bookings.
async fn own_events(
    app: &App,
    user: UserId,
    mut before: Option<HappeningId>,
) -> Result<(Vec<Event>, Next), ReadError> {
    let filter = EventFilter { of: EventsOf::User(user), kind: None };
    loop {
        let mut events = app.ports.store.events(filter, Page { limit: PAGE, before }).await?;
        before = full(&events, PAGE).map(|last| last.id);
        events.retain(|event| event.owner == Some(user));
        let Some(last) = before else { return Ok((events, Next::Bookings(None))) };
        if !events.is_empty() {
            return Ok((events, Next::Events(Some(last))));
        }
    }
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
    let mut changes = Vec::new();
    for exchange in values(store.exchanges(booking.id).await?) {
        let payment = payments.iter().rfind(|it| it.exchange == Some(exchange.id)).cloned();
        changes.push((exchange, payment));
    }
    Ok(WholeBooking {
        history: done_to(&**store, booking.id).await?,
        promo_use: store.promo_use(booking.id).await?,
        documents: values(store.documents(booking.id).await?),
        gateway_events: store.events_about(&subjects(&payments, &refunds)).await?,
        booking,
        payments,
        cancellations,
        changes,
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
