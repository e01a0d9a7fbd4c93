//! An offer: a journey at a price, promised until it expires.
//!
//! An offer holds everything it promised. A booking charges exactly these
//! figures and never prices anything again.

use airside_cancellation::Conditions;
use airside_fares::{Allowance, JourneyPrice, fare_basis};
use airside_primitives::{
    AircraftCode, AirlineCode, AirportCode, Brand, Cabin, Currency, FlightId, FlightNumber, Party,
};
use time::{Date, OffsetDateTime};

use crate::one_to::OneTo;

/// One journey, sold by one airline, for one party, in one cabin and brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The seller: the marketing airline of the first segment.
    pub airline: AirlineCode,
    pub brand: Brand,
    pub cabin: Cabin,
    pub party: Party,
    /// In the order of travel.
    pub segments: Segments,
    pub currency: Currency,
    pub price: JourneyPrice,
    pub baggage: Allowance,
    pub conditions: Conditions,
    pub expires_at: OffsetDateTime,
    /// The version of the tariff that it was priced by; 0 for one made before tariffs were kept.
    pub tariff: u32,
}

/// The flights of one journey, in the order of travel.
pub type Segments = OneTo<3, Segment>;

/// One flight of a journey, on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub flight: FlightId,
    /// The flight whose seats are taken: another one only for a codeshare.
    pub inventory: FlightId,
    pub number: FlightNumber,
    pub operating_airline: AirlineCode,
    pub origin: AirportCode,
    pub destination: AirportCode,
    /// The day of departure at the origin.
    pub date: Date,
    /// In the origin's own offset.
    pub departs_at: OffsetDateTime,
    /// In the destination's own offset.
    pub arrives_at: OffsetDateTime,
    pub aircraft: AircraftCode,
}

impl Offer {
    /// Where the journey starts.
    pub fn origin(&self) -> AirportCode {
        self.segments.first().origin
    }

    /// Where the journey ends.
    pub fn destination(&self) -> AirportCode {
        self.segments.last().destination
    }

    /// When the first flight leaves.
    pub fn departs_at(&self) -> OffsetDateTime {
        self.segments.first().departs_at
    }

    /// When the last flight arrives.
    pub fn arrives_at(&self) -> OffsetDateTime {
        self.segments.last().arrives_at
    }

    /// The fare basis of every segment, `YSAVER`.
    pub fn fare_basis(&self) -> String {
        fare_basis(self.cabin, self.brand)
    }
}

impl Segment {
    /// Minutes in the air and on the ground, from instants.
    pub fn minutes(&self) -> i64 {
        (self.arrives_at - self.departs_at).whole_minutes()
    }

    /// The `+1` of an arrival, from local dates.
    pub fn arrival_day_offset(&self) -> i32 {
        self.arrives_at.date().to_julian_day() - self.departs_at.date().to_julian_day()
    }
}
