//! Bookings in every state, for every shape of trip and party.

use std::collections::BTreeSet;

use airside_booking::{
    Booking, Contact, Direction, ExpiredBecause, Journey, Journeys, Offer, Passenger,
    ScheduleChange, SeatRows, State, Ticket, TicketNumber, TripType,
};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{
    Amount, Brand, Cabin, Gender, Party, PassengerId, PassengerType, SeatNumber, SeatPreference,
    UserId,
};
use time::macros::{date, datetime};
use time::{Date, Duration};

use super::offers::{codeshare, offer, segment};
use super::{NOW, booking_id, changes, code, id, ticket_id};

/// Every booking, with what its file is called.
pub(super) fn all() -> Vec<(&'static str, Booking)> {
    let out = || segment("AI101", "DEL", "BOM", datetime!(2027-03-10 08:30 +05:30));
    let back = || segment("AI102", "BOM", "DEL", datetime!(2027-03-17 21:00 +05:30));
    let alone = |segments| offer(Brand::Standard, Cabin::Economy, Party::ONE, segments);
    let one_way = || vec![alone(vec![out()])];
    let round_trip = || vec![alone(vec![out()]), alone(vec![back()])];
    let equipment = || changes::other_aircraft(Direction::Departing, out());
    vec![
        ("pending-one-way", booking(1, TripType::OneWay, one_way(), pending())),
        (
            "pending-with-promo-code",
            with_promo_code(booking(2, TripType::OneWay, one_way(), pending())),
        ),
        (
            "pending-after-a-change",
            changed(booking(3, TripType::OneWay, one_way(), pending()), vec![equipment()]),
        ),
        (
            "expired-unpaid",
            booking(4, TripType::OneWay, one_way(), expired(ExpiredBecause::TimeIsOver)),
        ),
        (
            "expired-by-a-change",
            booking(5, TripType::OneWay, one_way(), expired(ExpiredBecause::ScheduleChanged)),
        ),
        ("confirmed-family", family(6)),
        ("partly-cancelled-multi-city", multi_city(7)),
        (
            "cancelled-round-trip",
            booking(
                8,
                TripType::RoundTrip,
                round_trip(),
                confirmed(8, 1, 1, [Direction::Departing, Direction::Returning]),
            ),
        ),
        (
            "changed-round-trip",
            changed(
                booking(9, TripType::RoundTrip, round_trip(), confirmed(9, 1, 1, [])),
                changes::of_round_trip(&out(), &back()),
            ),
        ),
        (
            "grounded-round-trip",
            changed(
                booking(
                    10,
                    TripType::RoundTrip,
                    round_trip(),
                    confirmed(10, 1, 1, [Direction::Departing]),
                ),
                changes::without_alternative(&out(), &back()),
            ),
        ),
    ]
}

fn pending() -> State {
    State::PendingPayment { due_by: NOW + Duration::minutes(15) }
}

fn expired(because: ExpiredBecause) -> State {
    State::Expired { due_by: NOW + Duration::minutes(15), because }
}

/// Paid, with so many tickets for so many passengers.
fn confirmed(
    booking: u64,
    tickets: u64,
    passengers: u64,
    cancelled: impl IntoIterator<Item = Direction>,
) -> State {
    let number = |ticket, at| TicketNumber::new(98, booking * 100 + ticket * 10 + at).unwrap();
    let row = |ticket| (0..passengers).map(|at| number(ticket, at)).collect();
    State::Confirmed {
        at: NOW + Duration::minutes(5),
        ticket_numbers: (0..tickets).map(row).collect(),
        cancelled: BTreeSet::from_iter(cancelled),
    }
}

/// A row for each flight of a journey.
fn seats(rows: Vec<Vec<Option<SeatNumber>>>) -> SeatRows {
    let (flights, passengers) = (rows.len(), rows[0].len());
    SeatRows::new(rows, flights, passengers).unwrap()
}

/// A booking of one adult, in seat 12A, with one ticket for each airline.
fn booking(number: u128, trip_type: TripType, offers: Vec<Offer>, state: State) -> Booking {
    let directions = (0..).map(|at| trip_type.direction(at));
    let journeys: Vec<_> = directions
        .zip(offers)
        .map(|(direction, offer)| Journey {
            direction,
            seats: seats(vec![vec![Some(code("12A"))]; offer.segments.len()]),
            offer,
            discount: Amount::ZERO,
            extra_baggage: Amount::ZERO,
        })
        .collect();
    let journeys = Journeys::try_from(journeys).unwrap();
    let tickets = vec![Ticket {
        id: ticket_id(number, 0),
        airline: journeys[0].offer.airline,
        journeys: journeys.iter().map(|journey| journey.direction).collect(),
    }];
    Booking {
        id: booking_id(number),
        reference: code(
            [
                "K7Q2MZ", "BCDFGH", "JKLMNP", "QRSTVW", "XYZ234", "56789B", "CDFGHJ", "KLMNPQ",
                "RSTVWX", "YZ2345",
            ][usize::try_from(number).unwrap() - 1],
        ),
        owner: UserId(id(3, 1)),
        created_at: NOW,
        trip_type,
        contact: Contact { email: "asha@example.com".to_owned(), phone: None },
        passengers: vec![passenger(number, 0, PassengerType::Adult)],
        extra_baggage_mode: ExtraBaggageMode::Prepaid,
        promo_code: None,
        currency: journeys[0].offer.currency,
        journeys,
        tickets,
        schedule_changes: Vec::new(),
        state,
    }
}

/// With ten in a hundred off, and seats that are given after payment.
fn with_promo_code(mut booking: Booking) -> Booking {
    booking.promo_code = Some(code("WELCOME10"));
    booking.journeys[0].discount = Amount::minor(50_000);
    booking.journeys[0].seats = seats(vec![vec![None]]);
    booking
}

fn changed(booking: Booking, schedule_changes: Vec<ScheduleChange>) -> Booking {
    Booking { schedule_changes, ..booking }
}

/// Two adults, a child and an infant: out by a connection with a codeshare and a late flight,
/// back with another airline, whose ticket is another one; with baggage that is prepaid.
fn family(number: u128) -> Booking {
    let party = Party::new(2, 1, 1).unwrap();
    let to_delhi = segment("AI503D", "BLR", "DEL", datetime!(2027-03-20 20:00 +05:30));
    let to_london = segment("AI7161", "DEL", "LHR", datetime!(2027-03-21 02:15 +05:30));
    let home = segment("6E2045", "LHR", "BLR", datetime!(2027-04-02 23:55 +01:00));
    let out = vec![to_delhi, codeshare(to_london, "BA142")];
    let offers = vec![
        offer(Brand::Flexible, Cabin::Business, party, out),
        offer(Brand::Saver, Cabin::PremiumEconomy, party, vec![home]),
    ];
    let mut booking = booking(number, TripType::RoundTrip, offers, confirmed(6, 2, 4, []));
    booking.contact.phone = Some("+919800000000".to_owned());
    booking.passengers = vec![
        Passenger { extra_baggage_kg: 5, ..passenger(number, 0, PassengerType::Adult) },
        Passenger {
            given_name: "Jean-Luc".to_owned(),
            middle_name: Some("\"Lu\\c\" Łucjan".to_owned()),
            family_name: "O’Brien".to_owned(),
            gender: Gender::Male,
            seat_preference: SeatPreference::Middle,
            ..passenger(number, 1, PassengerType::Adult)
        },
        passenger(number, 2, PassengerType::Child),
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

/// Three legs on two tickets, paid for in yen; the second leg was cancelled.
fn multi_city(number: u128) -> Booking {
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

/// Somebody of this type; the type says what they are called and would like.
fn passenger(booking: u128, at: u128, kind: PassengerType) -> Passenger {
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
        given_name: given_name.to_owned(),
        middle_name: None,
        family_name: "Müller".to_owned(),
        gender,
        date_of_birth,
        seat_preference,
        hand_baggage_kg: 7,
        extra_baggage_kg: 0,
        infant_of: None,
    }
}
