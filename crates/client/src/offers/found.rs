//! What a search finds. Bookings show their journeys by the same words.

use serde::Deserialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

use super::search::Cabin;
use crate::code::codes;
use crate::money::Money;

/// One page of what a search finds. Which lists are filled follows from the trip.
#[derive(Debug, Clone, Deserialize)]
pub struct Found {
    /// The kind of trip.
    pub trip_type: TripType,
    /// The way there, of one-way and round trips.
    #[serde(default)]
    pub departing: Vec<Offer>,
    /// The way back, of round trips.
    #[serde(default)]
    pub returning: Vec<Offer>,
    /// Slice by slice, of trips to several cities.
    #[serde(default)]
    pub slices: Vec<Vec<Offer>>,
    /// Where the next page begins; `None` on the last.
    pub next_cursor: Option<String>,
}

codes! {
    /// The kind of trip.
    TripType {
        OneWay "ONE_WAY",
        RoundTrip "ROUND_TRIP",
        MultiCity "MULTI_CITY",
    }
}

/// A journey at a price.
#[derive(Debug, Clone, Deserialize)]
pub struct Offer {
    /// Bring it back to book.
    pub id: String,
    /// Until when it stands.
    #[serde(with = "rfc3339")]
    pub expires_at: OffsetDateTime,
    /// Who sells it.
    pub airline: Airline,
    /// The fare brand.
    pub brand: Brand,
    /// How often one changes.
    pub stops: u32,
    /// From the first departure to the last arrival.
    pub duration_minutes: i64,
    /// The flights, in order.
    pub segments: Vec<Segment>,
    /// The times between them.
    pub layovers: Vec<Layover>,
    /// What the party pays.
    pub price: Price,
    /// On the fullest of its flights; 9 means 9 or more.
    pub seats_left: u16,
    /// What each passenger may carry.
    pub baggage: Baggage,
    /// What cancelling costs.
    pub conditions: Conditions,
}

/// An airline.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Airline {
    /// IATA code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A fare brand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Brand {
    /// As `STANDARD`.
    pub code: String,
    /// Its name, for people.
    pub name: String,
}

/// One flight on its day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Segment {
    /// The id of the recurring flight.
    pub flight_id: String,
    /// As `QZ2045`.
    pub flight_number: String,
    /// IATA code of the marketing airline.
    pub airline: String,
    /// IATA code of the airline that flies it.
    pub operating_airline: String,
    /// Where it leaves.
    pub origin: Stop,
    /// Where it lands.
    pub destination: Stop,
    /// In the origin's own offset.
    #[serde(with = "rfc3339")]
    pub departure: OffsetDateTime,
    /// In the destination's own offset.
    #[serde(with = "rfc3339")]
    pub arrival: OffsetDateTime,
    /// Days from the local date of departure to that of arrival.
    pub arrival_day_offset: i32,
    /// In the air and on the ground.
    pub duration_minutes: i64,
    /// IATA aircraft type.
    pub aircraft: String,
    /// The cabin.
    pub cabin: Cabin,
    /// The code of the fare.
    pub fare_basis: String,
}

/// Where a flight leaves or lands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Stop {
    /// IATA code of the airport.
    pub iata: String,
    /// Its city.
    pub city: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its terminal.
    pub terminal: Option<String>,
}

/// The time between two flights.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Layover {
    /// IATA code of the airport.
    pub airport: String,
    /// How long.
    pub minutes: i64,
}

/// What a party pays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Price {
    /// The fare of the party.
    pub base: Money,
    /// The taxes of the party.
    pub taxes: Vec<Tax>,
    /// All of it.
    pub total: Money,
    /// For one passenger of each type.
    pub per_passenger: Vec<PassengerPrice>,
}

/// One tax.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Tax {
    /// As on a ticket.
    pub code: String,
    /// Of the party.
    pub amount: Money,
    /// Whether it comes back when the journey is cancelled.
    pub refundable: bool,
}

/// What one passenger of a type pays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PassengerPrice {
    /// The type.
    #[serde(rename = "type")]
    pub kind: PassengerType,
    /// How many there are.
    pub count: u8,
    /// The fare of one.
    pub base: Money,
    /// The taxes of one.
    pub taxes: Money,
    /// All of it, of one.
    pub total: Money,
}

codes! {
    /// What a passenger is by age.
    PassengerType {
        Adult "ADULT",
        Child "CHILD",
        Infant "INFANT",
    }
}

/// What each passenger may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Baggage {
    /// Kilograms in the cabin.
    pub hand_kg: u32,
    /// Kilograms in the hold.
    pub checked_kg: u32,
}

/// What cancelling and changing cost.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Conditions {
    /// Whether some of the fare comes back.
    pub refundable: bool,
    /// In falling hours; after the last, no cancellation.
    pub cancellation: Vec<StepCharge>,
    /// Whether the journey may be changed for another one.
    #[serde(default)]
    pub changeable: bool,
    /// In falling hours, beside the difference in price; after the last, no change.
    #[serde(default)]
    pub change: Vec<StepFee>,
    /// Whether what a cheaper journey leaves over comes back; else it is kept, but for taxes.
    #[serde(default)]
    pub returns_difference: bool,
}

/// A fee for a change, while more than its hours are left.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StepFee {
    /// Before the first departure of the journey.
    pub hours_before_departure: u32,
    /// For the whole party.
    pub fee: Money,
}

/// A charge, while more than its hours are left.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StepCharge {
    /// Before the first departure of the journey.
    pub hours_before_departure: u32,
    /// For the whole party.
    pub charge: Money,
}
