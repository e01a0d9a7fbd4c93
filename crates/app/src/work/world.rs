//! Loads the world into memory: at start, and whenever it changed. Uses the store.

use airside_primitives::AirlineCode;
use airside_search::ConnectingTimes;
use time::Duration;

use crate::context::App;
use crate::ports::StoreError;
use crate::world::Snapshot;

/// How journeys connect, which the store does not know.
#[derive(Debug, Clone)]
pub struct WorldLoader {
    pub partners: Vec<[AirlineCode; 2]>,
    pub connecting: ConnectingTimes,
}

impl WorldLoader {
    /// Reads the world and builds a new index, while searches go on in the old one.
    pub async fn load(&self, app: &App) -> Result<(), StoreError> {
        let _turn = app.world.turn().await;
        let store = &*app.ports.store;
        let snapshot =
            Snapshot::read(store, self.partners.clone(), self.connecting.clone()).await?;
        tracing::info!(
            airports = snapshot.index.airports().len(),
            flights = snapshot.index.flights().len(),
            "the world is loaded"
        );
        app.world.replace(snapshot);
        Ok(())
    }

    /// Reads everything that a node needs before it can answer.
    pub async fn start(&self, app: &App) -> Result<(), StoreError> {
        self.load(app).await?;
        // A flight that left an hour ago may still be yesterday's at its origin.
        let yesterday = (app.now() - Duration::days(2)).date();
        app.stock.load(&*app.ports.store, yesterday).await
    }
}
