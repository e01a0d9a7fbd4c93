//! Loads the world into memory: at start, and whenever it changed. Uses the store.

use airside_primitives::Currency;
use airside_tariff::TariffFaults;
use thiserror::Error;
use time::{Date, Duration};

use crate::context::App;
use crate::ports::StoreError;
use crate::ports::store::WorldVersion;
use crate::world::Snapshot;

/// Loads what is sold in one currency.
#[derive(Debug, Clone, Copy)]
pub struct WorldLoader {
    /// The one selling currency of this deployment.
    pub selling: Currency,
    pub scope: Scope,
}

impl WorldLoader {
    pub const fn everything(selling: Currency) -> Self {
        Self { selling, scope: Scope::Everything }
    }
}

/// How much of the world a process needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What is sold, and how much of it is left.
    Everything,
    /// What documents say of it: airports, airlines and the tariff.
    Names,
}

/// Reads the world and builds a new index, while searches go on in the old one.
pub async fn load_world(app: &App) -> Result<(), LoadError> {
    let _turn = app.world.turn().await;
    read_world(app).await
}

/// Reads the world again, unless somebody has read a newer one than `known` meanwhile.
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
             `cargo xtask tariff load FILE`"
        );
    }
    app.world.replace(snapshot);
    match scope {
        // Adopting a world changes what departures can sell that were sold from before.
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

/// Why the world is not loaded.
#[derive(Debug, Error)]
pub enum LoadError {
    #[error(
        "the tariff in the store (version {version}) is in {found}, and selling.currency is \
         {selling}: set selling.currency to {found}, or load a tariff in {selling} with \
         `cargo xtask tariff load FILE`"
    )]
    TariffCurrency { version: u32, found: Currency, selling: Currency },
    #[error(
        "the fares in the store are in {found}, and selling.currency is {selling}: set \
         selling.currency to {found}, or replace them by fares in {selling} with \
         `cargo xtask import fares FILE --replace`"
    )]
    FaresCurrency { found: Currency, selling: Currency },
    /// A later release asks more of a tariff than the one that took it.
    #[error("the tariff in the store (version {version}) cannot be used:\n{faults}")]
    Tariff { version: u32, faults: TariffFaults },
    #[error("loading was interrupted")]
    Interrupted,
    #[error(transparent)]
    Store(#[from] StoreError),
}
