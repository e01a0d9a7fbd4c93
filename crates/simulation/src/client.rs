//! A client: it asks one node and then the other, under one key, until it is answered.

use std::fmt::Debug;

use airside_app::App;
use airside_app::account::{Role, Scopes};
use airside_app::accounts::{Caller, Credential};
use airside_app::bookings::place::{PlaceBooking, place_booking};
use airside_app::bookings::read::own_booking;
use airside_app::bookings::release::release_booking;
use airside_app::bookings::split::{Split, split};
use airside_app::cancellations::confirm::{Confirmed, confirm_cancellation};
use airside_app::cancellations::quote::quote_cancellation;
use airside_app::exchanges::confirm::{Agreed, ConfirmExchange, confirm_exchange};
use airside_app::exchanges::quote::{QuoteExchange, quote_exchange};
use airside_app::idempotency::{Answer, Given};
use airside_app::offers::search::{FoundOffer, search_offers};
use airside_app::payments::start::{Attempt, StartPayment, start_payment};
use airside_app::schedule_changes::answer::{accept_change, refund_change};
use airside_booking::cancellation::Selection;
use airside_booking::exchange::Waiver;
use airside_booking::{Booking, Payment, RecordLocator};
use airside_port_contracts::sales::timetable::date;
use airside_port_contracts::samples::{self, OWNER, called, once};
use airside_primitives::{Cabin, CancellationId, ExchangeId, Party, ScheduleChangeId, SessionId};

use crate::desk::Kind;
use crate::site::{PROMO, Site};

/// How often a client asks before it leaves it for later.
pub(crate) const TRIES: usize = 4;

/// A request, and what its client was told.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub request: Request,
    pub key: String,
    /// The answer, or why it is none; nothing while it is not known.
    pub told: Option<Result<Answer, String>>,
}

/// What a client asks for.
#[derive(Debug, Clone)]
pub(crate) enum Request {
    Book(Box<PlaceBooking>),
    Pay { booking: RecordLocator, card: Option<&'static str> },
    Release { booking: RecordLocator },
    Confirm { quote: CancellationId },
    Change { quote: ExchangeId, card: Option<&'static str> },
    Accept { booking: RecordLocator, change: ScheduleChangeId },
    TakeMoney { booking: RecordLocator, change: ScheduleChangeId },
    Split(Split),
}

/// Finds the cheapest offer and asks for it.
pub(crate) async fn book(
    site: &Site,
    actor: u64,
    node: usize,
    (day, cabin, adults, promo): (usize, Cabin, u8, bool),
) {
    let app = site.app(node);
    let party = Party::new(adults, 0, 0).unwrap();
    let wanted = samples::search(party, cabin, date(day));
    let Ok(found) = search_offers(&app, &app.world.load(), &wanted) else { return };
    let Some(offer) = found.slices.into_iter().flatten().next() else { return };
    let names = ["Asha", "Ravi", "Mira"];
    let travellers = names.into_iter().take(usize::from(adults)).map(called).collect();
    let promo_code = promo.then(|| PROMO.to_owned());
    let command = PlaceBooking { promo_code, ..samples::place(offer.id, travellers) };
    ask(site, actor, node, Request::Book(Box::new(command))).await;
}

/// Every third client cancels for the first of its travellers alone.
pub(crate) async fn cancel(site: &Site, actor: u64, node: usize, booking: RecordLocator) {
    for attempt in 0..TRIES {
        let node = (node + attempt) % 2;
        let app = site.app(node);
        let mut selection = Selection::default();
        if actor.is_multiple_of(3)
            && let Some(Ok(found)) = site.alive(node, own_booking(&app, OWNER, booking)).await
        {
            let booking = found.value;
            let first = booking.passengers.iter().find(|it| booking.still_travels(it));
            selection.passengers = first.map(|it| vec![it.id]);
        }
        let quoted = site.alive(node, quote_cancellation(&app, OWNER, booking, &selection)).await;
        match quoted {
            Some(Ok(quote)) => {
                return ask(site, actor, node, Request::Confirm { quote: quote.id }).await;
            }
            Some(Err(error)) if !may_pass(&error) => return,
            Some(Err(_)) | None => site.desk.turn(Kind::Pause, "tries again").await,
        };
    }
}

/// The first who still travels gets a booking of their own.
pub(crate) async fn part(site: &Site, actor: u64, node: usize, reference: RecordLocator) {
    let app = site.app(node);
    let Some(Ok(found)) = site.alive(node, own_booking(&app, OWNER, reference)).await else {
        return;
    };
    let booking = found.value;
    let first = booking.passengers.iter().find(|it| booking.still_travels(it));
    let passengers = first.map(|it| it.id).into_iter().collect();
    ask(site, actor, node, Request::Split(Split { reference, passengers })).await;
}

/// Quotes the dearest or the cheapest flight of a day for the first journey that is left, and accepts
/// it.
pub(crate) async fn change(
    site: &Site,
    actor: u64,
    node: usize,
    (reference, day, dearest, card): (RecordLocator, usize, bool, Option<&'static str>),
) {
    let app = site.app(node);
    let Some(Ok(found)) = site.alive(node, own_booking(&app, OWNER, reference)).await else {
        return;
    };
    let booking = found.value;
    let Some(direction) = booking.live_journeys().first().copied() else { return };
    let Some(journey) = booking.journey(direction) else { return };
    let offer = &journey.offer;
    let open = booking.open_change(direction).map(|it| it.id).filter(|_| !dearest);
    let wanted = samples::search(offer.party, offer.cabin, date(day));
    let Ok(found) = search_offers(&app, &app.world.load(), &wanted) else { return };
    let offers = found.slices.into_iter().flatten();
    let price = |it: &FoundOffer| it.offer.price.total();
    let chosen = if dearest { offers.max_by_key(price) } else { offers.min_by_key(price) };
    let Some(chosen) = chosen else { return };
    let command = QuoteExchange {
        reference,
        replace: vec![(direction, chosen.id)],
        waiver: Waiver::answering(open),
    };
    for attempt in 0..TRIES {
        let node = (node + attempt) % 2;
        let app = site.app(node);
        match site.alive(node, quote_exchange(&app, OWNER, &command)).await {
            Some(Ok(quoted)) => {
                let request = Request::Change { quote: quoted.exchange.id, card };
                return ask(site, actor, node, request).await;
            }
            Some(Err(error)) if !may_pass(&error) => return,
            Some(Err(_)) | None => site.desk.turn(Kind::Pause, "tries again").await,
        };
    }
}

/// Asks until there is an answer, and writes down which.
pub(crate) async fn ask(site: &Site, actor: u64, node: usize, request: Request) {
    let mut asked = Asked { request, key: format!("request {actor}"), told: None };
    asked.told = told(site, node, &asked, TRIES).await;
    site.desk.tell(|| format!("{actor:>5}   {} is told {:?}", asked.request.short(), asked.told));
    site.asked.lock().unwrap().push(asked);
}

/// What a client is told that asks so often; nothing if it could still be anything.
pub(crate) async fn told(
    site: &Site,
    node: usize,
    asked: &Asked,
    tries: usize,
) -> Option<Result<Answer, String>> {
    for attempt in 0..tries {
        let node = (node + attempt) % 2;
        let app = site.app(node);
        match site.alive(node, Box::pin(call(&app, asked))).await {
            Some(Ok(Given::First(answer) | Given::Again(answer))) => return Some(Ok(answer)),
            Some(Err(refused)) if !refused.may_pass => return Some(Err(refused.why)),
            Some(Err(_)) | None => site.desk.turn(Kind::Pause, "tries again").await,
        };
    }
    None
}

/// Why a request is not carried out.
pub(crate) struct Refused {
    why: String,
    /// The same request may be carried out a moment later.
    may_pass: bool,
}

pub(crate) async fn call(app: &App, asked: &Asked) -> Result<Given, Refused> {
    let key = &asked.key;
    match &asked.request {
        Request::Book(command) => {
            let render = |booking: &Booking| answer(booking.reference.to_string());
            let once = once("book", key, &render);
            place_booking(app, OWNER, command, &once).await.map_err(refused)
        }
        Request::Pay { booking, card } => {
            let command = StartPayment {
                owner: OWNER,
                reference: *booking,
                exchange: None,
                payment_method: card.map(str::to_owned),
                return_url: None,
            };
            let back = |_: &Booking| "https://air.example.com/paid".to_owned();
            let render = |attempt: &Attempt| answer(attempt.payment.status_code().to_owned());
            let once = once("pay", key, &render);
            start_payment(app, &command, &back, &once).await.map_err(refused)
        }
        Request::Release { booking } => {
            // It has no key: done again it is as it was.
            let released = release_booking(app, OWNER, *booking).await.map_err(refused);
            released.map(|()| Given::Again(answer(String::new())))
        }
        Request::Confirm { quote } => {
            let render = |confirmed: &Confirmed| answer(confirmed.repayment.refund.id.to_string());
            let once = once("confirm", key, &render);
            confirm_cancellation(app, OWNER, *quote, &once).await.map_err(refused)
        }
        Request::Change { quote, card } => {
            let command = ConfirmExchange {
                owner: OWNER,
                id: *quote,
                payment_method: card.map(str::to_owned),
                return_url: None,
                serving: None,
            };
            let back = |_: &Booking| "https://air.example.com/paid".to_owned();
            let render = |it: &Agreed| {
                let paid = it.payment.as_ref().map_or("NOTHING DUE", Payment::status_code);
                answer(paid.to_owned())
            };
            let once = once("change", key, &render);
            confirm_exchange(app, &command, &back, &once).await.map_err(refused)
        }
        Request::Accept { booking, change } => {
            let render = |booking: &Booking| answer(booking.reference.to_string());
            let once = once("accept", key, &render);
            accept_change(app, OWNER, *booking, *change, &once).await.map_err(refused)
        }
        Request::TakeMoney { booking, change } => {
            let render = |booking: &Booking| answer(booking.reference.to_string());
            let once = once("refund", key, &render);
            refund_change(app, OWNER, *booking, *change, true, &once).await.map_err(refused)
        }
        Request::Split(command) => {
            let render = |booking: &Booking| answer(booking.reference.to_string());
            let once = once("split", key, &render);
            split(app, &owner(), command, &once).await.map_err(refused)
        }
    }
}

impl Request {
    fn short(&self) -> String {
        match self {
            Self::Book(command) => format!("booking for {}", command.passengers.len()),
            Self::Pay { booking, card } => {
                format!("paying {booking} by {}", card.unwrap_or("page"))
            }
            Self::Release { booking } => format!("giving up {booking}"),
            Self::Confirm { .. } => "cancelling".to_owned(),
            Self::Change { card, .. } => format!("changing by {}", card.unwrap_or("page")),
            Self::Accept { booking, .. } => format!("accepting a change of {booking}"),
            Self::TakeMoney { booking, .. } => format!("taking the money of {booking}"),
            Self::Split(command) => format!("parting from {}", command.reference),
        }
    }
}

/// Who booked, logged in.
pub(crate) fn owner() -> Caller {
    Caller {
        user: OWNER,
        role: Role::Customer,
        scopes: Scopes::ALL,
        credential: Credential::Session(SessionId(OWNER.0)),
    }
}

fn refused(error: impl Debug) -> Refused {
    Refused { may_pass: may_pass(&error), why: format!("{error:?}") }
}

/// Whether the API tells clients to ask again: it was away, or somebody was quicker.
pub(crate) fn may_pass(error: &impl Debug) -> bool {
    let told = format!("{error:?}");
    ["Away", "Unavailable", "InUse", "Interrupted", "Conflict", "Outdated"]
        .iter()
        .any(|passing| told.contains(passing))
}

fn answer(body: String) -> Answer {
    Answer { status: 201, body }
}
