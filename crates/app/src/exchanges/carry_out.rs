//! The commit in which journeys change hands: places, seats, ticket numbers, documents and money, or
//! nothing of it. Uses the store.

use std::collections::{HashMap, HashSet};

use airside_booking::exchange::CannotExchange;
use airside_booking::schedule_change::{Followed, Seats};
use airside_booking::{
    Booking, Document, DocumentKind, Exchange, RefundCause, Ticket, TicketNumber,
};
use airside_primitives::{
    AircraftCode, DocumentId, FlightId, MailId, PaymentId, RefundId, SeatNumber,
};
use thiserror::Error;
use time::{Date, OffsetDateTime};

use super::quote::superseded_exchanges;
use crate::bookings::new_numbers;
use crate::cancellations;
use crate::context::App;
use crate::decision::SeatsLost;
use crate::mail::Mail;
use crate::payments::repay::{paid_with, receipt_of, repay};
use crate::ports::{Changes, CommitError, Message, StoreError, Versioned, Write};
use crate::schedule_changes::moves::writes;
use crate::webhooks::Event;
use crate::world::{LoadError, Snapshot};

/// An exchange that was carried out, and what has to be committed for it to be so.
pub(crate) struct CarriedOut {
    pub exchange: Exchange,
    pub booking: Booking,
    pub changes: Changes,
}

/// Exchanges the journeys, for what this payment brought if anything was due. Money that is left
/// over goes back.
pub(crate) async fn carry_out(
    app: &App,
    booking: &Versioned<Booking>,
    exchange: Versioned<Exchange>,
    payment: Option<PaymentId>,
    lost: SeatsLost,
    now: OffsetDateTime,
) -> Result<CarriedOut, ExchangeError> {
    let world = app.world.load();
    let followed = exchanged(app, &world, &booking.value, &exchange.value, lost, now).await?;
    let after = followed.booking.clone();
    let numbers = new_numbers(&booking.value, &after);

    let receipt = DocumentId(app.ports.entropy.id());
    let kind = DocumentKind::ChangeReceipt(exchange.value.id);
    let document = Document::awaited(receipt, after.id, kind, now);
    let owed = exchange.value.to_refund();
    let (done, document, asked, money) = if owed.is_zero() {
        let done = exchange.value.done(payment, None, now);
        let document = document.requested();
        (done, document, Some(Message::DocumentRequested(receipt)), Changes::default())
    } else {
        let paid = paid_with(app, &booking.value).await?.ok_or(ExchangeError::NotPaid)?;
        let cause = RefundCause::Exchange(exchange.value.id);
        let first = RefundId(app.ports.entropy.id());
        let repaid = repay(app, &after, &paid, (owed, cause), (first, receipt), now);
        let (document, asked) = receipt_of(&repaid.refund, document);
        (exchange.value.done(payment, Some(first), now), document, asked, repaid.changes)
    };

    let mail = MailId(app.ports.entropy.id());
    let changes = writes(app, &world, followed, booking.version, now)
        .write_all(money.writes)
        .write(Write::AddTicketNumbers { booking: after.id, numbers })
        .write(Write::add(&document))
        // What was quoted for the old journeys is no longer true.
        .write_all(superseded_exchanges(app, after.id, Some(done.id)).await?)
        .write_all(cancellations::quote::outdated(app, after.id).await?)
        .write(Write::save(&Versioned { value: done.clone(), version: exchange.version }))
        .mail(&Mail::changed(mail, after.id, done.id, now))
        .tell([Event::booking_changed(app, &after, &done)]);
    let messages = money.messages.into_iter().chain(asked);
    let changes = messages.fold(changes, Changes::send);
    Ok(CarriedOut { exchange: done, booking: after, changes })
}

/// The booking with its new journeys, seated among those who sit there already.
async fn exchanged(
    app: &App,
    world: &Snapshot,
    booking: &Booking,
    exchange: &Exchange,
    lost: SeatsLost,
    now: OffsetDateTime,
) -> Result<Followed, ExchangeError> {
    let segments = exchange.lines.iter().flat_map(|line| &line.offer.segments);
    let flights: Vec<_> = segments.map(|it| (it.inventory, it.date)).collect();
    let mut taken: HashMap<(FlightId, Date), HashSet<SeatNumber>> = HashMap::new();
    for (flight, date, seat, holder) in app.ports.store.taken_seats(&flights).await? {
        if holder != booking.id {
            taken.entry((flight, date)).or_default().insert(seat);
        }
    }
    let taken = |flight, date| taken.get(&(flight, date)).cloned().unwrap_or_default();
    // Whoever lost too many seats to rivals gets one at the airport: it is paid for.
    let plan = |aircraft: AircraftCode| {
        world.terms.fleet.layout(aircraft).filter(|_| !lost.are_too_many())
    };
    let prefixes = &world.terms.carriers.prefixes;
    let mut next_number = |ticket: &Ticket| {
        TicketNumber::wrapping(prefixes.of(ticket.airline), app.ports.entropy.bits())
    };
    let seats = Seats { plan: &plan, taken: &taken };
    Ok(booking.clone().exchange(exchange, seats, &mut next_number, now)?)
}

/// Why journeys did not change hands.
#[derive(Debug, Error)]
pub enum ExchangeError {
    #[error(transparent)]
    Refused(#[from] CannotExchange),
    #[error("the booking has no payment to return")]
    NotPaid,
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
