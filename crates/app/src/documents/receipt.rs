//! What a refund receipt says.

use airside_booking::booking::{Booking, Journey};
use airside_booking::{Cancellation, CancellationState, Passenger, Refund, RefundState};
use airside_primitives::{AirportCode, Amount};

use crate::documents::rules::direction;
use crate::documents::ticket::at_airport;
use crate::ports::documents::{LocalTime, ReceiptDocument, ReceiptJourney, ReceiptStatus};
use crate::world::Snapshot;

/// What a refund is for.
pub(super) enum RefundOf {
    Cancellation(Cancellation),
    /// A payment for the booking that bought nothing.
    Booking,
    /// A payment for an exchange that was not made: the journeys stay as they were.
    Exchange,
}

/// The content of a receipt, for a cancellation or for a payment that bought nothing.
pub(super) fn content(
    world: &Snapshot,
    booking: &Booking,
    refund: &Refund,
    of: &RefundOf,
) -> ReceiptDocument {
    let cancellation = match of {
        RefundOf::Cancellation(cancellation) => Some(cancellation),
        RefundOf::Booking | RefundOf::Exchange => None,
    };
    let status = status(refund);
    let refunded_at = match &refund.state {
        RefundState::Succeeded { at, .. } => Some(LocalTime::utc(*at)),
        RefundState::Pending { .. } | RefundState::Failed { .. } => None,
    };
    let gateway_reference = refund.gateway().map(|id| id.0.clone());
    let confirmed_at = cancellation.and_then(|it| match it.state {
        CancellationState::Confirmed { at, .. } => Some(at),
        CancellationState::Quoted | CancellationState::Superseded => None,
    });
    let airlines = booking.tickets.iter().map(|ticket| world.airline_name(ticket.airline));
    ReceiptDocument {
        seller: airlines.collect::<Vec<_>>().join(", "),
        booking_ref: booking.reference.to_string(),
        receipt_id: refund.receipt.to_string(),
        quoted_at: cancellation.map(|it| LocalTime::utc(it.quoted_at)),
        confirmed_at: LocalTime::utc(confirmed_at.unwrap_or(refund.created_at)),
        refunded_at,
        passengers: names(booking, cancellation),
        journeys: match of {
            RefundOf::Cancellation(cancellation) => cancelled(world, booking, cancellation),
            RefundOf::Booking => {
                booking.journeys.iter().map(|journey| unused(world, journey)).collect()
            }
            RefundOf::Exchange => Vec::new(),
        },
        currency: booking.currency,
        total_refund: refund.amount,
        refunded_to: went_to(booking, refund),
        gateway_reference,
        status,
        notice: None,
    }
}

/// Those whose journeys are given back; everybody, where nothing was cancelled.
fn names(booking: &Booking, cancellation: Option<&Cancellation>) -> Vec<String> {
    let is_covered = |passenger: &&Passenger| {
        let mut lines =
            cancellation.into_iter().flat_map(|it| it.lines.iter().map(move |line| (it, line)));
        cancellation.is_none()
            || lines.any(|(it, line)| it.covered(booking, line).contains(passenger))
    };
    let people = booking.passengers.iter().filter(is_covered);
    people.filter_map(|it| it.person.as_ref()).map(|person| person.name.shown()).collect()
}

/// Where a refund stands.
pub(super) fn status(refund: &Refund) -> ReceiptStatus {
    match refund.state {
        RefundState::Succeeded { .. } if refund.amount.is_zero() => ReceiptStatus::NothingDue,
        RefundState::Succeeded { .. } => ReceiptStatus::Refunded,
        RefundState::Pending { .. } => ReceiptStatus::Pending,
        RefundState::Failed { .. } => ReceiptStatus::Failed,
    }
}

/// Where the money went, or had gone before anybody asked for it.
pub(super) fn went_to(booking: &Booking, refund: &Refund) -> String {
    if refund.elsewhere.is_zero() {
        return "The card that paid, through the payment gateway".to_owned();
    }
    let money = |amount| booking.currency.show(amount);
    if refund.due().is_zero() {
        return "The payer, who had all of it back already".to_owned();
    }
    let (due, elsewhere) = (money(refund.due()), money(refund.elsewhere));
    format!("{due} to the card that paid; {elsewhere} had gone back already")
}

fn cancelled(
    world: &Snapshot,
    booking: &Booking,
    cancellation: &Cancellation,
) -> Vec<ReceiptJourney> {
    let lines = cancellation.lines.iter();
    lines
        .filter_map(|cancelled| {
            let line = cancelled.line;
            let journey = booking.journey(cancelled.direction)?;
            Some(shown(
                world,
                journey,
                line.paid(),
                line.charge(),
                line.taxes_kept(),
                line.refund(),
            ))
        })
        .collect()
}

/// A journey that was paid for and never given: all of it goes back.
fn unused(world: &Snapshot, journey: &Journey) -> ReceiptJourney {
    let paid = journey.account().paid();
    shown(world, journey, paid, Amount::ZERO, Amount::ZERO, paid)
}

fn shown(
    world: &Snapshot,
    journey: &Journey,
    paid: Amount,
    charge: Amount,
    taxes_kept: Amount,
    refund: Amount,
) -> ReceiptJourney {
    let segments = &journey.offer.segments;
    let (origin, destination) = (journey.offer.origin(), journey.offer.destination());
    let route: Vec<AirportCode> =
        [origin].into_iter().chain(segments.iter().map(|segment| segment.destination)).collect();
    let city = |code| world.airport(code).map(|it| it.city.clone()).unwrap_or_default();
    ReceiptJourney {
        direction: direction(journey.direction),
        origin_city: city(origin),
        destination_city: city(destination),
        departure: at_airport(world, origin, journey.offer.departs_at()),
        flights: segments.iter().map(|segment| segment.number).collect(),
        route,
        paid,
        charge,
        taxes_kept,
        refund,
    }
}
