//! One of everything that is kept, as this code makes it: what the folder of the release to
//! come has.
//!
//! Every value is written out, field by field, so a new field does not compile until it has one
//! here; `variants.rs` does the same for the variants of enums. The samples belong together: a
//! store can keep all of them at once.

mod aftermath;
mod bookings;
mod changes;
mod exchanges;
mod offers;
mod passengers;
mod payments;
mod promo_codes;
mod trips;

use std::str::FromStr;

use airside_booking::{Booking, Cancellation, Document, Exchange, Payment, Refund};
use airside_fares::PromoCode;
use airside_primitives::{BookingId, TicketId};
use time::OffsetDateTime;
use time::macros::datetime;
use uuid::Uuid;

/// Something that is kept as a record.
pub(crate) enum Sample {
    Booking(Booking),
    Cancellation(Cancellation),
    Document(Document),
    Exchange(Exchange),
    Payment(Payment),
    PromoCode(PromoCode),
    Refund(Refund),
}

/// Every sample by its name, in the order of their files.
pub(crate) fn samples() -> Vec<(String, Sample)> {
    let mut samples = Vec::new();
    let mut add = |name: String, sample| samples.push((name, sample));
    for (what, booking) in bookings::all() {
        add(format!("booking-{what}"), Sample::Booking(booking));
    }
    for (what, cancellation) in aftermath::cancellations() {
        add(format!("cancellation-{what}"), Sample::Cancellation(cancellation));
    }
    for (what, document) in aftermath::documents() {
        add(format!("document-{what}"), Sample::Document(document));
    }
    for (what, exchange) in exchanges::all() {
        add(format!("exchange-{what}"), Sample::Exchange(exchange));
    }
    for (what, payment) in payments::all() {
        add(format!("payment-{what}"), Sample::Payment(payment));
    }
    for (what, code) in promo_codes::all() {
        add(format!("promo-code-{what}"), Sample::PromoCode(code));
    }
    for (what, refund) in aftermath::refunds() {
        add(format!("refund-{what}"), Sample::Refund(refund));
    }
    samples.sort_by_key(|(name, _)| file(name));
    samples
}

/// The file of a record of this name.
pub(crate) fn file(name: &str) -> String {
    format!("{name}.json")
}

/// When everything is placed.
const NOW: OffsetDateTime = datetime!(2026-11-29 08:00:00.654321 UTC);

/// Anything that is read from text.
fn code<T: FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text} is no such code"))
}

/// An id of a kind: each kind has a thousand of its own.
const fn id(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128(0x019a_dd2c_7400_7000_8000_0000_0000_0000 + kind * 1_000 + number)
}

const fn booking_id(number: u128) -> BookingId {
    BookingId(id(1, number))
}

/// The ticket of a booking, counted from 0.
const fn ticket_id(booking: u128, ticket: u128) -> TicketId {
    TicketId(id(2, booking * 10 + ticket))
}
