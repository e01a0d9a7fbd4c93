//! Bookings in every state, for every shape of trip and party.

use std::collections::{BTreeMap, BTreeSet};

use airside_booking::name::Typed;
use airside_booking::{
    Booking, Contact, Correction, CorrectionKind, Direction, ExpiredBecause, Journey, Journeys,
    Name, Offer, Parting, Person, ScheduleChange, SeatRows, SpecialService, State, Ticket,
    TicketNumber, TripType,
};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Amount, Brand, Cabin, Party, PassengerType, SeatNumber, UserId};
use time::Duration;
use time::macros::datetime;

use super::offers::{offer, segment};
use super::passengers::passenger;
use super::trips::{family, multi_city};
use super::{NOW, booking_id, changes, code, exchanges, id, ticket_id};

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
        (
            "expired-given-up",
            booking(12, TripType::OneWay, one_way(), expired(ExpiredBecause::Released)),
        ),
        ("confirmed-family", family(6)),
        (
            "erased-one-way",
            erased(booking(11, TripType::OneWay, one_way(), confirmed(11, 1, 1, []))),
        ),
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
            "exchanged-round-trip",
            exchanges::of_round_trip(booking(
                13,
                TripType::RoundTrip,
                round_trip(),
                confirmed(13, 1, 1, []),
            )),
        ),
        ("split-one-way", split(booking(15, TripType::OneWay, one_way(), confirmed(15, 1, 1, [])))),
        (
            "corrected-one-way",
            corrected(booking(14, TripType::OneWay, one_way(), confirmed(14, 1, 1, []))),
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
pub(super) fn confirmed(
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
pub(super) fn seats(rows: Vec<Vec<Option<SeatNumber>>>) -> SeatRows {
    let (flights, passengers) = (rows.len(), rows[0].len());
    SeatRows::new(rows, flights, passengers).unwrap()
}

/// A booking of one adult, in seat 12A, with one ticket for each airline.
pub(super) fn booking(
    number: u128,
    trip_type: TripType,
    offers: Vec<Offer>,
    state: State,
) -> Booking {
    let journeys: Vec<_> = (0..)
        .map(|at| trip_type.direction(at))
        .zip(offers)
        .map(|(direction, offer)| Journey {
            direction,
            seats: seats(vec![vec![Some(code("12A"))]; offer.segments.len()]),
            offer,
            discount: Amount::ZERO,
            extra_baggage: Amount::ZERO,
            changes: None,
            left: BTreeMap::new(),
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
                "RSTVWX", "YZ2345", "DFGHJK", "FGHJKL", "GHJKLM", "HJKLMN", "JKMNPQ",
            ][usize::try_from(number).unwrap() - 1],
        ),
        owner: UserId(id(3, 1)),
        created_at: NOW,
        trip_type,
        contact: Some(Contact { email: "asha@example.com".to_owned(), phone: None }),
        passengers: vec![passenger(number, 0, PassengerType::Adult)],
        extra_baggage_mode: ExtraBaggageMode::Prepaid,
        promo_code: None,
        currency: journeys[0].offer.currency,
        journeys,
        tickets,
        schedule_changes: Vec::new(),
        reissues: Vec::new(),
        exchanging: None,
        partings: Vec::new(),
        erased_at: None,
        state,
    }
}

/// Of people who parted from others, and from whom one parted again.
fn split(booking: Booking) -> Booking {
    let parting = |other, minutes, is_part, amount| Parting {
        other: code(other),
        at: NOW + Duration::minutes(minutes),
        is_part,
        paid: vec![(Direction::Departing, Amount::minor(amount))],
    };
    let partings =
        vec![parting("XYZ234", 30, true, 1_169_200), parting("QRSTVW", 40, false, 584_600)];
    Booking { partings, ..booking }
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

/// Its traveller has special services, was booked with one name in other letters, and corrected in every way.
fn corrected(mut booking: Booking) -> Booking {
    let (family, latin_family) = ("राव".to_owned(), Some("Rau".to_owned()));
    let typed = Typed { family, latin_family, ..Typed::default() };
    let name = |given, family| Name::plain(given, family).unwrap();
    let before = [
        (CorrectionKind::ByAgent, Name::new(typed).unwrap()),
        (CorrectionKind::Letters, name("Aasha", "Rao")),
        (CorrectionKind::FamilyName, name("Asha", "Rao")),
    ];
    let corrections = (1..).zip(before).map(|(hours, (kind, before))| Correction {
        at: NOW + Duration::hours(hours),
        kind,
        before,
    });
    let passenger = &mut booking.passengers[0];
    passenger.services = vec![
        SpecialService {
            code: code("WCHR"),
            journeys: vec![Direction::Departing],
            text: Some("two sticks".to_owned()),
        },
        SpecialService { code: code("VGML"), journeys: vec![Direction::Departing], text: None },
    ];
    let person = passenger.person.take().unwrap();
    let name = name("Asha", "Müller");
    passenger.person = Some(Person { name, corrections: corrections.collect(), ..person });
    booking
}

/// The same booking, long after.
fn erased(booking: Booking) -> Booking {
    booking.erase(NOW + Duration::days(400)).unwrap()
}
