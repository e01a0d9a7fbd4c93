//! A booking comes back from text as it was, and as older releases wrote it.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::collections::{BTreeMap, BTreeSet};

use airside_booking::{
    Booking, ChangeKind, ChangeState, Contact, Direction, ExpiredBecause, Journey, Journeys, Name,
    Offer, Passenger, Person, ScheduleChange, SeatRows, Segment, Segments, State, Ticket, TripType,
};
use airside_cancellation::{ChargeStep, Conditions};
use airside_fares::{Allowance, ExtraBaggageMode, JourneyPrice, PassengerPrice};
use airside_primitives::{
    Amount, BookingId, Brand, Cabin, Currency, FlightNumber, Gender, Party, PassengerId,
    PassengerType, ScheduleChangeId, SeatPreference, TicketId, UserId,
};
use airside_records::{BadRecord, BookingRecord, ExpiredBecauseRecord, StateRecord};
use airside_timetable::Flight;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use time::macros::{date, datetime};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

const NOW: OffsetDateTime = datetime!(2026-11-01 08:00 UTC);

fn segment(departs_at: OffsetDateTime) -> Segment {
    let number = FlightNumber::new("6E".parse().unwrap(), 2045).unwrap();
    let (origin, destination) = ("DEL".parse().unwrap(), "BOM".parse().unwrap());
    let flight = Flight::id_of(number, origin, destination);
    Segment {
        flight,
        inventory: flight,
        number,
        operating_airline: "6E".parse().unwrap(),
        origin,
        destination,
        date: departs_at.date(),
        departs_at,
        arrives_at: departs_at + Duration::hours(2),
        aircraft: "320".parse().unwrap(),
    }
}

fn booking(schedule_changes: Vec<ScheduleChange>, state: State) -> Booking {
    let adult = PassengerPrice {
        kind: PassengerType::Adult,
        count: 1,
        base: Amount::minor(450_000),
        taxes: Amount::ZERO,
    };
    let charges = vec![ChargeStep { above_hours: 2, charge: Amount::minor(300_000) }];
    let offer = Offer {
        airline: "6E".parse().unwrap(),
        brand: Brand::Saver,
        cabin: Cabin::Economy,
        party: Party::ONE,
        segments: Segments::one(segment(datetime!(2026-12-01 08:00 +05:30))),
        currency: Currency::INR,
        price: JourneyPrice::from_parts(vec![adult], Vec::new()).unwrap(),
        baggage: Allowance { hand_kg: 7, checked_kg: 15 },
        conditions: Conditions::new(true, charges).unwrap(),
        expires_at: datetime!(2026-11-01 08:30 UTC),
        tariff: 1,
    };
    let passenger = Passenger {
        id: PassengerId(Uuid::from_u128(3)),
        kind: PassengerType::Adult,
        person: Some(Person {
            name: Name::plain("Zoë", "Müller").unwrap(),
            corrections: Vec::new(),
            gender: Gender::Female,
            date_of_birth: date!(1990 - 02 - 28),
            travel_document: None,
        }),
        seat_preference: SeatPreference::Aisle,
        hand_baggage_kg: 7,
        extra_baggage_kg: 0,
        services: Vec::new(),
        infant_of: None,
    };
    Booking {
        id: BookingId(Uuid::from_u128(1)),
        reference: "K7Q2MZ".parse().unwrap(),
        owner: UserId(Uuid::from_u128(2)),
        created_at: NOW,
        trip_type: TripType::OneWay,
        contact: Some(Contact { email: "zoe@example.com".to_owned(), phone: None }),
        passengers: vec![passenger],
        extra_baggage_mode: ExtraBaggageMode::Prepaid,
        promo_code: None,
        currency: Currency::INR,
        journeys: Journeys::one(Journey {
            direction: Direction::Departing,
            offer,
            discount: Amount::ZERO,
            extra_baggage: Amount::ZERO,
            changes: None,
            left: BTreeMap::new(),
            seats: SeatRows::new(vec![vec![Some("12C".parse().unwrap())]], 1, 1).unwrap(),
        }),
        tickets: vec![Ticket {
            id: TicketId(Uuid::from_u128(4)),
            airline: "6E".parse().unwrap(),
            journeys: vec![Direction::Departing],
        }],
        schedule_changes,
        reissues: Vec::new(),
        exchanging: None,
        partings: Vec::new(),
        erased_at: None,
        state,
    }
}

fn sold() -> State {
    let ticket_numbers = vec![vec!["312-2821809550".parse().unwrap()]];
    State::Confirmed { at: NOW, ticket_numbers, cancelled: BTreeSet::new() }
}

fn from_text(text: &str) -> Result<Booking, BadRecord> {
    serde_json::from_str::<BookingRecord>(text).unwrap().try_into()
}

fn written(booking: &Booking) -> Value {
    serde_json::to_value(BookingRecord::from(booking)).unwrap()
}

/// A change of the journey that the booking has, as the domain makes them: it flies on, or it
/// does not; and what is small was accepted when it was found.
fn schedule_changes() -> impl Strategy<Value = ScheduleChange> {
    let at = (0..100_000_i64).prop_map(|minutes| NOW + Duration::minutes(minutes));
    let states = at.clone().prop_flat_map(|at| {
        select(vec![
            (true, ChangeState::Accepted { at }),
            (false, ChangeState::Accepted { at }),
            (true, ChangeState::Rebooked { at }),
            (true, ChangeState::Refunded { at }),
            (true, ChangeState::Lapsed { at }),
        ])
    });
    let kinds = select(ChangeKind::ALL.to_vec());
    (any::<u128>(), kinds, [at.clone(), at.clone(), at.clone(), at], states).prop_map(
        |(id, kind, [before, after, made_at, answer_by], (is_major, state))| {
            let local = |at: OffsetDateTime| at.to_offset(time::macros::offset!(+5:30));
            let flies = match kind {
                ChangeKind::Retimed | ChangeKind::Equipment => true,
                ChangeKind::Withdrawn | ChangeKind::Cancelled => false,
            };
            ScheduleChange {
                id: ScheduleChangeId(Uuid::from_u128(id)),
                direction: Direction::Departing,
                kind,
                is_major: is_major || !flies,
                is_simulated: !is_major,
                before: Segments::one(segment(local(before))),
                after: flies.then(|| Segments::one(segment(local(after)))),
                held: (!flies && is_major).then(|| Segments::one(segment(local(after)))),
                made_at,
                answer_by,
                state,
            }
        },
    )
}

proptest! {
    #[test]
    fn schedule_changes_come_back_as_they_were(
        changes in prop::collection::vec(schedule_changes(), 0..4),
        is_last_open: bool,
    ) {
        let mut booking = booking(changes, sold());
        // A journey waits for one answer at most.
        for last in booking.schedule_changes.iter_mut().rev().take(usize::from(is_last_open)) {
            *last = ScheduleChange { is_major: true, state: ChangeState::Open, ..last.clone() };
        }
        let text = written(&booking).to_string();
        prop_assert_eq!(from_text(&text), Ok(booking));
    }
}

#[test]
fn a_hold_keeps_the_reason_for_which_it_ended() {
    for because in
        [ExpiredBecause::TimeIsOver, ExpiredBecause::ScheduleChanged, ExpiredBecause::Released]
    {
        let booking = booking(Vec::new(), State::Expired { due_by: NOW, because });
        assert_eq!(from_text(&written(&booking).to_string()), Ok(booking));
    }
}

#[test]
fn a_booking_of_an_older_release_has_no_schedule_changes() {
    let mut older = written(&booking(Vec::new(), sold()));
    older.as_object_mut().unwrap().remove("schedule_changes").unwrap();
    assert_eq!(from_text(&older.to_string()), Ok(booking(Vec::new(), sold())));
}

#[test]
fn a_hold_that_an_older_release_ended_was_not_paid_in_time() {
    let older = json!({"EXPIRED": {"due_by": "2026-11-01T08:15:00Z"}});
    let record: StateRecord = serde_json::from_value(older).unwrap();
    let because = ExpiredBecauseRecord::TimeIsOver;
    let due_by = datetime!(2026-11-01 08:15 UTC);
    assert_eq!(record, StateRecord::Expired { due_by, because });
}

#[test]
fn a_change_has_as_many_flights_after_as_before() {
    let at = datetime!(2026-12-01 08:00 +05:30);
    let change = ScheduleChange {
        id: ScheduleChangeId(Uuid::nil()),
        direction: Direction::Departing,
        kind: ChangeKind::Retimed,
        is_major: true,
        before: Segments::one(segment(at)),
        after: Some(vec![segment(at), segment(at)].try_into().unwrap()),
        held: None,
        is_simulated: false,
        made_at: NOW,
        answer_by: NOW,
        state: ChangeState::Open,
    };
    let text = written(&booking(vec![change], sold())).to_string();
    let bad = BadRecord { record: "schedule change", field: "after" };
    assert_eq!(from_text(&text), Err(bad));
}
