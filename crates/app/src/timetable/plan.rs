//! What a new timetable would change, and for whom. Uses the store, and changes nothing.
//!
//! A plan is made against one version of the world: applied to another it is refused.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;
use std::sync::Arc;

use airside_booking::{BookingStatus, RecordLocator};
use airside_primitives::{AircraftCode, AirlineCode, BookingId, Cabin, FlightId};
use airside_timetable::{Amendments, DepartureChange, Flight, Rows, change, changes_of, revise};
use thiserror::Error;
use time::{Date, OffsetDateTime};

use crate::ports::store::{Restocked, Sold, Store, StoreError, Touched, WorldVersion};
use crate::timetable::capacity::Capacity;

/// The timetable that is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Whose timetable it is: the whole of theirs within `window`.
    pub airlines: BTreeSet<AirlineCode>,
    /// Rows of these airlines; what lies outside of `window` is left out.
    pub rows: Vec<Flight>,
    /// From the first to the last date that it covers.
    pub window: RangeInclusive<Date>,
}

/// What would change, and everything that applying it needs.
pub struct Plan {
    pub planned_at: WorldVersion,
    pub planned_when: OffsetDateTime,
    pub airlines: BTreeSet<AirlineCode>,
    pub window: RangeInclusive<Date>,
    /// Departures within the window, in all and by what becomes of them.
    pub departures: Departures,
    /// The departures that change and that somebody has booked.
    pub touched: Vec<(Touched, DepartureChange)>,
    /// Bookings that were not cancelled, on any of these.
    pub bookings: usize,
    /// Which they are, by the departures that change.
    pub references: BTreeMap<(FlightId, Date), Vec<RecordLocator>>,
    /// Their passengers.
    pub passengers: usize,
    /// Booked departures that are withdrawn and moved to no other date.
    pub booked_withdrawn: usize,
    /// Booked departures of these airlines within the window.
    pub booked: usize,
    /// Cabins that hold fewer passengers than were sold.
    pub closed: Vec<Closed>,
    /// Codeshares whose operating flight is not in the timetable on any of their dates.
    pub unsold_codeshares: usize,
    /// Aircraft of its rows that the tariff has no seats for, with how many rows they fly: nothing
    /// is sold on them.
    pub seatless: BTreeMap<AircraftCode, usize>,
    /// Rows that lose all their seats so, which were for sale before.
    pub taken_off_sale: usize,
    /// Departures of the whole timetable from the first date of the window on.
    pub left_for_sale: u64,
    pub(super) restocked: Vec<Restocked>,
    /// The rows of the wanted timetable, before any amendment.
    revised: Vec<Flight>,
    /// What flies before and after: with what was decided about single departures, which a
    /// timetable leaves as it is.
    pub(super) before: Arc<Rows>,
    pub(super) after: Arc<Rows>,
    pub(super) amendments: Arc<Amendments>,
    pub(super) capacity: Capacity,
}

/// Departures, by what becomes of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Departures {
    pub added: u64,
    /// Without those that another date replaces.
    pub withdrawn: u64,
    /// Withdrawn ones that a neighbouring date replaces.
    pub moved: u64,
    pub retimed: u64,
    pub reequipped: u64,
}

/// A cabin that is closed for sale, since more was sold than it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    pub flight: FlightId,
    pub date: Date,
    pub cabin: Cabin,
    pub sold: u16,
    pub capacity: u16,
}

impl Plan {
    /// Whether more than a tenth of the booked departures is withdrawn, nothing is left for sale, or
    /// flights come off sale since the tariff has no seats for their new aircraft.
    pub fn takes_away_much(&self) -> bool {
        self.left_for_sale == 0
            || self.taken_off_sale > 0
            || self.booked_withdrawn * 10 > self.booked
    }

    /// What it takes away, in words.
    pub fn taken_away(&self) -> String {
        let Self { booked_withdrawn, booked, left_for_sale, taken_off_sale, .. } = self;
        let withdrawn = format!(
            "{booked_withdrawn} of {booked} booked departures would be withdrawn, and \
             {left_for_sale} departures would be left for sale"
        );
        if *taken_off_sale == 0 {
            return withdrawn;
        }
        let aircraft: Vec<_> = self.seatless.keys().map(ToString::to_string).collect();
        format!(
            "{withdrawn}; {taken_off_sale} rows that are for sale would have no seats any more, \
             since the tariff has none for aircraft {}",
            aircraft.join(", ")
        )
    }

    /// Whether applying it would change nothing.
    pub fn is_empty(&self) -> bool {
        self.departures == Departures::default()
    }

    /// Whether no flight of another airline is in the timetable.
    pub fn replaces_all(&self) -> bool {
        self.before.iter().all(|row| self.airlines.contains(&row.number.airline()))
    }

    /// How many rows have to be staged.
    pub fn rows(&self) -> usize {
        self.to_stage().count()
    }

    /// The whole timetable of its airlines, as it is to be.
    pub(super) fn to_stage(&self) -> impl Iterator<Item = &Flight> {
        self.revised.iter()
    }

    /// The row that will cover a departure, else the one that did.
    pub fn row(&self, flight: FlightId, date: Date) -> Option<&Flight> {
        self.after.on(flight, date).or_else(|| self.before.on(flight, date))
    }
}

pub async fn plan(
    store: &dyn Store,
    wanted: Wanted,
    capacity: Capacity,
    now: OffsetDateTime,
) -> Result<Plan, PlanError> {
    let Wanted { airlines, rows, window } = wanted;
    if let Some(stranger) = rows.iter().find(|row| !airlines.contains(&row.number.airline())) {
        return Err(PlanError::Stranger(stranger.number.airline()));
    }
    let planned_when = store.time().await?;
    let planned_at = store.world_version().await?;
    let amendments = store.amendments().await?;
    let current = store.flights().await?;
    let sold = store.sold_from(*window.start()).await?;
    let booked = store.booked_from(*window.start()).await?;

    let is_theirs = |row: &Flight| airlines.contains(&row.number.airline());
    let (theirs, others): (Vec<_>, Vec<_>) = current.into_iter().partition(is_theirs);
    let revised = revise(&theirs, &rows, &window);
    let flown =
        |theirs: &[Flight]| Rows::new(amendments.apply([theirs, others.as_slice()].concat()).rows);
    let (before, after) = (flown(&theirs), flown(&revised));

    let mut plan = Plan {
        planned_at,
        planned_when,
        departures: Departures::default(),
        touched: Vec::new(),
        bookings: 0,
        references: BTreeMap::new(),
        passengers: 0,
        booked_withdrawn: 0,
        booked: 0,
        closed: Vec::new(),
        unsold_codeshares: unsold_codeshares(&after, &airlines),
        seatless: seatless(&revised, &capacity),
        taken_off_sale: taken_off_sale((&before, &revised), &window, &capacity),
        left_for_sale: left_for_sale(&after, *window.start()),
        restocked: Vec::new(),
        revised,
        before: Arc::new(before),
        after: Arc::new(after),
        amendments: Arc::new(amendments),
        capacity,
        airlines,
        window,
    };
    let moved = plan.count_departures();
    plan.find_touched(&booked, &moved);
    plan.restock(&sold);
    plan.count_passengers(store, now).await?;
    Ok(plan)
}

impl Plan {
    /// Counts what becomes of every departure, and finds those that moved to another date.
    fn count_departures(&mut self) -> HashMap<(FlightId, Date), Date> {
        let flights: BTreeSet<FlightId> =
            self.before.flights().chain(self.after.flights()).collect();
        let mut moved = HashMap::new();
        let counts = &mut self.departures;
        for flight in flights {
            for (date, change) in changes_of(flight, &self.before, &self.after, &self.window) {
                match change {
                    DepartureChange::Added => counts.added += 1,
                    DepartureChange::Withdrawn { moved_to: None } => counts.withdrawn += 1,
                    DepartureChange::Withdrawn { moved_to: Some(other) } => {
                        counts.moved += 1;
                        moved.insert((flight, date), other);
                    }
                    DepartureChange::Retimed => counts.retimed += 1,
                    DepartureChange::Reequipped => counts.reequipped += 1,
                }
            }
        }
        counts.added -= counts.moved;
        moved
    }

    fn find_touched(
        &mut self,
        booked: &[(FlightId, Date)],
        moved: &HashMap<(FlightId, Date), Date>,
    ) {
        for &(flight, date) in booked {
            if !self.window.contains(&date) {
                continue;
            }
            let (before, after) = (self.before.on(flight, date), self.after.on(flight, date));
            let is_theirs =
                before.or(after).is_some_and(|row| self.airlines.contains(&row.number.airline()));
            self.booked += usize::from(is_theirs);
            let Some(change) = change(before, after) else { continue };
            let moved_to = moved.get(&(flight, date)).copied();
            let change = match change {
                DepartureChange::Withdrawn { .. } => DepartureChange::Withdrawn { moved_to },
                DepartureChange::Added | DepartureChange::Retimed | DepartureChange::Reequipped => {
                    change
                }
            };
            let is_gone = change == DepartureChange::Withdrawn { moved_to: None };
            self.booked_withdrawn += usize::from(is_gone);
            self.touched.push((Touched { flight, date, moved_to }, change));
        }
    }

    fn restock(&mut self, sold: &[Sold]) {
        for sold in sold {
            let (flight, date, cabin) =
                (sold.inventory.flight, sold.inventory.date, sold.inventory.cabin);
            let rows = (&*self.before, &*self.after);
            let terms = (&self.capacity, &*self.amendments);
            let Some(capacity) = new_capacity(rows, terms, (flight, date, cabin)) else {
                continue;
            };
            self.restocked.push(Restocked { flight, date, cabin, capacity });
            let is_flown = self.after.on(flight, date).is_some();
            if is_flown && capacity < sold.inventory.count {
                let sold = sold.inventory.count;
                self.closed.push(Closed { flight, date, cabin, sold, capacity });
            }
        }
    }

    async fn count_passengers(
        &mut self,
        store: &dyn Store,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let mut bookings: BTreeMap<BookingId, (RecordLocator, usize)> = BTreeMap::new();
        for (touched, _) in &self.touched {
            let references = self.references.entry((touched.flight, touched.date)).or_default();
            for id in store.bookings_on(touched.flight, touched.date).await? {
                if let Some((reference, _)) = bookings.get(&id) {
                    references.push(*reference);
                    continue;
                }
                let Some(booking) = store.booking(id).await? else { continue };
                let is_live = match booking.value.status(now) {
                    BookingStatus::PendingPayment
                    | BookingStatus::Confirmed
                    | BookingStatus::PartiallyCancelled => true,
                    BookingStatus::Cancelled | BookingStatus::Expired => false,
                };
                if is_live {
                    let reference = booking.value.reference;
                    let people = booking.value.passengers.iter();
                    let travelling = people.filter(|it| booking.value.still_travels(it)).count();
                    bookings.insert(id, (reference, travelling));
                    references.push(reference);
                }
            }
        }
        self.bookings = bookings.len();
        self.passengers = bookings.values().map(|(_, passengers)| passengers).sum();
        Ok(())
    }
}

/// What a cabin can sell from now on; `None` when its departure did not change.
pub(super) fn new_capacity(
    (before, after): (&Rows, &Rows),
    (capacity, amendments): (&Capacity, &Amendments),
    (flight, date, cabin): (FlightId, Date, Cabin),
) -> Option<u16> {
    let row = after.on(flight, date);
    change(before.on(flight, date), row)?;
    let can_sell =
        |row: &Flight| amendments.capacity((flight, date), cabin, capacity(row.aircraft, cabin));
    Some(row.map_or(0, can_sell))
}

fn unsold_codeshares(after: &Rows, airlines: &BTreeSet<AirlineCode>) -> usize {
    let is_unsold = |row: &&Flight| {
        let is_theirs = airlines.contains(&row.number.airline());
        let is_known = row.inventory().is_some_and(|flight| !after.of(flight).is_empty());
        is_theirs && row.is_codeshare() && !is_known
    };
    after.iter().filter(is_unsold).count()
}

fn has_seats(row: &Flight, capacity: &Capacity) -> bool {
    Cabin::ALL.into_iter().any(|cabin| capacity(row.aircraft, cabin) > 0)
}

/// Aircraft without a seat, and how many rows each of them flies. A codeshare has the seats of the
/// flight that operates it.
fn seatless(rows: &[Flight], capacity: &Capacity) -> BTreeMap<AircraftCode, usize> {
    let mut found = BTreeMap::new();
    let flown = rows.iter().filter(|row| !row.is_codeshare());
    for row in flown.filter(|row| !has_seats(row, capacity)) {
        *found.entry(row.aircraft).or_default() += 1;
    }
    found
}

/// Rows without a seat within the window whose flight has seats today.
fn taken_off_sale(
    (before, revised): (&Rows, &[Flight]),
    window: &RangeInclusive<Date>,
    capacity: &Capacity,
) -> usize {
    let is_met =
        |row: &Flight| row.valid_from <= *window.end() && row.valid_until >= *window.start();
    let was_sold = |row: &Flight| {
        let rows = before.of(row.id).iter();
        rows.filter(|it| is_met(it)).any(|it| has_seats(it, capacity))
    };
    let flown = revised.iter().filter(|row| !row.is_codeshare() && is_met(row));
    flown.filter(|row| !has_seats(row, capacity) && was_sold(row)).count()
}

/// Departures from a date on, as far as the rows reach.
fn left_for_sale(after: &Rows, from: Date) -> u64 {
    let weeks = |row: &Flight| {
        let days = (row.valid_until - row.valid_from.max(from)).whole_days() + 1;
        u64::try_from(days.max(0)).unwrap_or_default() * u64::from(row.days.count())
    };
    // Rows are many and only "none" matters exactly: a row of less than a week may have none.
    let is_any = |row: &Flight| row.valid_until >= from && row.dates().any(|date| date >= from);
    after.iter().filter(|row| is_any(row)).map(|row| weeks(row).div_ceil(7)).sum()
}

/// Why there is no plan.
#[derive(Debug, Error)]
pub enum PlanError {
    #[error("a row of {0} is no part of a timetable of the airlines that were named")]
    Stranger(AirlineCode),
    #[error(transparent)]
    Store(#[from] StoreError),
}
