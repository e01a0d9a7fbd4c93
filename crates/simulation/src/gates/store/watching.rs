//! What waits, counted.

use airside_app::ports::StoreError;
use airside_app::ports::store::{Backlog, Connections, Watching};
use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreGate;

#[async_trait]
impl Watching for StoreGate {
    async fn backlogs(&self, now: OffsetDateTime) -> Result<Vec<Backlog>, StoreError> {
        self.read("store.backlogs", self.store.backlogs(now)).await
    }

    fn connections(&self) -> Connections {
        self.store.connections()
    }
}
