//! How many seats aircraft have, by the tariff in the store.

use std::sync::Arc;

use airside_primitives::{AircraftCode, Cabin};
use airside_tariff::TariffFaults;
use thiserror::Error;

use crate::ports::store::{Store, StoreError};

/// How many seats an aircraft has in a cabin; 0 in one that it does not have.
pub type Capacity = Arc<dyn Fn(AircraftCode, Cabin) -> u16 + Send + Sync>;

/// The capacities of the newest tariff; `None` where there is no tariff, and nothing is sold.
pub async fn capacity(store: &dyn Store) -> Result<Option<Capacity>, CapacityError> {
    let Some(stored) = store.tariff().await? else { return Ok(None) };
    let terms = airside_tariff::read(&stored.text).map_err(CapacityError::Tariff)?;
    Ok(Some(Arc::new(move |aircraft, cabin| terms.fleet.capacity(aircraft, cabin))))
}

/// Why capacities are not known.
#[derive(Debug, Error)]
pub enum CapacityError {
    #[error("the tariff in the store cannot be used:\n{0}")]
    Tariff(TariffFaults),
    #[error(transparent)]
    Store(#[from] StoreError),
}
