//! Carries messages from the outbox to the bus, oldest first. Uses the store and the bus.
//!
//! A message may be published twice (a crash between publishing and marking); it
//! is never lost, since only a published one is marked.

use std::time::Duration;

use futures::future::join_all;

use crate::context::App;
use crate::ports::{BusError, StoreError};

/// The most messages in one turn.
const BATCH: u16 = 256;
/// How long to wait for the bell before looking anyway: another process may have written.
const PATIENCE: Duration = Duration::from_millis(500);

/// Relays until the future is dropped.
pub async fn run(app: &App) {
    let mut is_held_up = false;
    loop {
        match relay(app).await {
            Ok(sent) => {
                if is_held_up {
                    tracing::info!("messages are relayed again");
                }
                is_held_up = false;
                if sent < usize::from(BATCH) {
                    wait(app).await;
                }
            }
            Err(error) => {
                if !is_held_up {
                    let error = crate::chain(&error);
                    tracing::warn!(%error, "messages could not be relayed; it is tried on");
                }
                is_held_up = true;
                // Not the bell: while the bus is away, every sale would ring for another failure.
                tokio::time::sleep(PATIENCE).await;
            }
        }
    }
}

async fn wait(app: &App) {
    let _bell_or_time = tokio::time::timeout(PATIENCE, app.outbox.notified()).await;
}

/// Publishes what waits now, and tells how many.
pub async fn relay(app: &App) -> Result<usize, RelayError> {
    let unsent = app.ports.store.unsent(BATCH).await?;
    let publishing = unsent.iter().map(|envelope| app.ports.bus.publish(envelope.clone()));
    let published = join_all(publishing).await;

    let sent: Vec<_> = unsent
        .iter()
        .zip(&published)
        .filter(|(_, published)| published.is_ok())
        .map(|(envelope, _)| envelope.id)
        .collect();
    if !sent.is_empty() {
        app.ports.store.mark_sent(&sent).await?;
    }
    for outcome in published {
        outcome?;
    }
    Ok(sent.len())
}

/// Why messages still wait.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    #[error(transparent)]
    Bus(#[from] BusError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
