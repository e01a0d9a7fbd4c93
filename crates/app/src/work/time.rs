//! Keeps a node to the time of the store. Uses the store, and the stand-in for the gateway.
//!
//! Holds, offers and quotes end by a clock that all nodes share, so that one whose own runs fast
//! ends nothing early.

use time::{Duration, OffsetDateTime};

use crate::context::App;
use crate::ports::payments::PaymentsError;
use crate::ports::{Changes, CommitError, Message, StoreError, Write};
use crate::work::sweep::sweep_all;

/// The time between two looks at the store's clock.
const EVERY: Duration = Duration::seconds(10);

/// Goes by the store's clock until the future is dropped.
pub async fn run(app: &App) {
    loop {
        app.ports.clock.pass(EVERY).await;
        if let Err(error) = follow(app).await {
            // What was told last goes on meanwhile.
            tracing::debug!(error = %crate::chain(&error), "the time could not be looked at");
        }
    }
}

/// A sandbox of its own may have been started again since the time was moved.
async fn follow(app: &App) -> Result<(), AdvanceError> {
    if keep(app).await?.is_zero() {
        return Ok(());
    }
    Ok(app.ports.payments.follow_time(app.now()).await?)
}

/// Looks at the store's clock.
pub async fn keep_time(app: &App) -> Result<(), StoreError> {
    keep(app).await.map(|_ahead| ())
}

/// The same, and answers how far the time was moved.
async fn keep(app: &App) -> Result<Duration, StoreError> {
    let store = &app.ports.store;
    let ahead = store.moved_ahead().await?;
    app.ports.clock.keep_to(store.time().await?, ahead);
    Ok(ahead)
}

/// Moves the time of all nodes and of the sandbox on, and does what is due by then: holds end,
/// windows pass, late money arrives. Answers the time that it is now.
///
/// Only beside the sandbox: nothing but a new store brings the time back.
pub async fn advance_time(app: &App, by: Duration) -> Result<OffsetDateTime, AdvanceError> {
    let moved = Changes::default().write(Write::MoveTime(by)).send(Message::TimeMoved);
    app.commit(moved).await?;
    keep_time(app).await?;
    app.ports.payments.follow_time(app.now()).await?;
    sweep_all(app).await?;
    Ok(app.now())
}

/// Why not all that is due was done. It will be, in time.
#[derive(Debug, thiserror::Error)]
pub enum AdvanceError {
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Gateway(#[from] PaymentsError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
