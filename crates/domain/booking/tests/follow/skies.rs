//! A timetable that can be changed at will, and the stock that its bookings hold.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use airside_booking::booking::Inventory;
use airside_booking::schedule_change::{Flies, FlownAs, Followed, Rules, Seats, WhatFlies};
use airside_booking::{Booking, Direction, Segment};
use airside_primitives::{AircraftCode, BookingId, Cabin, FlightId, SeatNumber};
use airside_seating::{Layout, Plan, Section};
use time::{Date, Duration, OffsetDateTime};

/// The least time between two flights.
pub(crate) const CONNECTING: Duration = Duration::minutes(45);

/// What flies, and who sits where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Skies {
    pub departures: BTreeMap<(FlightId, Date), FlownAs>,
    /// Withdrawn dates, and the neighbouring one that was added for each.
    pub moved: BTreeMap<(FlightId, Date), Date>,
    pub cancelled: BTreeSet<(FlightId, Date)>,
    pub seats: BTreeMap<(FlightId, Date, SeatNumber), BookingId>,
    pub sold: BTreeMap<(FlightId, Date, Cabin), u16>,
}

impl WhatFlies for Skies {
    fn flies(&self, flight: FlightId, date: Date) -> Flies {
        if self.cancelled.contains(&(flight, date)) {
            return Flies::Cancelled;
        }
        if let Some(flown) = self.departures.get(&(flight, date)) {
            return Flies::OnItsDate(*flown);
        }
        let moved_to = self.moved.get(&(flight, date));
        match moved_to.and_then(|date| Some((*date, self.departures.get(&(flight, *date))?))) {
            Some((date, flown)) => Flies::OnNeighbouringDate { date, flown: *flown },
            None => Flies::Withdrawn,
        }
    }

    fn connecting_time(&self, _: &Segment, _: &Segment) -> Duration {
        CONNECTING
    }
}

/// The cabins of each aircraft: first row, last row, letters; and its rows at an exit.
type Cabins = &'static [(Cabin, u8, u8, &'static str)];
const AIRCRAFT: &[(&str, Cabins, &[u8])] = &[
    ("319", &[(Cabin::Business, 1, 2, "AC-DF"), (Cabin::Economy, 3, 22, "ABC-DEF")], &[10]),
    ("320", &[(Cabin::Business, 1, 3, "AC-DF"), (Cabin::Economy, 4, 26, "ABC-DEF")], &[11, 12]),
    ("321", &[(Cabin::Business, 1, 4, "AC-DF"), (Cabin::Economy, 5, 33, "ABC-DEF")], &[12, 23]),
    ("32N", &[(Cabin::Business, 1, 3, "AC-DF"), (Cabin::Economy, 4, 26, "ABC-DEF")], &[11, 12]),
    ("77W", &[(Cabin::First, 1, 2, "A-DG-K"), (Cabin::Economy, 30, 52, "ABC-DEFG-HJK")], &[41]),
    ("E90", &[(Cabin::Economy, 1, 24, "AC-DF")], &[11]),
];

static LAYOUTS: LazyLock<HashMap<AircraftCode, Layout>> = LazyLock::new(|| {
    let laid_out = AIRCRAFT.iter().map(|&(code, cabins, exit_rows)| {
        let section = |&(cabin, first, last, letters): &(_, _, _, &str)| Section {
            cabin,
            first,
            last,
            letters: letters.to_owned(),
        };
        let sections = cabins.iter().map(section).collect();
        let plan = Plan { sections, exit_rows: exit_rows.to_vec(), ..Plan::default() };
        (code.parse().unwrap(), Layout::new(code, &plan).unwrap())
    });
    laid_out.collect()
});

/// The seat plans; `XXX` has none.
pub(crate) fn plan(aircraft: AircraftCode) -> Option<&'static Layout> {
    LAYOUTS.get(&aircraft)
}

impl Skies {
    /// Exactly what this booking was sold.
    pub(crate) fn of(booking: &Booking) -> Self {
        let mut skies = Self::default();
        for segment in booking.journeys.iter().flat_map(|it| &it.offer.segments) {
            skies.fly(segment);
        }
        skies
    }

    /// Puts a flight into the timetable as a segment has it.
    pub(crate) fn fly(&mut self, segment: &Segment) {
        let flown = FlownAs {
            inventory: segment.inventory,
            operating_airline: segment.operating_airline,
            departs_at: segment.departs_at,
            arrives_at: segment.arrives_at,
            aircraft: segment.aircraft,
        };
        self.departures.insert((segment.flight, segment.date), flown);
    }

    /// Moves a departure and its arrival by minutes.
    pub(crate) fn retime(&mut self, segment: &Segment, minutes: i64) {
        let flown = self.departures.get_mut(&(segment.flight, segment.date)).unwrap();
        flown.departs_at += Duration::minutes(minutes);
        flown.arrives_at += Duration::minutes(minutes);
    }

    pub(crate) fn equip(&mut self, segment: &Segment, aircraft: &str) {
        let flown = self.departures.get_mut(&(segment.flight, segment.date)).unwrap();
        flown.aircraft = aircraft.parse().unwrap();
    }

    pub(crate) fn withdraw(&mut self, segment: &Segment) {
        self.departures.remove(&(segment.flight, segment.date)).unwrap();
    }

    pub(crate) fn cancel(&mut self, segment: &Segment) {
        self.cancelled.insert((segment.flight, segment.date));
    }

    /// Withdraws a date and adds the next one in its place.
    pub(crate) fn move_to_next_day(&mut self, segment: &Segment) -> Date {
        let flown = self.departures.remove(&(segment.flight, segment.date)).unwrap();
        let date = segment.date.next_day().unwrap();
        let [departs_at, arrives_at] =
            [flown.departs_at, flown.arrives_at].map(|at| at + Duration::DAY);
        let flown = FlownAs { departs_at, arrives_at, ..flown };
        self.departures.insert((segment.flight, date), flown);
        self.moved.insert((segment.flight, segment.date), date);
        date
    }

    /// Somebody else has this seat.
    pub(crate) fn occupy(&mut self, segment: &Segment, seat: &str) {
        let other = BookingId(uuid::Uuid::from_u128(0xbad));
        self.seats.insert((segment.inventory, segment.date, seat.parse().unwrap()), other);
    }

    /// Follows as of `now`, without writing anything down.
    pub(crate) fn follow(&self, booking: &Booking, now: OffsetDateTime) -> Followed {
        self.with_seats(booking.id, |seats| {
            booking.clone().follow(self, seats, Rules::default(), now)
        })
    }

    /// Lends the seats as one booking sees them: those of others are taken.
    pub(crate) fn with_seats<T>(&self, of: BookingId, act: impl FnOnce(Seats<'_>) -> T) -> T {
        let taken = |flight, date| -> HashSet<SeatNumber> {
            let of_departure = self
                .seats
                .iter()
                .filter(|((on, day, _), holder)| *on == flight && *day == date && **holder != of);
            of_departure.map(|((_, _, seat), _)| *seat).collect()
        };
        act(Seats { plan: &|aircraft| plan(aircraft), taken: &taken })
    }

    /// Takes the stock of a booking that was just placed.
    pub(crate) fn sell(&mut self, booking: &Booking) {
        let directions = booking.held_directions();
        self.write(
            booking.id,
            &booking.inventory(&directions),
            &[],
            &booking.held_seats(&directions),
            &[],
        );
    }

    /// Writes down what a move came to, and checks that it could be written.
    pub(crate) fn keep(&mut self, followed: &Followed) {
        let Followed { booking, taken, returned, claimed, released, .. } = followed;
        self.write(booking.id, taken, returned, claimed, released);
    }

    /// Cancels journeys as an app does: what they hold goes back.
    pub(crate) fn give_back(
        &mut self,
        booking: Booking,
        directions: &[Direction],
        now: OffsetDateTime,
    ) -> Booking {
        let (inventory, seats) = (booking.inventory(directions), booking.held_seats(directions));
        self.write(booking.id, &[], &inventory, &[], &seats);
        booking.cancel(directions, now).unwrap()
    }

    fn write(
        &mut self,
        booking: BookingId,
        taken: &[Inventory],
        returned: &[Inventory],
        claimed: &[(FlightId, Date, SeatNumber)],
        released: &[(FlightId, Date, SeatNumber)],
    ) {
        for seat in released {
            assert_eq!(self.seats.remove(seat), Some(booking), "{seat:?} was not held");
        }
        for seat in claimed {
            assert_eq!(self.seats.insert(*seat, booking), None, "{seat:?} has two holders");
        }
        for Inventory { flight, date, cabin, count } in taken {
            *self.sold.entry((*flight, *date, *cabin)).or_default() += count;
        }
        for Inventory { flight, date, cabin, count } in returned {
            let sold = self.sold.get_mut(&(*flight, *date, *cabin)).unwrap();
            *sold = sold.checked_sub(*count).unwrap();
        }
    }
}
