//! Keeps a node to the time of the store. Uses the store.
//!
//! Holds, offers and quotes end by a clock that all nodes share, so that one whose own runs fast
//! ends nothing early.

use time::Duration;

use crate::context::App;
use crate::ports::StoreError;

/// The time between two looks at the store's clock.
const EVERY: Duration = Duration::seconds(10);

/// Goes by the store's clock until the future is dropped.
pub async fn run(app: &App) {
    loop {
        app.ports.clock.pass(EVERY).await;
        if let Err(error) = keep_time(app).await {
            // What was told last goes on meanwhile.
            tracing::debug!(error = %crate::chain(&error), "the store does not tell the time");
        }
    }
}

/// Looks at the store's clock.
pub async fn keep_time(app: &App) -> Result<(), StoreError> {
    let now = app.ports.store.time().await?;
    app.ports.clock.keep_to(now);
    Ok(())
}
