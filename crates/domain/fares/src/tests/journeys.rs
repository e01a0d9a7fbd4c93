//! Fares and flights as short as they can be written: `QZ DEL BOM`.

use crate::{Fare, FareConditions, Sector};
use airside_primitives::{Amount, Cabin, FlightNumber};
use time::Date;
use time::macros::date;

pub(super) const BOOKED: Date = date!(2026 - 12 - 01);
/// A Tuesday, two weeks later.
pub(super) const TRAVEL: Date = date!(2026 - 12 - 15);

/// Flight 1 of 1,000 km, in the countries where its airports are.
pub(super) fn sector(flight: &str) -> Sector {
    let (airline, origin, destination) = parts(flight);
    let airline = airline.parse().unwrap();
    Sector {
        airline,
        origin: origin.parse().unwrap(),
        destination: destination.parse().unwrap(),
        origin_country: country(origin).parse().unwrap(),
        destination_country: country(destination).parse().unwrap(),
        distance_km: 1_000,
        flight: FlightNumber::new(airline, 1).unwrap(),
        date: TRAVEL,
    }
}

pub(super) fn fare(flight: &str, cabin: Cabin, base: i64) -> Fare {
    let Sector { airline, origin, destination, .. } = sector(flight);
    let conditions = FareConditions::none();
    Fare { airline, origin, destination, cabin, base: Amount::minor(base), conditions }
}

fn parts(flight: &str) -> (&str, &str, &str) {
    let mut words = flight.split(' ');
    let mut word = || words.next().unwrap();
    (word(), word(), word())
}

fn country(airport: &str) -> &'static str {
    match airport {
        "DEL" | "BOM" | "GOI" => "IN",
        "DXB" => "AE",
        "KWI" => "KW",
        "BAH" => "BH",
        "LHR" | "EDI" => "GB",
        "JFK" | "LAX" | "ORD" => "US",
        other => panic!("{other} is not on the map of these tests"),
    }
}
