//! Takes document jobs from the bus, renders and stores.
//!
//! Run inside the API when embedded. A job is done once however often it is
//! delivered: only one commit marks a document ready.

use std::sync::Arc;

use airside_app::App;
use airside_app::ports::BusError;
use airside_app::ports::bus::Topic;
use airside_app::work::handlers::DocumentHandler;

/// Starts taking jobs; they come until the bus is closed.
pub async fn consume(app: Arc<App>) -> Result<(), BusError> {
    let bus = app.ports.bus.clone();
    bus.consume(Topic::Documents, Arc::new(DocumentHandler { app })).await
}
