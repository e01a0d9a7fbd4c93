//! What is left of each flight, in memory: good enough to offer, never to sell.
//!
//! Counts follow the store by messages; the store's own condition decides a sale. What a
//! cabin can sell is the store's as well, once something of it was sold.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use airside_primitives::{Cabin, FlightId};
use airside_timetable::Flight;
use time::Date;

use crate::ports::store::Sold;
use crate::ports::{Store, StoreError};
use crate::world::Snapshot;

/// What is left by flight, date and cabin. Untouched flights are not in it.
#[derive(Default)]
pub struct LiveStock {
    left: RwLock<HashMap<(FlightId, Date, Cabin), u16>>,
    /// One reading at a time, so that an older one never replaces a newer one.
    reading: tokio::sync::Mutex<()>,
    rounds: Mutex<Rounds>,
}

/// Everybody who waits while one reading is under way shares the next.
#[derive(Default)]
struct Rounds {
    /// To be read in the next round.
    wanted: HashSet<(FlightId, Date)>,
    /// How many rounds were begun; the next has this number.
    begun: u64,
    /// Every round below this number is done.
    done: u64,
}

impl LiveStock {
    /// Reads every count from `date` on.
    pub async fn load(&self, store: &dyn Store, date: Date) -> Result<(), StoreError> {
        let _turn = self.reading.lock().await;
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
        let round = {
            let mut rounds = self.rounds();
            rounds.wanted.extend(flights);
            rounds.begun
        };
        let _turn = self.reading.lock().await;
        let wanted: Vec<_> = {
            let mut rounds = self.rounds();
            if rounds.done > round {
                return Ok(());
            }
            rounds.begun += 1;
            // Whoever took ours into its round failed or went away.
            rounds.wanted.extend(flights);
            rounds.wanted.drain().collect()
        };
        let rows = store.sold_on(&wanted).await?;
        let mut left = self.left.write().unwrap_or_else(PoisonError::into_inner);
        left.extend(rows.into_iter().map(|row| (key(&row), row.left())));
        drop(left);
        let mut rounds = self.rounds();
        rounds.done = rounds.begun;
        Ok(())
    }

    /// How many seats of a cabin of a flight are left on a date; none of a codeshare whose
    /// operating flight is not known.
    pub fn left(&self, world: &Snapshot, flight: &Flight, date: Date, cabin: Cabin) -> u16 {
        let Some(row) = world.seats_of(flight, date) else { return 0 };
        let left = self.left.read().unwrap_or_else(PoisonError::into_inner);
        let left = left.get(&(row.id, date, cabin)).copied();
        left.unwrap_or_else(|| world.terms.fleet.capacity(row.aircraft, cabin))
    }

    fn rounds(&self) -> MutexGuard<'_, Rounds> {
        self.rounds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn key(row: &Sold) -> (FlightId, Date, Cabin) {
    (row.inventory.flight, row.inventory.date, row.inventory.cabin)
}
