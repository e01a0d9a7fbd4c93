//! Well-formed values to test with, each a function of a number.
//!
//! The same number gives the same value, and a higher one an id that sorts later.
//! Nothing here is one of the demo's flights or bookings.

mod accounts;
mod aftermath;
mod asked;
mod bookings;
mod busy_day;
mod offers;
mod settings;
mod webhooks;
mod world;

use airside_app::account::SecretHash;
use airside_app::ports::{Envelope, Message};
use airside_app::wire;
use airside_booking::booking::Inventory;
use airside_primitives::{
    AirportCode, BookingId, Cabin, EventId, FlightId, FlightNumber, SeatNumber, UserId,
};
use airside_timetable::Flight;
use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

pub use accounts::{api_key, refresh_token, session, user};
pub use aftermath::{cancellation, document, exchange, payment, refund};
pub use asked::{OWNER, called, once, place, search, traveller};
pub use bookings::{booking, confirmed, expired, reference, ticket_numbers};
pub use busy_day::sell_a_day;
pub use offers::{offer, segment};
pub use settings::{HOLD, QUOTE, secrets, settings};
pub use webhooks::{attempt, endpoint, endpoint_secret, event};
pub use world::{adopt, airline, airport, delhi_and_mumbai, fare, flight, promo_code, tariff};

/// When everything here happens.
pub const NOW: OffsetDateTime = datetime!(2026-11-01 08:00:00.123456 UTC);
/// The day on which the sample flights leave.
pub const DAY: Date = date!(2026 - 12 - 01);

/// Anything that is read from text.
pub fn code<T>(text: &str) -> T
where
    T: std::str::FromStr,
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

/// An id; a higher number sorts later.
pub const fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0193_7b5e_0000_7000_8000_0000_0000_0000 + number)
}

pub const fn user_id(number: u128) -> UserId {
    UserId(id(number))
}

/// The id of `AI{number}` from Delhi to London.
pub fn flight_id(number: u128) -> FlightId {
    let (origin, destination) = route();
    Flight::id_of(flight_number(number), origin, destination)
}

pub fn flight_number(number: u128) -> FlightNumber {
    // There are 9,999 of them, and measurements ask for more.
    code(&format!("AI{}", (number.max(1) - 1) % 9_999 + 1))
}

pub const fn booking_id(number: u128) -> BookingId {
    BookingId(id(number))
}

/// A message on its way, under the number's id.
pub fn envelope(number: u128, message: &Message) -> Envelope {
    let body = wire::encode(message).unwrap();
    let id = EventId(Uuid::from_u128(number));
    Envelope { id, topic: message.topic(), body, trace: None }
}

/// A secret's hash.
pub const fn hash(number: u8) -> SecretHash {
    SecretHash([number; 32])
}

/// So much economy inventory of a flight on [`DAY`].
pub fn inventory(flight: u128, count: u16) -> Inventory {
    Inventory { flight: flight_id(flight), date: DAY, cabin: Cabin::Economy, count }
}

/// A seat in row `row`, by the window.
pub fn seat(row: u8) -> SeatNumber {
    SeatNumber::new(row, 'A').unwrap()
}

/// The two ends of the sample flights.
pub fn route() -> (AirportCode, AirportCode) {
    (code("DEL"), code("LHR"))
}
