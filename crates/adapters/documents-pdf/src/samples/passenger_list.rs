//! A passenger list to look at.

use airside_app::ports::documents::{
    FlightStop, IssuingAirline, ListedBags, ListedCabin, ListedPassenger, LocalTime,
    PassengerListDocument,
};
use airside_primitives::{Cabin, PassengerType};
use time::macros::datetime;

use super::{AIRLINE, valid};

/// A gate's list of a flight with so many passengers: an infant, bags, a codeshare, and two who have
/// not paid.
pub fn sample_passenger_list(passengers: u8) -> PassengerListDocument {
    let line = |number: u8| {
        let letters = ["A", "B", "C", "D", "E", "F"];
        let (row, letter) = (1 + number / 6, letters[usize::from(number % 6)]);
        ListedPassenger {
            seat: (number != 3).then(|| valid(&format!("{row}{letter}"))),
            name: Some(format!("RAO{}/ASHA MS", (b'A' + number % 26) as char)),
            kind: PassengerType::Adult,
            cabin: if number < 4 { Cabin::Business } else { Cabin::Economy },
            booking_ref: format!("K7Q2M{}", (b'A' + number % 26) as char),
            ticket_number: Some(format!("098-12345678{number:02}")),
            sold_as: (number == 5).then(|| valid("AI9045")),
            checked_kg: 15,
            extra: match number % 5 {
                1 => ListedBags::Prepaid { kg: 5 },
                2 => ListedBags::AtAirport { kg: 10 },
                _ => ListedBags::None,
            },
            services: String::new(),
        }
    };
    let mut travelling: Vec<_> = (0..passengers).map(line).collect();
    let infant = ListedPassenger {
        seat: None,
        name: Some("RAO/TARA MISS".to_owned()),
        kind: PassengerType::Infant,
        checked_kg: 0,
        extra: ListedBags::None,
        ..line(0)
    };
    travelling.insert(1, infant);
    let held = |number| ListedPassenger { seat: None, ticket_number: None, ..line(number) };
    let stop = |code, city: &str, at| FlightStop {
        airport: valid(code),
        city: city.to_owned(),
        airport_name: city.to_owned(),
        country: "India".to_owned(),
        terminal: None,
        time: LocalTime { at, zone: "IST".to_owned() },
    };
    let cabin = |cabin, capacity, sold, held| ListedCabin {
        cabin,
        capacity,
        sold,
        held,
        seats_given: sold.saturating_sub(1),
    };
    PassengerListDocument {
        airline: IssuingAirline { code: valid("QZ"), name: AIRLINE.to_owned() },
        flight: valid("QZ2045"),
        departure: stop("DEL", "New Delhi", datetime!(2026-12-01 08:00 +05:30)),
        arrival: stop("BOM", "Mumbai", datetime!(2026-12-01 10:10 +05:30)),
        aircraft: "Airbus A320".to_owned(),
        status: "Open for sale".to_owned(),
        cabins: vec![
            cabin(Cabin::Business, 8, 4, 0),
            cabin(Cabin::Economy, 150, u16::from(passengers.saturating_sub(4)), 2),
        ],
        travelling,
        held: vec![held(24), held(25)],
        made_at: LocalTime::utc(datetime!(2026-12-01 01:30 UTC)),
        notice: Some("Demo data: not valid for travel".to_owned()),
    }
}
