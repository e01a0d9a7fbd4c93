//! Loads the world into memory: at start, and whenever it changed. Uses the store.

use airside_primitives::AirlineCode;
use airside_search::ConnectingTimes;
use time::{Date, Duration};

use crate::context::App;
use crate::ports::StoreError;
use crate::ports::store::WorldVersion;
use crate::world::Snapshot;

/// How journeys connect, which the store does not know.
#[derive(Debug, Clone)]
pub struct WorldLoader {
    pub partners: Vec<[AirlineCode; 2]>,
    pub connecting: ConnectingTimes,
}

/// Reads the world and builds a new index, while searches go on in the old one.
pub async fn load_world(app: &App) -> Result<(), StoreError> {
    let _turn = app.world.turn().await;
    read_world(app).await
}

/// Reads the world again, unless somebody has read a newer one than `known` meanwhile.
pub async fn load_newer_world(app: &App, known: WorldVersion) -> Result<(), StoreError> {
    let _turn = app.world.turn().await;
    if app.world.load().version > known { Ok(()) } else { read_world(app).await }
}

async fn read_world(app: &App) -> Result<(), StoreError> {
    let WorldLoader { partners, connecting } = app.loader.clone();
    let snapshot = Snapshot::read(&*app.ports.store, partners, connecting).await?;
    tracing::info!(
        airports = snapshot.index.airports().len(),
        flights = snapshot.index.flights().len(),
        version = snapshot.version.0,
        "the world is loaded"
    );
    app.world.replace(snapshot);
    // Adopting a world changes what departures can sell that were sold from before.
    app.stock.load(&*app.ports.store, a_while_ago(app)).await
}

/// Reads everything that a node needs before it can answer.
pub async fn start_world(app: &App) -> Result<(), StoreError> {
    load_world(app).await
}

/// A flight that left an hour ago may still be yesterday's at its origin.
fn a_while_ago(app: &App) -> Date {
    (app.now() - Duration::days(2)).date()
}
