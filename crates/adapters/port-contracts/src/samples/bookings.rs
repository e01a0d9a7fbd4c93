//! A family's round trip, in each state of its life.

use std::collections::{BTreeMap, BTreeSet};

use airside_booking::name::Typed;
use airside_booking::{
    Booking, Contact, Direction, ExpiredBecause, Journey, Journeys, Name, Offer, Passenger, Person,
    RecordLocator, SeatRows, Segments, State, Ticket, TicketNumber, TravelDocument,
    TravelDocumentKind, TripType,
};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{
    Amount, Currency, Gender, PassengerId, PassengerType, SeatPreference, TicketId,
};
use time::Duration;
use time::macros::date;

use super::{NOW, booking_id, code, id, offer, segment, user_id};

/// A record locator of its own for each number below 262,144.
pub fn reference(number: u128) -> RecordLocator {
    let digit = |at: u32| char::from(b'2' + u8::try_from(number >> (3 * at) & 7).unwrap());
    code(&(0..6).rev().map(digit).collect::<String>())
}

/// Three travellers who have booked a round trip and not paid for it yet.
///
/// It leaves with flight `number` and comes back, on another ticket, with the next.
pub fn booking(number: u128) -> Booking {
    let direction = [Direction::Departing, Direction::Returning];
    let back =
        Offer { segments: Segments::one(segment(number + 1, "LHR", "DEL")), ..offer(number + 1) };
    let seats = vec![vec![Some(code("12A")), Some(code("12B")), None]];
    let seats = SeatRows::new(seats, 1, 3).unwrap();
    Booking {
        id: booking_id(number),
        reference: reference(number),
        owner: user_id(1),
        created_at: NOW,
        trip_type: TripType::RoundTrip,
        contact: Some(Contact { email: "asha@example.com".to_owned(), phone: None }),
        passengers: passengers(number),
        extra_baggage_mode: ExtraBaggageMode::Prepaid,
        promo_code: Some(code("WELCOME10")),
        currency: Currency::INR,
        journeys: Journeys::try_from(vec![
            Journey {
                direction: direction[0],
                offer: offer(number),
                discount: Amount::minor(50_000),
                extra_baggage: Amount::minor(225_000),
                changes: None,
                left: BTreeMap::new(),
                seats: seats.clone(),
            },
            Journey {
                direction: direction[1],
                offer: back,
                discount: Amount::ZERO,
                extra_baggage: Amount::minor(225_000),
                changes: None,
                left: BTreeMap::new(),
                seats,
            },
        ])
        .unwrap(),
        tickets: direction
            .map(|direction| Ticket {
                id: ticket_id(number, direction),
                airline: code("AI"),
                journeys: vec![direction],
            })
            .to_vec(),
        schedule_changes: Vec::new(),
        reissues: Vec::new(),
        exchanging: None,
        partings: Vec::new(),
        erased_at: None,
        state: State::PendingPayment { due_by: NOW + Duration::minutes(15) },
    }
}

fn ticket_id(booking: u128, direction: Direction) -> TicketId {
    TicketId(id(booking * 10 + u128::from(direction == Direction::Returning)))
}

fn passport() -> TravelDocument {
    TravelDocument {
        kind: TravelDocumentKind::Passport,
        number: "L898902C3".parse().unwrap(),
        issuing_country: "DE".parse().unwrap(),
        nationality: "DE".parse().unwrap(),
        expires_on: date!(2031 - 02 - 28),
    }
}

fn passengers(booking: u128) -> Vec<Passenger> {
    let traveller = |at: u128, kind, date_of_birth| Passenger {
        id: PassengerId(id(booking * 10 + at)),
        kind,
        person: Some(Person {
            corrections: Vec::new(),
            name: Name::new(Typed {
                given: Some("Zoë".to_owned()),
                middle: (at == 0).then(|| "Łucja".to_owned()),
                family: "Müller".to_owned(),
                ..Typed::default()
            })
            .unwrap(),
            gender: Gender::Unspecified,
            date_of_birth,
            travel_document: (at == 0).then(passport),
        }),
        seat_preference: SeatPreference::Window,
        hand_baggage_kg: 7,
        extra_baggage_kg: 5,
        services: Vec::new(),
        infant_of: (kind == PassengerType::Infant).then_some(0),
    };
    vec![
        traveller(0, PassengerType::Adult, date!(1990 - 02 - 28)),
        traveller(1, PassengerType::Child, date!(2020 - 02 - 29)),
        traveller(2, PassengerType::Infant, date!(2026 - 01 - 31)),
    ]
}

/// The same booking, paid, with these journeys cancelled since.
pub fn confirmed(number: u128, cancelled: impl IntoIterator<Item = Direction>) -> Booking {
    let ticket_numbers = (0..2).map(|ticket| ticket_numbers(number * 2 + ticket)).collect();
    let cancelled: BTreeSet<Direction> = cancelled.into_iter().collect();
    let state = State::Confirmed { at: NOW + Duration::minutes(5), ticket_numbers, cancelled };
    Booking { state, ..booking(number) }
}

/// Numbers for the three travellers of one ticket.
pub fn ticket_numbers(ticket: u128) -> Vec<TicketNumber> {
    let first = u64::try_from(ticket).unwrap() * 3;
    (first..first + 3).map(|serial| TicketNumber::new(98, serial).unwrap()).collect()
}

/// The same booking, never paid.
pub fn expired(number: u128) -> Booking {
    let because = ExpiredBecause::TimeIsOver;
    let state = State::Expired { due_by: NOW + Duration::minutes(15), because };
    Booking { state, ..booking(number) }
}
