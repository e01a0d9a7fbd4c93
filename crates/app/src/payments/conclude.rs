//! What follows from a successful payment: seats, ticket numbers and documents in one commit, or a
//! full refund. Uses the store.

use std::collections::HashSet;

use airside_booking::payment::conclusion::{Conclusion, conclusion, conclusion_of_exchange};
use airside_booking::{
    Booking, BookingStatus, Document, DocumentKind, DocumentState, Payment, Refund, RefundCause,
    State,
};
use airside_primitives::{DocumentId, ExchangeId, MailId, RefundId};
use thiserror::Error;
use time::OffsetDateTime;

use crate::context::App;
use crate::decision::{self, Decision, SeatsAre, SeatsLost};
use crate::exchanges::carry_out::{ExchangeError, carry_out};
use crate::exchanges::give_up::given_up;
use crate::mail::Mail;
use crate::offers::read::still_sold;
use crate::payments::seats;
use crate::ports::{Changes, CommitError, Message, StoreError, Versioned, Write};
use crate::scenarios;
use crate::stock_writes::{flights, seat_claims, take_inventory, take_services};
use crate::webhooks::Event;
use crate::world::{LoadError, Snapshot};

/// Confirms the booking of a payment that succeeded.
///
/// If it is late, the seats are taken again while there is room; else, or when the booking had been
/// paid already, everything goes back.
pub(crate) async fn conclude(app: &App, payment: Payment) -> Result<(), ConcludeError> {
    let conclude_with = |room| {
        let payment = &payment;
        decision::carry_out(app, SeatsAre::Planned, move |lost| decide(app, payment, room, lost))
    };
    let concluded = match conclude_with(Room::ForAll).await {
        // Only a late payment takes these again, and there is not enough any more.
        Err(ConcludeError::Commit(CommitError::SoldOut(_) | CommitError::PromoUsedUp)) => {
            conclude_with(Room::Gone).await
        }
        concluded => concluded,
    };
    if concluded? == Known::Now {
        app.figures.paid(&payment);
    }
    Ok(())
}

/// Since when a payment is known to have succeeded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Before,
    Now,
}

/// Whether a booking whose hold is over still finds its inventory, and the use of its promo code.
#[derive(Clone, Copy)]
enum Room {
    ForAll,
    Gone,
}

async fn decide(
    app: &App,
    payment: &Payment,
    room: Room,
    lost: SeatsLost,
) -> Result<Decision<Known>, ConcludeError> {
    let store = &app.ports.store;
    let now = app.now();
    let Some(known) = store.payment(payment.id).await? else {
        return Ok(Decision::nothing(Known::Before));
    };
    if matches!(known.value.state, airside_booking::PaymentState::Succeeded { .. }) {
        return Ok(Decision::nothing(Known::Before));
    }
    let Some(booking) = store.booking(payment.booking).await? else {
        return Ok(Decision::nothing(Known::Before));
    };

    if let Some(exchange) = payment.exchange {
        let changes = exchange_bought(app, payment, &booking, exchange, room, lost).await?;
        let saved = Versioned { value: payment.clone(), version: known.version };
        return Ok(Decision { changes: changes.write(Write::save(&saved)), outcome: Known::Now });
    }
    let is_still_sold = booking.value.journeys.iter().all(|it| still_sold(app, &it.offer));
    let changes = match (conclusion(&booking.value, is_still_sold, now), room) {
        (Conclusion::GiveBack(cause), _) => refunded(app, Changes::default(), payment, cause, now),
        (Conclusion::Confirm, Room::Gone) => {
            refunded(app, Changes::default(), payment, RefundCause::TooLate, now)
        }
        (Conclusion::Confirm, Room::ForAll) => confirmed(app, booking, lost, now).await?,
    };
    let saved = Versioned { value: payment.clone(), version: known.version };
    Ok(Decision { changes: changes.write(Write::save(&saved)), outcome: Known::Now })
}

/// What a payment for an exchange brings: the journeys, or all of its money back.
async fn exchange_bought(
    app: &App,
    payment: &Payment,
    booking: &Versioned<Booking>,
    exchange: ExchangeId,
    room: Room,
    lost: SeatsLost,
) -> Result<Changes, ConcludeError> {
    let now = app.now();
    let back = |cause| refunded(app, Changes::default(), payment, cause, now);
    let Some(exchange) = app.ports.store.exchange(exchange).await? else {
        return Ok(back(RefundCause::TooLate));
    };
    let mut to = booking.value.exchanging.iter().flat_map(|it| &it.to);
    let is_still_sold = to.all(|(_, offer)| still_sold(app, offer));
    match (conclusion_of_exchange(&booking.value, &exchange.value, is_still_sold, now), room) {
        (Conclusion::GiveBack(cause), _) => Ok(back(cause)),
        (Conclusion::Confirm, Room::Gone) => Ok(back(RefundCause::TooLate)),
        (Conclusion::Confirm, Room::ForAll) => {
            match carry_out(app, booking, exchange, Some(payment.id), lost, now).await {
                Ok(done) => Ok(done.changes),
                // The journeys have begun, are cancelled, or do not follow each other any more.
                Err(ExchangeError::Refused(_) | ExchangeError::NotPaid) => {
                    let given_up = given_up(app, booking, now);
                    Ok(refunded(app, given_up, payment, RefundCause::TooLate, now))
                }
                Err(ExchangeError::World(error)) => Err(error.into()),
                Err(ExchangeError::Commit(error)) => Err(error.into()),
                Err(ExchangeError::Store(error)) => Err(error.into()),
            }
        }
    }
}

/// The changes that confirm this booking, without that of its payment.
pub(crate) async fn confirmed(
    app: &App,
    booking: Versioned<Booking>,
    lost: SeatsLost,
    now: OffsetDateTime,
) -> Result<Changes, ConcludeError> {
    let Versioned { value: booking, version } = booking;
    let world = app.world.load();
    let is_late = matches!(booking.state, State::Expired { .. });
    let is_over = booking.status(now) == BookingStatus::Expired;
    let directions = booking.directions();
    let lost_seats = scenarios::lost_seats(app, &booking);
    let held: HashSet<_> = if is_late {
        HashSet::new()
    } else {
        seat_claims(&booking, &directions)
            .into_iter()
            .filter(|it| !lost_seats.contains(it))
            .collect()
    };
    let retaken = if is_late { taken_again(&booking, &world) } else { Vec::new() };
    let issue = seats::plan(app, &world, &booking, &held, &lost_seats, lost).await?;
    let numbers = issue.ticket_numbers.iter().flatten().copied().collect();

    // Nobody else confirms it: the version would have moved.
    let Ok(booking) = booking.confirm(issue, now) else {
        return Err(ConcludeError::Commit(CommitError::Conflict));
    };
    let claims = seat_claims(&booking, &directions).into_iter();
    let claims: Vec<_> =
        claims.filter(|claim| !held.contains(claim)).map(Write::ClaimSeat).collect();
    let documents = tickets(app, &booking, now);

    let mut changes = Changes::default()
        // It follows no timetable, so it has to be by the newest that it still stands.
        .write_all(is_over.then_some(Write::InWorld(world.version)))
        .write_all(retaken)
        .write_all(lost_seats.into_iter().map(Write::ReleaseSeat))
        .write_all(claims)
        .write(Write::AddTicketNumbers { booking: booking.id, numbers });
    for document in documents {
        changes =
            changes.send(Message::DocumentRequested(document.id)).write(Write::add(&document));
    }
    if is_late {
        changes = changes.send(Message::InventoryChanged(flights(&booking, &directions)));
    }
    if scenarios::of_flights(app, &booking).is_some() {
        app.to_play.add(booking.id);
    }
    let mail = Mail::confirmed(MailId(app.ports.entropy.id()), booking.id, now);
    let changes = changes.tell([Event::booking_confirmed(app, &booking)]).mail(&mail);
    Ok(changes.write(Write::save(&Versioned { value: booking, version })))
}

/// What the end of the hold had returned.
fn taken_again(booking: &Booking, world: &Snapshot) -> Vec<Write> {
    let promo_use = booking.promo_code.clone().map(|code| Write::UsePromo {
        code,
        user: booking.owner,
        booking: booking.id,
    });
    let taken = take_inventory(booking, world).into_iter();
    // It was promised, so its limit is not asked again.
    taken.chain(take_services(booking, None)).chain(promo_use).collect()
}

/// A document for each ticket that is not wholly cancelled.
pub(crate) fn tickets(app: &App, booking: &Booking, now: OffsetDateTime) -> Vec<Document> {
    let tickets = booking.tickets.iter();
    let tickets =
        tickets.filter(|ticket| ticket.journeys.iter().any(|it| !booking.is_cancelled(*it)));
    tickets
        .map(|ticket| Document {
            id: DocumentId(app.ports.entropy.id()),
            booking: booking.id,
            kind: DocumentKind::Ticket(ticket.id),
            created_at: now,
            state: DocumentState::Pending,
        })
        .collect()
}

/// Adds a full refund of this payment, with a receipt.
pub(super) fn refunded(
    app: &App,
    changes: Changes,
    payment: &Payment,
    cause: RefundCause,
    now: OffsetDateTime,
) -> Changes {
    let id = RefundId(app.ports.entropy.id());
    let receipt = DocumentId(app.ports.entropy.id());
    let refund =
        Refund::decided(id, payment, payment.amount, payment.reversed(), cause, receipt, now);
    let document = Document {
        id: receipt,
        booking: payment.booking,
        kind: DocumentKind::RefundReceipt { refund: id, cancellation: None },
        created_at: now,
        state: DocumentState::Awaited,
    };
    changes
        .write(Write::add(&refund))
        .write(Write::add(&document))
        .mail(&Mail::refunded(MailId(app.ports.entropy.id()), payment.booking, id, now))
        .send(Message::RefundRequested(id))
}

/// Why it is not concluded yet. Try again.
#[derive(Debug, Error)]
pub enum ConcludeError {
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
