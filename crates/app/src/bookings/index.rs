//! Makes bookings of older releases found by their words. Uses the store.

use crate::context::App;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// How many bookings are read at a time.
const BATCH: u16 = 200;

/// Saves again, as it is, what an older release wrote, which indexes it: until nothing is left.
/// What changes meanwhile is left alone, for whoever changed it has indexed it.
pub async fn index_bookings(app: &App) -> Result<(), StoreError> {
    let store = &app.ports.store;
    loop {
        let found = store.unindexed_bookings(BATCH).await?;
        let mut indexed = 0;
        for booking in &found {
            match store.commit(Changes::default().write(Write::save(booking))).await {
                Ok(()) => indexed += 1,
                Err(CommitError::Conflict) => {}
                Err(CommitError::Store(error)) => return Err(error),
                Err(other) => return Err(StoreError::new(other)),
            }
        }
        if indexed > 0 {
            tracing::info!(bookings = indexed, "older bookings can be found by names now");
        }
        if found.len() < usize::from(BATCH) || indexed == 0 {
            return Ok(());
        }
    }
}
