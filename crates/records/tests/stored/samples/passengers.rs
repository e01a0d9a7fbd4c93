//! Passengers of every type.

use airside_booking::{Name, Passenger, Person};
use airside_primitives::{Gender, PassengerId, PassengerType, SeatPreference};
use time::Date;
use time::macros::date;

use super::id;

/// Somebody of this type; the type says what they are called and would like.
pub(super) fn passenger(booking: u128, at: u128, kind: PassengerType) -> Passenger {
    let (given_name, gender, date_of_birth, seat_preference): (_, _, Date, _) = match kind {
        PassengerType::Adult => {
            ("Zoë", Gender::Female, date!(1990 - 02 - 28), SeatPreference::Window)
        }
        PassengerType::Child => {
            ("Ravi", Gender::Unspecified, date!(2020 - 02 - 29), SeatPreference::Aisle)
        }
        PassengerType::Infant => {
            ("Mia", Gender::Unspecified, date!(2026 - 01 - 31), SeatPreference::Any)
        }
    };
    Passenger {
        id: PassengerId(id(4, booking * 10 + at)),
        kind,
        person: Some(Person {
            name: Name::plain(given_name, "Müller").unwrap(),
            corrections: Vec::new(),
            gender,
            date_of_birth,
            travel_document: None,
        }),
        seat_preference,
        hand_baggage_kg: 7,
        extra_baggage_kg: 0,
        services: Vec::new(),
        infant_of: None,
    }
}
