//! Rows for the tests of this module.

use airside_timetable::{Flight, OperatingDays};
use time::macros::{date, time};
use time::{Date, Duration};

use super::lined::Lined;

/// A Monday.
pub(super) const START: Date = date!(2027 - 01 - 04);

/// A row of one and the same flight, valid between two days counted from the start.
pub(super) fn lined(line: u64, from: i64, until: i64, days: u8) -> Lined {
    let number = "6E200".parse().unwrap();
    let [origin, destination] = ["DEL", "BOM"].map(|code| code.parse().unwrap());
    let flight = Flight {
        id: Flight::id_of(number, origin, destination),
        number,
        operating_airline: number.airline(),
        operating_number: None,
        origin,
        destination,
        departs: time!(06:00),
        arrives: time!(08:10),
        arrival_day_offset: 0,
        days: OperatingDays::from_bits(days).unwrap(),
        valid_from: START + Duration::days(from),
        valid_until: START + Duration::days(until),
        aircraft: "320".parse().unwrap(),
    };
    Lined { line, flight }
}
