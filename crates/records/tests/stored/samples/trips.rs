//! Bookings of longer trips: a family there and back, and three legs on two tickets.

use airside_booking::name::Typed;
use airside_booking::{
    Booking, Contact, Direction, Name, Offer, Passenger, Person, Ticket, TravelDocument,
    TravelDocumentKind, TripType,
};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Amount, Brand, Cabin, Gender, Party, PassengerType, SeatPreference};
use time::macros::{date, datetime};

use super::bookings::{booking, confirmed, seats};
use super::offers::{codeshare, offer, segment};
use super::passengers::passenger;
use super::{code, ticket_id};

/// A name as older releases took it, with signs that no passport has.
fn with_signs() -> Name {
    let (given, family) = ("Jean-Luc".to_owned(), "O’Brien".to_owned());
    let typed = Typed {
        given: Some(given.clone()),
        middle: Some("Luc Łucjan".to_owned()),
        family: family.clone(),
        ..Typed::default()
    };
    let ticketed = Name::new(typed).unwrap().ticketed().clone();
    Name::kept(Some(given), Some("\"Lu\\c\" Łucjan".to_owned()), family, ticketed).unwrap()
}

/// Two adults, a child and an infant: out by a connection with a codeshare and a late flight,
/// back with another airline, whose ticket is another one; with baggage that is prepaid.
pub(super) fn family(number: u128) -> Booking {
    let party = Party::new(2, 1, 1).unwrap();
    let to_delhi = segment("AI503D", "BLR", "DEL", datetime!(2027-03-20 20:00 +05:30));
    let to_london = segment("AI7161", "DEL", "LHR", datetime!(2027-03-21 02:15 +05:30));
    let home = segment("6E2045", "LHR", "BLR", datetime!(2027-04-02 23:55 +01:00));
    let out = vec![to_delhi, codeshare(&to_london, "BA142")];
    let offers = vec![
        offer(Brand::Flexible, Cabin::Business, party, out),
        offer(Brand::Saver, Cabin::PremiumEconomy, party, vec![home]),
    ];
    let mut booking = booking(number, TripType::RoundTrip, offers, confirmed(6, 2, 4, []));
    let phone = Some("+919800000000".to_owned());
    booking.contact = booking.contact.map(|contact| Contact { phone, ..contact });
    booking.passengers = vec![
        Passenger { extra_baggage_kg: 5, ..passenger(number, 0, PassengerType::Adult) },
        Passenger {
            person: Some(Person {
                corrections: Vec::new(),
                name: with_signs(),
                gender: Gender::Male,
                travel_document: Some(passport()),
                ..person(number, 1, PassengerType::Adult)
            }),
            seat_preference: SeatPreference::Middle,
            ..passenger(number, 1, PassengerType::Adult)
        },
        Passenger {
            person: Some(Person { name: one_name(), ..person(number, 2, PassengerType::Child) }),
            ..passenger(number, 2, PassengerType::Child)
        },
        Passenger { infant_of: Some(1), ..passenger(number, 3, PassengerType::Infant) },
    ];
    let row = |row: u8| ["A", "C", "D"].map(|letter| Some(code(&format!("{row}{letter}"))));
    for (journey, first_row) in booking.journeys.iter_mut().zip([4, 20]) {
        let rows = journey.offer.segments.iter().zip(first_row..);
        journey.seats =
            seats(rows.map(|(_, at)| [row(at).to_vec(), vec![None]].concat()).collect());
        journey.extra_baggage = Amount::minor(225_000);
    }
    booking.tickets = vec![
        Ticket {
            id: ticket_id(number, 0),
            airline: code("AI"),
            journeys: vec![Direction::Departing],
        },
        Ticket {
            id: ticket_id(number, 1),
            airline: code("6E"),
            journeys: vec![Direction::Returning],
        },
    ];
    booking
}

fn person(booking: u128, at: u128, kind: PassengerType) -> Person {
    passenger(booking, at, kind).person.unwrap()
}

fn passport() -> TravelDocument {
    TravelDocument {
        kind: TravelDocumentKind::Passport,
        number: code("L898902C3"),
        issuing_country: code("FR"),
        nationality: code("FR"),
        expires_on: date!(2031 - 12 - 31),
    }
}

/// One that no ticket can show, with the passport's spelling.
fn one_name() -> Name {
    let (family, latin_family) = ("太郎".to_owned(), Some("Taro".to_owned()));
    Name::new(Typed { family, latin_family, ..Typed::default() }).unwrap()
}

/// Three legs on two tickets, paid for in yen; the second leg was cancelled.
pub(super) fn multi_city(number: u128) -> Booking {
    let leg = |cabin, segments| Offer {
        currency: code("JPY"),
        ..offer(Brand::Standard, cabin, Party::ONE, segments)
    };
    let offers = vec![
        leg(Cabin::First, vec![segment("NH11", "HND", "CTS", datetime!(2027-05-01 09:00 +09:00))]),
        leg(
            Cabin::Economy,
            vec![segment("JL502", "CTS", "ITM", datetime!(2027-05-03 09:00 +09:00))],
        ),
        leg(
            Cabin::Economy,
            vec![segment("NH20", "ITM", "HND", datetime!(2027-05-05 09:00 +09:00))],
        ),
    ];
    let state = confirmed(7, 2, 1, [Direction::Leg(2)]);
    let mut booking = booking(number, TripType::MultiCity, offers, state);
    booking.extra_baggage_mode = ExtraBaggageMode::AtAirport;
    booking.passengers[0].extra_baggage_kg = 10;
    booking.tickets = vec![
        Ticket {
            id: ticket_id(number, 0),
            airline: code("NH"),
            journeys: vec![Direction::Leg(1), Direction::Leg(3)],
        },
        Ticket { id: ticket_id(number, 1), airline: code("JL"), journeys: vec![Direction::Leg(2)] },
    ];
    booking
}
