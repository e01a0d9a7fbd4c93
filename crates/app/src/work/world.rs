//! Loads the world into memory: at start, and whenever it changed. Uses the store.

use time::{Date, Duration};

use crate::context::App;
use crate::ports::store::WorldVersion;
use crate::world::{LoadError, Scope, Snapshot, WorldLoader};

/// Reads the world and builds a new index, while searches go on in the old one.
pub async fn load_world(app: &App) -> Result<(), LoadError> {
    let _turn = app.world.turn().await;
    read_world(app).await
}

/// Reads the world again, unless a newer one than `known` was read meanwhile.
pub async fn load_newer_world(app: &App, known: WorldVersion) -> Result<(), LoadError> {
    let _turn = app.world.turn().await;
    if app.world.load().version > known { Ok(()) } else { read_world(app).await }
}

async fn read_world(app: &App) -> Result<(), LoadError> {
    let WorldLoader { selling, scope } = app.loader;
    let snapshot = Snapshot::read(&*app.ports.store, selling, scope).await?;
    tracing::info!(
        airports = snapshot.index.airports().len(),
        flights = snapshot.index.flights().len(),
        tariff = snapshot.tariff,
        version = snapshot.version.0,
        "the world is loaded"
    );
    if snapshot.tariff == 0 {
        tracing::warn!(
            "there is no tariff, so nothing is sold: load one with \
             `airside tariff load FILE`"
        );
    }
    app.figures.loaded(&snapshot.index, app.now().unix_timestamp());
    app.world.replace(snapshot);
    match scope {
        // Adopting a world changes the capacity of departures that were sold from before.
        Scope::Everything => Ok(app.stock.load(&*app.ports.store, a_while_ago(app)).await?),
        Scope::Names => Ok(()),
    }
}

/// Reads everything that a node needs before it can answer.
pub async fn start_world(app: &App) -> Result<(), LoadError> {
    load_world(app).await
}

/// A flight that left an hour ago may still be yesterday's at its origin.
fn a_while_ago(app: &App) -> Date {
    (app.now() - Duration::days(2)).date()
}
