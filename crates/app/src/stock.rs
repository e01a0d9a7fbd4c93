//! What is left of each flight, in memory: good enough to offer, never to sell.
//!
//! Counts follow the store by messages; the store's own condition decides a sale.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use airside_primitives::{Cabin, FlightId};
use time::Date;

use crate::ports::store::Sold;
use crate::ports::{Store, StoreError};

/// Sold counts by flight, date and cabin. Untouched flights are not in it.
#[derive(Default)]
pub struct LiveStock {
    sold: RwLock<HashMap<(FlightId, Date, Cabin), u16>>,
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
        let counts = rows.into_iter().map(|row| (key(&row), row.count)).collect();
        *self.sold.write().unwrap_or_else(PoisonError::into_inner) = counts;
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
        let mut sold = self.sold.write().unwrap_or_else(PoisonError::into_inner);
        sold.extend(rows.into_iter().map(|row| (key(&row), row.count)));
        drop(sold);
        let mut rounds = self.rounds();
        rounds.done = rounds.begun;
        Ok(())
    }

    /// How many places of a cabin are left, of so many.
    pub fn left(&self, flight: FlightId, date: Date, cabin: Cabin, capacity: u16) -> u16 {
        let sold = self.sold.read().unwrap_or_else(PoisonError::into_inner);
        capacity.saturating_sub(sold.get(&(flight, date, cabin)).copied().unwrap_or_default())
    }

    fn rounds(&self) -> MutexGuard<'_, Rounds> {
        self.rounds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn key(row: &Sold) -> (FlightId, Date, Cabin) {
    (row.flight, row.date, row.cabin)
}
