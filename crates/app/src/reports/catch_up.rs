//! Writes into the books what a release left out that kept none: it is swept until nothing is left.
//! Uses the store.

use crate::context::App;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// How many bookings are read at a time.
const BATCH: u16 = 200;

/// Saves again what is not in the books, which writes it there: bookings, and the cancellations of
/// each in the same commit. What changes meanwhile is left alone, for whoever changed it wrote it.
pub async fn catch_up(app: &App) -> Result<(), StoreError> {
    let store = &app.ports.store;
    loop {
        let found = store.unposted(BATCH).await?;
        let mut written = 0;
        for booking in &found {
            let cancellations = store.cancellations(booking.value.id).await?;
            let changes = Changes::default()
                .write(Write::save(booking))
                .write_all(cancellations.iter().map(Write::save));
            match store.commit(changes).await {
                Ok(()) => written += 1,
                Err(CommitError::Conflict) => {}
                Err(CommitError::Store(error)) => return Err(error),
                Err(other) => return Err(StoreError::new(other)),
            }
        }
        if written > 0 {
            tracing::info!(bookings = written, "the books were completed for older bookings");
        }
        // What is left of a full batch comes next; what changed under our hands, in the next round.
        if found.len() < usize::from(BATCH) || written == 0 {
            return Ok(());
        }
    }
}
