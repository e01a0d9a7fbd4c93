//! Requests of a client: to search, and to book.

use airside_app::account::Role;
use airside_app::bookings::place::{PlaceBooking, Traveller};
use airside_app::idempotency::{Answer, Fingerprint, Once};
use airside_app::offers::search::{Filters, SearchOffers, Slice};
use airside_app::ports::changes::AnswerKey;
use airside_booking::{Contact, Name, TripType};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Cabin, Gender, Party, SeatPreference, UserId};
use airside_search::Sort;
use time::Date;
use time::macros::date;

use super::user_id;

/// The account that asks.
pub const OWNER: UserId = user_id(1);

/// The cheapest flight from Delhi to Mumbai, without a stop.
pub fn search(party: Party, cabin: Cabin, date: Date) -> SearchOffers {
    let (origin, destination) = ("DEL".to_owned(), "BOM".to_owned());
    SearchOffers {
        trip_type: TripType::OneWay,
        slices: vec![Slice { origin, destination, date }],
        flexible_days: 0,
        party,
        cabin,
        filters: Filters {
            max_stops: 0,
            airlines: Vec::new(),
            exclude_airlines: Vec::new(),
            max_price: None,
            max_minutes: None,
            min_layover: None,
            max_layover: None,
            via: None,
            refundable: true,
            checked_baggage: false,
            flight_number: None,
            departure_window: None,
            arrival_window: None,
        },
        sort: Sort::Price,
        limit: 1,
        offset: 0,
    }
}

/// A request to book this offer for these people.
pub fn place(offer: String, passengers: Vec<Traveller>) -> PlaceBooking {
    PlaceBooking {
        services: Vec::new(),
        offers: vec![offer],
        passengers,
        extra_baggage_mode: ExtraBaggageMode::Prepaid,
        contact: Contact { email: "asha@example.com".to_owned(), phone: None },
        promo_code: None,
        by: Role::Customer,
    }
}

/// An adult who would like a window.
pub fn traveller() -> Traveller {
    called("Asha")
}

/// Such an adult with a given name of their own.
pub fn called(given_name: &str) -> Traveller {
    Traveller {
        services: Vec::new(),
        name: Name::plain(given_name, "Rao").unwrap(),
        gender: Gender::Unspecified,
        date_of_birth: date!(1990 - 02 - 28),
        seat_preference: SeatPreference::Window,
        seats: Vec::new(),
        hand_baggage_kg: 7,
        extra_baggage_kg: 0,
        infant_of: None,
    }
}

/// A request that must take effect once, known by its key.
pub fn once<'a, T>(
    operation: &str,
    key: &str,
    render: &'a (dyn Fn(&T) -> Answer + Sync),
) -> Once<'a, T> {
    let key = AnswerKey { user: OWNER, operation: operation.to_owned(), key: key.to_owned() };
    Once { key, fingerprint: Fingerprint { said: [0; 32], sent: [0; 32] }, render }
}
