//! Loads the world into memory: at start, and whenever it changed. Uses the store.

use airside_primitives::Currency;
use airside_tariff::TariffFaults;
use thiserror::Error;
use time::Duration;

use crate::context::App;
use crate::ports::StoreError;
use crate::world::Snapshot;

/// Loads what is sold in one currency.
#[derive(Debug, Clone)]
pub struct WorldLoader {
    /// The one selling currency of this deployment.
    pub selling: Currency,
}

impl WorldLoader {
    /// Reads the world and builds a new index, while searches go on in the old one.
    pub async fn load(&self, app: &App) -> Result<(), LoadError> {
        let _turn = app.world.turn().await;
        let store = &*app.ports.store;
        let snapshot = Snapshot::read(store, self.selling).await?;
        tracing::info!(
            airports = snapshot.index.airports().len(),
            flights = snapshot.index.flights().len(),
            tariff = snapshot.tariff,
            "the world is loaded"
        );
        if snapshot.tariff == 0 {
            tracing::warn!(
                "there is no tariff, so nothing is sold: load one with \
                 `cargo xtask tariff load FILE`"
            );
        }
        app.world.replace(snapshot);
        Ok(())
    }

    /// Reads everything that a node needs before it can answer.
    pub async fn start(&self, app: &App) -> Result<(), LoadError> {
        self.load(app).await?;
        // A flight that left an hour ago may still be yesterday's at its origin.
        let yesterday = (app.now() - Duration::days(2)).date();
        Ok(app.stock.load(&*app.ports.store, yesterday).await?)
    }
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
