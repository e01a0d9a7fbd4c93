//! What is left of each flight, in memory: good enough to offer, never to sell.
//!
//! Counts follow the store by messages; the store's own condition decides a sale.

use std::collections::HashMap;
use std::sync::RwLock;

use airside_primitives::{AircraftCode, Cabin, FlightId};
use airside_seating::layout;
use time::Date;
use tokio::sync::Mutex;

use crate::ports::store::Sold;
use crate::ports::{Store, StoreError};

/// Sold counts by flight, date and cabin. Untouched flights are not in it.
#[derive(Default)]
pub struct LiveStock {
    sold: RwLock<HashMap<(FlightId, Date, Cabin), u16>>,
    /// One refresh at a time, so that an older reading never replaces a newer one.
    refreshing: Mutex<()>,
}

impl LiveStock {
    /// Reads every count from `date` on.
    pub async fn load(&self, store: &dyn Store, date: Date) -> Result<(), StoreError> {
        let _turn = self.refreshing.lock().await;
        let rows = store.sold_from(date).await?;
        let counts = rows.into_iter().map(|row| (key(&row), row.count)).collect();
        *self.sold.write().unwrap_or_else(std::sync::PoisonError::into_inner) = counts;
        Ok(())
    }

    /// Reads the counts of these flights again.
    pub async fn refresh(
        &self,
        store: &dyn Store,
        flights: &[(FlightId, Date)],
    ) -> Result<(), StoreError> {
        let _turn = self.refreshing.lock().await;
        let rows = store.sold_on(flights).await?;
        let mut sold = self.sold.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        sold.extend(rows.into_iter().map(|row| (key(&row), row.count)));
        Ok(())
    }

    /// How many places of a cabin are left.
    pub fn left(&self, flight: FlightId, aircraft: AircraftCode, date: Date, cabin: Cabin) -> u16 {
        let capacity = layout(aircraft).capacity(cabin);
        let sold = self.sold.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        capacity.saturating_sub(sold.get(&(flight, date, cabin)).copied().unwrap_or_default())
    }
}

const fn key(row: &Sold) -> (FlightId, Date, Cabin) {
    (row.flight, row.date, row.cabin)
}
