//! Whatever a timetable does and whatever passengers answer, some things stay true.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use airside_booking::booking::Inventory;
use airside_booking::schedule_change::{Flies, FlownAs, Followed, WhatFlies};
use airside_booking::{Booking, Direction, Journey, Passenger, Segment, State};
use airside_primitives::{BookingId, Cabin, FlightId, SeatPreference};
use proptest::prelude::*;
use proptest::sample::select;
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::skies::{Skies, plan};
use crate::trips::*;

/// One thing that happens, to one of the flights on one of the days, or to one booking.
#[derive(Debug, Clone)]
enum Event {
    Retimed(i64),
    Equipped(&'static str),
    Withdrawn,
    MovedToNextDay,
    CancelledByOperator,
    Restored,
    Accepted,
    Refunded { whole_ticket: bool },
    CancelledByPassenger,
    Overdue,
    Waited { hours: i64 },
}

/// The flights of the world: a codeshare sells the seats of the first.
fn flights_of_a_day(day: i64) -> Vec<Segment> {
    let [first, second] = connecting();
    let codeshare = Segment { inventory: first.flight, ..segment("XY7", ["DEL", "BOM"], OUT) };
    [first, second, back(), codeshare].map(|it| on_day(&it, day)).to_vec()
}

fn on_day(segment: &Segment, day: i64) -> Segment {
    let [departs_at, arrives_at] =
        [segment.departs_at, segment.arrives_at].map(|at| at + Duration::days(day));
    Segment { date: departs_at.date(), departs_at, arrives_at, ..segment.clone() }
}

fn events() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => select(vec![-90, -16, -10, 5, 10, 15, 30, 90]).prop_map(Event::Retimed),
        4 => select(vec!["320", "319", "321", "E90", "77W", "XXX", "AT7"]).prop_map(Event::Equipped),
        1 => Just(Event::Withdrawn),
        2 => Just(Event::MovedToNextDay),
        1 => Just(Event::CancelledByOperator),
        3 => Just(Event::Restored),
        2 => Just(Event::Accepted),
        1 => any::<bool>().prop_map(|whole_ticket| Event::Refunded { whole_ticket }),
        1 => Just(Event::CancelledByPassenger),
        1 => Just(Event::Overdue),
        1 => (1..400_i64).prop_map(|hours| Event::Waited { hours }),
    ]
}

fn passengers() -> impl Strategy<Value = Vec<Passenger>> {
    let adults = prop::collection::vec(select(SeatPreference::ALL.to_vec()), 1..4);
    (adults, 0..2_usize, any::<bool>()).prop_map(|(adults, children, with_infant)| {
        let mut party: Vec<Passenger> = adults.into_iter().map(adult).collect();
        party.extend((0..children).map(|_| child()));
        party.extend(with_infant.then(|| infant(0)));
        party
    })
}

/// A hold on some of the flights: direct, connecting, by codeshare, or there and back.
fn holds() -> impl Strategy<Value = Booking> {
    (passengers(), 0..2_i64, 0..4_u8, any::<bool>()).prop_map(
        |(passengers, day, trip, business)| {
            let [first, second, back, codeshare] = &flights_of_a_day(day)[..] else {
                panic!("four")
            };
            let journeys = match trip {
                0 => vec![vec![first.clone()]],
                1 => vec![vec![first.clone(), second.clone()]],
                2 => vec![vec![codeshare.clone()]],
                _ => vec![vec![first.clone()], vec![back.clone()]],
            };
            let mut booking = hold(journeys, passengers);
            if business {
                booking.journeys[0].offer.cabin = Cabin::Business;
            }
            booking
        },
    )
}

struct World {
    skies: Skies,
    bookings: Vec<Booking>,
    now: OffsetDateTime,
}

impl World {
    /// Every booking is seated beside those before it; of the last one seats are picked and
    /// not yet paid.
    fn new(holds: Vec<Booking>) -> Self {
        let mut skies = Skies::default();
        (0..3).flat_map(flights_of_a_day).for_each(|segment| skies.fly(&segment));
        let last = holds.len() - 1;
        let mut bookings = Vec::new();
        for (at, hold) in holds.into_iter().enumerate() {
            let hold = Booking { id: BookingId(Uuid::from_u128(1 + at as u128)), ..hold };
            let state = hold.state.clone();
            let taken = |segment: &Segment| -> HashSet<_> {
                let rows = skies.seats.keys();
                rows.filter(|(flight, date, _)| {
                    (*flight, *date) == (segment.inventory, segment.date)
                })
                .map(|(_, _, seat)| *seat)
                .collect()
            };
            let seated = paid(hold, taken);
            let booking = if at == last { Booking { state, ..seated } } else { seated };
            skies.sell(&booking);
            bookings.push(booking);
        }
        Self { skies, bookings, now: NOW }
    }

    fn happens(&mut self, event: &Event, flight: &Segment, of: usize) {
        let departure = (flight.flight, flight.date);
        let flies = self.skies.departures.contains_key(&departure);
        let of = of % self.bookings.len();
        match event {
            Event::Retimed(minutes) if flies => self.skies.retime(flight, *minutes),
            Event::Equipped(aircraft) if flies => self.skies.equip(flight, aircraft),
            Event::Withdrawn if flies => self.skies.withdraw(flight),
            Event::MovedToNextDay if flies => {
                self.skies.move_to_next_day(flight);
            }
            Event::CancelledByOperator => self.skies.cancel(flight),
            Event::Retimed(_) | Event::Equipped(_) | Event::Withdrawn | Event::MovedToNextDay => (),
            Event::Restored => {
                self.skies.cancelled.remove(&departure);
                self.skies.fly(flight);
            }
            Event::Waited { hours } => self.now += Duration::hours(*hours),
            Event::Accepted => self.accept(of),
            Event::Refunded { whole_ticket } => self.refund(of, *whole_ticket),
            Event::CancelledByPassenger => {
                let booking = self.bookings[of].clone();
                if let Some(first) = booking.live_journeys().first() {
                    self.bookings[of] = self.skies.give_back(booking, &[*first], self.now);
                }
            }
            Event::Overdue => {
                let booking = self.bookings[of].clone();
                let lapsed = self
                    .skies
                    .with_seats(booking.id, |seats| booking.lapse_changes(seats, self.now));
                self.write(of, lapsed.followed);
                for id in lapsed.to_refund {
                    let booking = self.bookings[of].clone();
                    let refunded = booking.refund_change(id, false, self.now).unwrap();
                    self.write(of, refunded.followed);
                }
            }
        }
    }

    fn accept(&mut self, of: usize) {
        let booking = self.bookings[of].clone();
        let Some(id) = booking.schedule_changes.last().map(|change| change.id) else { return };
        let answer =
            self.skies.with_seats(booking.id, |seats| booking.accept_change(id, seats, self.now));
        if let Ok(followed) = answer {
            self.write(of, followed);
        }
    }

    fn refund(&mut self, of: usize, whole_ticket: bool) {
        let booking = self.bookings[of].clone();
        let Some(id) = booking.schedule_changes.last().map(|change| change.id) else { return };
        if let Ok(refunded) = booking.refund_change(id, whole_ticket, self.now) {
            self.write(of, refunded.followed);
        }
    }

    /// Every booking follows, and following again changes nothing.
    fn follow(&mut self) {
        for of in 0..self.bookings.len() {
            let followed = self.skies.follow(&self.bookings[of], self.now);
            self.write(of, followed);
            let again = self.skies.follow(&self.bookings[of], self.now);
            assert_eq!(again.booking, self.bookings[of], "following twice is following once");
            assert!(!again.is_changed());
        }
    }

    fn write(&mut self, of: usize, followed: Followed) {
        assert_difference(&self.bookings[of], &followed);
        // Nobody has a seat twice: writing down a claim of a held seat panics.
        self.skies.keep(&followed);
        self.bookings[of] = followed.booking;
    }

    fn check(&self) {
        let mut sold = BTreeMap::new();
        let mut seats = BTreeMap::new();
        for booking in &self.bookings {
            let held = booking.held_directions();
            for Inventory { flight, date, cabin, count } in booking.inventory(&held) {
                *sold.entry((flight, date, cabin)).or_insert(0) += count;
            }
            seats.extend(booking.held_seats(&held).into_iter().map(|seat| (seat, booking.id)));
            for journey in &booking.journeys {
                assert_seats(booking, journey);
                if is_live(booking, journey.direction) {
                    self.assert_follows(booking, journey);
                }
            }
        }
        let counted: BTreeMap<_, _> = self
            .skies
            .sold
            .iter()
            .filter(|(_, sold)| **sold > 0)
            .map(|(at, it)| (*at, *it))
            .collect();
        assert_eq!(sold, counted, "the stock is what the bookings hold");
        assert_eq!(seats, self.skies.seats, "the seats are those of the bookings");
    }

    /// A live journey flies as its flights do, or an open change says how they do.
    fn assert_follows(&self, booking: &Booking, journey: &Journey) {
        let open = booking.open_change(journey.direction);
        let moved = open.and_then(|change| change.after.as_deref()).unwrap_or_default();
        let flights = journey.offer.segments.iter().enumerate();
        let flown: Option<Vec<Segment>> = flights
            .map(|(at, segment)| self.flown(segment, moved.get(at).map(|it| it.date)))
            .collect();
        if flown.as_deref() == Some(&*journey.offer.segments) {
            assert_eq!(open, None);
        } else {
            let open = open.unwrap_or_else(|| panic!("nobody was told of {flown:?}"));
            assert!(open.is_major && open.is_open(self.now));
            assert_eq!(open.before, journey.offer.segments);
            assert_eq!(open.after.as_deref(), flown.as_deref());
        }
    }

    fn flown(&self, segment: &Segment, moved: Option<Date>) -> Option<Segment> {
        if segment.departs_at <= self.now {
            return Some(segment.clone());
        }
        let (date, flown) = match self.skies.flies(segment.flight, segment.date) {
            Flies::OnItsDate(flown) => (segment.date, flown),
            Flies::OnNeighbouringDate { date, flown } => (date, flown),
            Flies::Withdrawn => match self.skies.flies(segment.flight, moved?) {
                Flies::OnItsDate(flown) => (moved?, flown),
                Flies::OnNeighbouringDate { .. } | Flies::Withdrawn | Flies::Cancelled => {
                    return None;
                }
            },
            Flies::Cancelled => return None,
        };
        let FlownAs { inventory, operating_airline, departs_at, arrives_at, aircraft } = flown;
        let was = segment.clone();
        Some(Segment {
            inventory,
            operating_airline,
            departs_at,
            arrives_at,
            aircraft,
            date,
            ..was
        })
    }
}

/// Whether it is sold and not cancelled.
fn is_live(booking: &Booking, direction: Direction) -> bool {
    booking.live_journeys().contains(&direction)
}

/// What is written is the difference of what is held.
fn assert_difference(before: &Booking, followed: &Followed) {
    let balance = |plus: &[Inventory], minus: &[Inventory]| {
        let mut balance: BTreeMap<(FlightId, Date, Cabin), i32> = BTreeMap::new();
        for (inventory, sign) in
            plus.iter().map(|it| (it, 1)).chain(minus.iter().map(|it| (it, -1)))
        {
            let Inventory { flight, date, cabin, count } = *inventory;
            *balance.entry((flight, date, cabin)).or_default() += sign * i32::from(count);
        }
        balance.retain(|_, count| *count != 0);
        balance
    };
    let held = |booking: &Booking| booking.inventory(&booking.held_directions());
    let difference = balance(&held(&followed.booking), &held(before));
    assert_eq!(balance(&followed.taken, &followed.returned), difference);
}

/// No seat twice, none that the aircraft does not have, and exits only for those who may sit
/// there.
fn assert_seats(booking: &Booking, journey: &Journey) {
    for (segment, row) in journey.offer.segments.iter().zip(journey.seats.iter()) {
        let given: Vec<_> = row.iter().flatten().collect();
        assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), given.len(), "{row:?}");
        let Some(plan) = plan(segment.aircraft) else { continue };
        for (at, seat) in row.iter().enumerate() {
            let Some(seat) = seat.map(|seat| plan.seat(seat).unwrap()) else { continue };
            assert_eq!(seat.cabin, journey.offer.cabin);
            let may_sit_at_exits = !booking.carries_infant(at)
                && booking.people().nth(at).unwrap().date_of_birth.year() < 2005;
            assert!(may_sit_at_exits || !seat.exit_row, "{} at an exit", seat.number);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn bookings_follow_whatever_happens(
        holds in prop::collection::vec(holds(), 1..5),
        happenings in prop::collection::vec((events(), 0..3_i64, 0..4_usize, 0..5_usize), 1..25),
    ) {
        let mut world = World::new(holds);
        world.check();
        for (event, day, flight, of) in happenings {
            world.happens(&event, &flights_of_a_day(day)[flight], of);
            world.follow();
            world.check();
        }
    }

    #[test]
    fn a_hold_is_as_it_was_offered_or_it_ends(
        hold in holds(),
        happenings in prop::collection::vec((events(), 0..2_i64, 0..4_usize), 1..6),
    ) {
        let mut world = World::new(vec![hold]);
        for (event, day, flight) in happenings {
            let is_answer = matches!(event, Event::Waited { .. });
            if !is_answer {
                world.happens(&event, &flights_of_a_day(day)[flight], 0);
            }
            world.follow();
            let booking = &world.bookings[0];
            prop_assert_eq!(booking.earliest_answer_by(), None, "nobody asks a hold");
            let holds = matches!(booking.state, State::PendingPayment { .. });
            prop_assert_eq!(world.skies.sold.values().any(|sold| *sold > 0), holds);
            if holds {
                for journey in &booking.journeys {
                    world.assert_follows(booking, journey);
                }
            }
        }
    }
}
