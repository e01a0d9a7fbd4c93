//! Rings for those who deliver events in other processes. Uses the bus.
//!
//! A bell is not worth a row in the outbox: one that is lost costs a second, for deliverers look
//! by themselves that often. Under load many events share one.

use std::time::Duration;

use airside_primitives::EventId;
use thiserror::Error;

use crate::context::App;
use crate::ports::{BusError, Envelope, Message};
use crate::wire::{self, WireError};

/// The least time between two bells: what happens meanwhile is told by the second.
const BREATH: Duration = Duration::from_millis(50);

/// Rings until the future is dropped.
pub async fn run(app: &App) {
    loop {
        app.events.notified().await;
        if let Err(error) = ring(app).await {
            let error = crate::chain(&error);
            tracing::debug!(%error, "those who deliver events were not told that there are some");
        }
        tokio::time::sleep(BREATH).await;
    }
}

async fn ring(app: &App) -> Result<(), RingError> {
    let bell = Message::EventsHappened;
    let envelope = Envelope {
        id: EventId(app.ports.entropy.id()),
        topic: bell.topic(),
        body: wire::encode(&bell)?,
        trace: None,
    };
    Ok(app.ports.bus.publish(envelope).await?)
}

#[derive(Debug, Error)]
enum RingError {
    #[error(transparent)]
    Text(#[from] WireError),
    #[error(transparent)]
    Bus(#[from] BusError),
}
