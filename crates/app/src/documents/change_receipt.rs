//! What the receipt of an exchange says.

use airside_booking::booking::Booking;
use airside_booking::{Exchange, ExchangeState, ExchangedJourney, Passenger, Payment, Refund};
use airside_primitives::{AirportCode, DocumentId};
use time::OffsetDateTime;

use super::receipt::{status, went_to};
use super::rules::direction;
use super::ticket::at_airport;
use crate::ports::documents::{Balance, ChangeReceiptDocument, ChangedJourney, LocalTime};
use crate::world::Snapshot;

/// What paid for an exchange, and what came back of it.
pub(super) struct Settled {
    pub payment: Option<Payment>,
    pub refund: Option<Refund>,
}

pub(super) fn content(
    world: &Snapshot,
    booking: &Booking,
    exchange: &Exchange,
    settled: &Settled,
    (receipt, issued_at): (DocumentId, OffsetDateTime),
) -> ChangeReceiptDocument {
    let changed_at = match exchange.state {
        ExchangeState::Done { at, .. } => at,
        ExchangeState::Quoted | ExchangeState::Superseded => issued_at,
    };
    let airlines = exchange.lines.iter().map(|line| line.offer.airline);
    let mut airlines: Vec<_> = airlines.map(|airline| world.airline_name(airline)).collect();
    airlines.dedup();
    let balance = match (&settled.payment, &settled.refund) {
        (Some(payment), _) => Balance::Paid {
            amount: payment.amount,
            reference: payment.intent().map(|it| it.0.clone()),
        },
        (None, Some(refund)) => Balance::Refund {
            amount: refund.amount,
            status: status(refund),
            refunded_to: went_to(booking, refund),
        },
        (None, None) => Balance::Even,
    };
    ChangeReceiptDocument {
        seller: airlines.join(", "),
        booking_ref: booking.reference.to_string(),
        receipt_id: receipt.to_string(),
        quoted_at: LocalTime::utc(exchange.quoted_at),
        changed_at: LocalTime::utc(changed_at),
        passengers: travellers(booking, exchange),
        journeys: exchange.lines.iter().map(|line| changed(world, line)).collect(),
        currency: booking.currency,
        balance,
        notice: None,
    }
}

/// Those who travel on the journeys that were changed.
fn travellers(booking: &Booking, exchange: &Exchange) -> Vec<String> {
    let changed = exchange.directions();
    let journeys = booking.journeys.iter().filter(|it| changed.contains(&it.direction));
    let travels = |passenger: &&Passenger| journeys.clone().any(|it| it.carries(passenger));
    let people = booking.passengers.iter().filter(travels);
    people.filter_map(|it| it.person.as_ref()).map(|person| person.name.shown()).collect()
}

fn changed(world: &Snapshot, line: &ExchangedJourney) -> ChangedJourney {
    let (offer, parts) = (&line.offer, line.line.parts());
    let stops = offer.segments.iter().map(|segment| segment.destination);
    let route: Vec<AirportCode> = [offer.origin()].into_iter().chain(stops).collect();
    ChangedJourney {
        direction: direction(line.direction),
        departure: at_airport(world, offer.origin(), offer.departs_at()),
        flights: offer.segments.iter().map(|segment| segment.number).collect(),
        route,
        old_value: parts.old_value - parts.extras_moved,
        new_price: parts.new_price,
        change_fee: parts.change_fee,
        kept: parts.not_returned,
        difference: line.line.difference(),
    }
}
