//! What stock and seats are counted under: a flight's id, a day, a cabin, a seat number.
//!
//! Nobody may open a second counter beside the one of an older release, so these never change.
//! Release 0.1.0 had other ids of flights, and is carried over: its store has the table of them.

use airside_primitives::{AirportCode, Cabin, FlightNumber, SeatNumber};
use airside_timetable::Flight;
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use crate::every::all_of;
use crate::offers::offers;
use crate::releases::{self, NEWEST, releases_with};

const FILE: &str = "stock-keys.jsonl";

/// A flight on a day, its cabin and a seat, in words and as they are kept.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    number: String,
    origin: String,
    destination: String,
    date: String,
    /// The id of the flight.
    flight: Uuid,
    /// The id of the flight whose seats are taken.
    inventory: Uuid,
    /// The Julian day number.
    day: i32,
    cabin: String,
    seat: String,
}

/// Every flight of every offer, with seats from the first row to the last.
fn lines() -> Vec<Line> {
    let seats = ["1A", "12C", "30K", "99J"].into_iter().cycle();
    let offers = offers();
    let segments = offers
        .iter()
        .flat_map(|(_, offer)| offer.segments.iter().map(|segment| (offer.cabin, segment)));
    let line = |((cabin, segment), seat): ((Cabin, &airside_booking::Segment), &str)| Line {
        number: segment.number.to_string(),
        origin: segment.origin.to_string(),
        destination: segment.destination.to_string(),
        date: segment.date.to_string(),
        flight: segment.flight.0,
        inventory: segment.inventory.0,
        day: segment.date.to_julian_day(),
        cabin: cabin.code().to_owned(),
        seat: seat.parse::<SeatNumber>().unwrap().to_string(),
    };
    segments.zip(seats).map(line).collect()
}

fn written() -> String {
    lines().iter().map(|line| serde_json::to_string(line).unwrap() + "\n").collect()
}

pub(crate) fn write() {
    releases::write(FILE, written());
}

#[test]
fn stock_is_kept_under_the_keys_of_the_newest_release() {
    assert_eq!(written(), releases::text(NEWEST, FILE), "see README.md");
}

#[test]
fn a_key_of_every_release_is_that_of_the_same_flight_day_cabin_and_seat() {
    let releases = releases_with(FILE);
    assert_eq!(releases, [NEWEST]);
    for release in releases {
        let text = releases::text(&release, FILE);
        let lines = text.lines().map(|line| serde_json::from_str::<Line>(line).unwrap());
        for line in lines {
            let number: FlightNumber = line.number.parse().unwrap();
            let airport = |code: &str| code.parse::<AirportCode>().unwrap();
            let (origin, destination) = (airport(&line.origin), airport(&line.destination));
            assert_eq!(Flight::id_of(number, origin, destination).0, line.flight, "{line:?}");
            assert_eq!(Date::from_julian_day(line.day).unwrap().to_string(), line.date);
            assert_eq!(line.cabin.parse::<Cabin>().unwrap().code(), line.cabin);
            assert_eq!(line.seat.parse::<SeatNumber>().unwrap().to_string(), line.seat);
        }
    }
}

#[test]
fn every_cabin_has_a_key() {
    let cabins: Vec<Cabin> = lines().iter().map(|line| line.cabin.parse().unwrap()).collect();
    all_of!(cabins.iter() => {
        Cabin::First, Cabin::Business, Cabin::PremiumEconomy, Cabin::Economy
    });
}
