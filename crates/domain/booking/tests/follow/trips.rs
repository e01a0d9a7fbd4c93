//! Bookings to try changes on: built as they are, so that a test says all that matters.

use std::collections::BTreeMap;

use std::collections::{BTreeSet, HashSet};

use airside_booking::{
    Booking, Contact, Direction, Journey, Name, Offer, Passenger, Person, SeatRows, Segment,
    Segments, State, Ticket, TripType,
};
use airside_cancellation::{ChargeStep, Conditions};
use airside_fares::{Allowance, ExtraBaggageMode, JourneyPrice, PassengerPrice, TaxLine};
use airside_primitives::{
    Amount, BookingId, Brand, Cabin, Currency, FlightNumber, Gender, Party, PassengerId,
    PassengerType, SeatNumber, SeatPreference, TicketId, UserId,
};
use airside_seating::allocate;
use airside_timetable::Flight;
use time::macros::{date, datetime};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::skies::plan;

pub(crate) const NOW: OffsetDateTime = datetime!(2026-11-01 10:00 UTC);
pub(crate) const DUE_BY: OffsetDateTime = datetime!(2026-11-01 10:15 UTC);
/// 30 days from now.
pub(crate) const OUT: OffsetDateTime = datetime!(2026-12-01 10:00 +5:30);
pub(crate) const BACK: OffsetDateTime = datetime!(2026-12-08 18:00 +5:30);

/// Two hours on an A320.
pub(crate) fn segment(number: &str, route: [&str; 2], departs_at: OffsetDateTime) -> Segment {
    let number: FlightNumber = number.parse().unwrap();
    let [origin, destination] = route.map(|code| code.parse().unwrap());
    let flight = Flight::id_of(number, origin, destination);
    Segment {
        flight,
        inventory: flight,
        number,
        operating_airline: number.airline(),
        origin,
        destination,
        date: departs_at.date(),
        departs_at,
        arrives_at: departs_at + Duration::hours(2),
        aircraft: "320".parse().unwrap(),
    }
}

/// Delhi to Mumbai.
pub(crate) fn out() -> Segment {
    segment("QZ100", ["DEL", "BOM"], OUT)
}

/// Mumbai to Delhi, a week later.
pub(crate) fn back() -> Segment {
    segment("QZ101", ["BOM", "DEL"], BACK)
}

/// Delhi to Goa with 70 minutes in Mumbai.
pub(crate) fn connecting() -> [Segment; 2] {
    let on = out().arrives_at + Duration::minutes(70);
    [out(), segment("QZ200", ["BOM", "GOI"], on)]
}

pub(crate) fn adult(preference: SeatPreference) -> Passenger {
    Passenger {
        id: PassengerId(Uuid::nil()),
        kind: PassengerType::Adult,
        person: Some(Person {
            name: Name::plain("Asha", "Rao").unwrap(),
            corrections: Vec::new(),
            gender: Gender::Female,
            date_of_birth: date!(1990 - 05 - 01),
            travel_document: None,
        }),
        seat_preference: preference,
        hand_baggage_kg: 0,
        extra_baggage_kg: 0,
        services: Vec::new(),
        infant_of: None,
    }
}

pub(crate) fn child() -> Passenger {
    let date_of_birth = date!(2018 - 02 - 01);
    born(Passenger { kind: PassengerType::Child, ..adult(SeatPreference::Any) }, date_of_birth)
}

pub(crate) fn infant(of: usize) -> Passenger {
    let date_of_birth = date!(2026 - 02 - 01);
    let kind = PassengerType::Infant;
    born(Passenger { kind, infant_of: Some(of), ..adult(SeatPreference::Any) }, date_of_birth)
}

fn born(passenger: Passenger, date_of_birth: Date) -> Passenger {
    let person = passenger.person.map(|person| Person { date_of_birth, ..person });
    Passenger { person, ..passenger }
}

fn offer(segments: Segments, passengers: &[Passenger]) -> Offer {
    let count = |kind| u8::try_from(passengers.iter().filter(|it| it.kind == kind).count());
    let [adults, children, infants] = PassengerType::ALL.map(|kind| count(kind).unwrap());
    let party = Party::new(adults, children, infants).unwrap();
    let per_passenger = PassengerType::ALL
        .into_iter()
        .filter(|kind| party.count(*kind) > 0)
        .map(|kind| PassengerPrice {
            kind,
            count: party.count(kind),
            base: Amount::minor(400_000),
            taxes: Amount::minor(50_000),
        })
        .collect();
    let taxes = vec![TaxLine {
        code: "K3".parse().unwrap(),
        amount: Amount::minor(50_000).times(i64::from(party.total())),
        refundable: false,
    }];
    let charges = vec![ChargeStep { above_hours: 2, charge: Amount::minor(350_000) }];
    Offer {
        airline: segments.first().number.airline(),
        brand: Brand::Standard,
        cabin: Cabin::Economy,
        party,
        segments,
        currency: Currency::INR,
        price: JourneyPrice::from_parts(per_passenger, taxes).unwrap(),
        baggage: Allowance { hand_kg: 7, checked_kg: 15 },
        conditions: Conditions::new(true, charges).unwrap(),
        expires_at: NOW,
        tariff: 1,
    }
}

/// Seats of one row for each flight.
pub(crate) fn rows(rows: Vec<Vec<Option<SeatNumber>>>, passengers: usize) -> SeatRows {
    let flights = rows.len();
    SeatRows::new(rows, flights, passengers).unwrap()
}

/// A hold of journeys in which nobody has picked a seat.
pub(crate) fn hold(journeys: Vec<Vec<Segment>>, passengers: Vec<Passenger>) -> Booking {
    let trip_type = if journeys.len() > 2 { TripType::MultiCity } else { TripType::RoundTrip };
    let nobody = |flights| vec![vec![None; passengers.len()]; flights];
    let journeys: Vec<Journey> = (0..)
        .zip(journeys)
        .map(|(at, segments)| Journey {
            direction: trip_type.direction(at),
            seats: rows(nobody(segments.len()), passengers.len()),
            offer: offer(segments.try_into().unwrap(), &passengers),
            discount: Amount::ZERO,
            extra_baggage: Amount::minor(90_000),
            changes: None,
            left: BTreeMap::new(),
        })
        .collect();
    let mut tickets: Vec<Ticket> = Vec::new();
    for journey in &journeys {
        let airline = journey.offer.airline;
        match tickets.iter_mut().find(|ticket| ticket.airline == airline) {
            Some(ticket) => ticket.journeys.push(journey.direction),
            None => tickets.push(Ticket {
                id: TicketId(Uuid::from_u128(200 + tickets.len() as u128)),
                airline,
                journeys: vec![journey.direction],
            }),
        }
    }
    let passengers = (100..)
        .zip(passengers)
        .map(|(id, passenger)| Passenger { id: PassengerId(Uuid::from_u128(id)), ..passenger })
        .collect();
    Booking {
        id: BookingId(Uuid::from_u128(1)),
        reference: "K7Q2MZ".parse().unwrap(),
        owner: UserId(Uuid::from_u128(2)),
        created_at: NOW,
        trip_type: TripType::RoundTrip,
        contact: Some(Contact { email: "asha@example.com".to_owned(), phone: None }),
        passengers,
        extra_baggage_mode: ExtraBaggageMode::Prepaid,
        promo_code: None,
        currency: Currency::INR,
        journeys: journeys.try_into().unwrap(),
        tickets,
        schedule_changes: Vec::new(),
        reissues: Vec::new(),
        exchanging: None,
        partings: Vec::new(),
        erased_at: None,
        state: State::PendingPayment { due_by: DUE_BY },
    }
}

/// The hold, paid, with everybody seated among the seats that are not `taken`.
pub(crate) fn paid(
    mut booking: Booking,
    taken: impl Fn(&Segment) -> HashSet<SeatNumber>,
) -> Booking {
    let numbers = booking.passengers.iter().map(|_| "312-2821809550".parse().unwrap()).collect();
    let before = booking.clone();
    for journey in &mut booking.journeys {
        for (segment, row) in journey.offer.segments.iter().zip(journey.seats.iter_mut()) {
            let seated = (0..row.len()).filter(|at| before.passengers[*at].kind.has_seat());
            let seated: Vec<usize> = seated.collect();
            let party: Vec<_> = seated
                .iter()
                .map(|at| {
                    let infant = before.carries_infant(*at);
                    before.passengers[*at].seeker(segment.date, infant)
                })
                .collect();
            let plan = plan(segment.aircraft).unwrap();
            let seats = allocate(plan, journey.offer.cabin, &taken(segment), &party);
            for (at, seat) in seated.into_iter().zip(seats) {
                row[at] = seat;
            }
        }
    }
    let ticket_numbers = vec![numbers; booking.tickets.len()];
    booking.state = State::Confirmed { at: NOW, ticket_numbers, cancelled: BTreeSet::new() };
    booking
}

/// One adult there and back, paid.
pub(crate) fn round_trip() -> Booking {
    let hold = hold(vec![vec![out()], vec![back()]], vec![adult(SeatPreference::Any)]);
    paid(hold, |_| HashSet::new())
}

/// One way for these passengers, in these seats.
pub(crate) fn seated(segments: Vec<Segment>, people: Vec<(Passenger, &str)>) -> Booking {
    let seats: Vec<Option<SeatNumber>> = people.iter().map(|(_, seat)| seat.parse().ok()).collect();
    let passengers = people.into_iter().map(|(passenger, _)| passenger).collect();
    let mut booking = paid(hold(vec![segments], passengers), |_| HashSet::new());
    for row in booking.journeys[0].seats.iter_mut() {
        row.copy_from_slice(&seats);
    }
    booking
}

/// The flights of the way out, or what else is called so.
pub(crate) fn flights(booking: &Booking, direction: Direction) -> &[Segment] {
    &booking.journey(direction).unwrap().offer.segments
}

/// The seats of the first flight out, `-` for none.
pub(crate) fn seats(booking: &Booking) -> Vec<String> {
    let row = booking.journeys[0].seats.on(0).iter();
    row.map(|seat| seat.map_or_else(|| "-".to_owned(), |seat| seat.to_string())).collect()
}
