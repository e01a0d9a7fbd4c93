//! A departure as one world knows it, and another word about it made part of the next. Uses the
//! store.

use std::sync::Arc;

use airside_primitives::{AircraftCode, Cabin, FlightId};
use airside_timetable::{Amendment, Amendments, Departure, Flight, Sales, change};
use time::{Date, OffsetDateTime};

use crate::context::App;
use crate::ports::Write;
use crate::ports::changes::Versioned;
use crate::ports::store::{AdoptError, Adoption, Judge, Restocked, StoreError, Touched};
use crate::world::Snapshot;

/// A departure whose own seats are sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// As the timetable has it.
    pub original: Flight,
    pub date: Date,
    pub amendment: Amendment,
}

impl Known {
    /// The departure of this world; `None` where there is none, and for a codeshare, which sells
    /// the seats of another.
    pub fn of(world: &Snapshot, flight: FlightId, date: Date) -> Option<Self> {
        let original = world.originals.on(flight, date);
        let original = original.or_else(|| world.index.row_on(flight, date))?;
        Self::of_row(world, original, date)
    }

    /// The same by its row of the timetable.
    pub(super) fn of_row(world: &Snapshot, original: &Flight, date: Date) -> Option<Self> {
        let sells_its_own = original.inventory() == Some(original.id);
        let none = || Amendment::none(original.id, date);
        sells_its_own.then(|| Self {
            original: original.clone(),
            date,
            amendment: world.amendments.of(original.id, date).cloned().unwrap_or_else(none),
        })
    }

    /// The flight that has its counters.
    pub const fn flight(&self) -> FlightId {
        self.original.id
    }

    /// Who flies it.
    pub fn aircraft(&self) -> AircraftCode {
        self.amendment.aircraft.unwrap_or(self.original.aircraft)
    }

    /// The row that flies with another word about it; `None` when it does not fly.
    fn flown_by(&self, amendment: &Amendment) -> Option<Flight> {
        let amended = Amendments::new([amendment.clone()]).apply(vec![self.original.clone()]);
        amended.rows.into_iter().find(|row| row.operates_on(self.date))
    }

    /// When it leaves and arrives; for a cancelled one, when it was to.
    pub fn times(&self, world: &Snapshot) -> Option<Departure> {
        let amendment = Amendment { sales: Sales::Open, ..self.amendment.clone() };
        self.times_by(world, &amendment)
    }

    /// The same with another word about it.
    pub(super) fn times_by(&self, world: &Snapshot, amendment: &Amendment) -> Option<Departure> {
        let row = self.flown_by(amendment)?;
        let zone = |code| world.airport(code).map(|airport| &airport.zone);
        Some(row.departure(self.date, zone(row.origin)?, zone(row.destination)?))
    }

    /// Whether it has left.
    pub(super) fn has_left(&self, world: &Snapshot, now: OffsetDateTime) -> bool {
        self.times(world).is_none_or(|times| times.departs_at <= now)
    }
}

/// Makes another word about a departure part of the next world, with the stock and the bookings
/// that it changes, and writes `also` in its commit.
///
/// Refused as outdated when `world` is not current any more.
pub(super) async fn adopt(
    app: &App,
    world: &Arc<Snapshot>,
    departure: (FlightId, Date),
    amendment: Amendment,
    mut also: Vec<Write>,
) -> Result<(), AdoptError> {
    let store = &app.ports.store;
    let (flight, date) = departure;
    let known = Known::of(world, flight, date);
    let planned_when = store.time().await?;
    let sold = store.sold_on(&[departure]).await?;

    let row = known.as_ref().and_then(|known| known.flown_by(&amendment));
    let before = known.as_ref().and_then(|known| known.flown_by(&known.amendment));
    let is_touched = change(before.as_ref(), row.as_ref()).is_some();
    let aircraft = row.map(|row| row.aircraft);
    let (terms, amended) = (world.terms.clone(), amendment.clone());
    let capacity = move |cabin: Cabin| {
        aircraft.map_or(0, |it| amended.capacity(cabin, terms.fleet.capacity(it, cabin)))
    };
    let restocked = sold.iter().map(|sold| {
        let cabin = sold.inventory.cabin;
        Restocked { flight, date, cabin, capacity: capacity(cabin) }
    });
    also.push(saved(app, amendment).await?);
    let adoption = Adoption {
        planned_at: world.version,
        timetable: None,
        provenance: None,
        restocked: restocked.collect(),
        touched: is_touched
            .then_some(Touched { flight, date, moved_to: None })
            .into_iter()
            .collect(),
        planned_when,
        judge: Judge(Arc::new(move |its, day, cabin| {
            ((its, day) == departure).then(|| capacity(cabin))
        })),
        also,
    };
    store.adopt(adoption).await?;
    app.outbox.notify_one();
    Ok(())
}

/// The amendment at its next version.
async fn saved(app: &App, amendment: Amendment) -> Result<Write, StoreError> {
    let read = app.ports.store.amendment(amendment.flight, amendment.date).await?;
    Ok(match read {
        None => Write::add(&amendment),
        Some(Versioned { version, .. }) => Write::save(&Versioned { value: amendment, version }),
    })
}
