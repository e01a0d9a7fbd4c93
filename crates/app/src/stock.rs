//! What is left of each flight, in memory: good enough to offer, never to sell.
//!
//! Counts follow the store by messages; the store's own condition decides a sale. Once something of
//! a cabin was sold, its capacity is the store's as well.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use airside_primitives::{Cabin, FlightId, Party};
use airside_timetable::Flight;
use time::Date;

use crate::ports::store::Sold;
use crate::ports::{Store, StoreError};
use crate::shared_reading::SharedReading;
use crate::world::Snapshot;

/// Nothing that is told of a search depends on more seats than this: there are no larger parties,
/// and nobody is shown how many more are left.
const MOST_TOLD: u16 = Party::MOST as u16;

/// What is left by flight, date and cabin. Untouched flights are not in it.
#[derive(Default)]
pub struct LiveStock {
    left: RwLock<HashMap<Place, u16>>,
    reading: SharedReading<(FlightId, Date)>,
}

type Place = (FlightId, Date, Cabin);

/// What was seen of a cabin of a departure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    place: Place,
    /// What is left before anything is sold.
    untouched: u16,
    pub(crate) left: u16,
}

impl LiveStock {
    /// Reads every count from `date` on.
    pub async fn load(&self, store: &dyn Store, date: Date) -> Result<(), StoreError> {
        let _turn = self.reading.turn().await;
        let rows = store.sold_from(date).await?;
        let left = rows.into_iter().map(|row| (key(&row), row.left())).collect();
        *self.left.write().unwrap_or_else(PoisonError::into_inner) = left;
        Ok(())
    }

    /// Reads the counts of these flights again; done once a reading that began after the call
    /// is done.
    pub async fn refresh(
        &self,
        store: &dyn Store,
        flights: &[(FlightId, Date)],
    ) -> Result<(), StoreError> {
        let read = |flights: Vec<(FlightId, Date)>| async move {
            let rows = store.sold_on(&flights).await?;
            let mut left = self.left.write().unwrap_or_else(PoisonError::into_inner);
            left.extend(rows.into_iter().map(|row| (key(&row), row.left())));
            Ok(())
        };
        self.reading.of(flights, read).await
    }

    /// How many seats of a cabin of a flight are left on a date; none of a codeshare whose
    /// operating flight is not known.
    pub fn left(&self, world: &Snapshot, flight: &Flight, date: Date, cabin: Cabin) -> u16 {
        let Some(row) = world.seats_of(flight, date) else { return 0 };
        let left = self.counts().get(&(row.id, date, cabin)).copied();
        left.unwrap_or_else(|| world.capacity_of(row, date, cabin))
    }

    /// The same, to be compared later by [`Self::is_as`]; `None` where no world but another one has
    /// room.
    pub(crate) fn look(
        &self,
        world: &Snapshot,
        flight: &Flight,
        date: Date,
        cabin: Cabin,
    ) -> Option<Seen> {
        let row = world.seats_of(flight, date)?;
        let place = (row.id, date, cabin);
        let untouched = world.capacity_of(row, date, cabin);
        let left = self.counts().get(&place).copied().unwrap_or(untouched);
        Some(Seen { place, untouched, left })
    }

    /// Whether a search would be told now what was seen of these.
    pub(crate) fn is_as(&self, seen: &[Seen]) -> bool {
        let counts = self.counts();
        seen.iter().all(|Seen { place, untouched, left }| {
            let now = counts.get(place).unwrap_or(untouched);
            *now.min(&MOST_TOLD) == *left.min(&MOST_TOLD)
        })
    }

    fn counts(&self) -> RwLockReadGuard<'_, HashMap<Place, u16>> {
        self.left.read().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn key(row: &Sold) -> Place {
    (row.inventory.flight, row.inventory.date, row.inventory.cabin)
}
