//! One flight of a journey: who sells it, between where, on which day.
//!
//! Fares are looked up by its airports and date, taxes by its countries.

use airside_primitives::{AirlineCode, AirportCode, CountryCode, FlightNumber};
use time::Date;

/// One flight segment, as pricing sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sector {
    /// The airline that sells the flight.
    pub airline: AirlineCode,
    pub origin: AirportCode,
    pub destination: AirportCode,
    pub origin_country: CountryCode,
    pub destination_country: CountryCode,
    pub distance_km: u32,
    pub flight: FlightNumber,
    /// Of departure, on the origin's calendar.
    pub date: Date,
}
