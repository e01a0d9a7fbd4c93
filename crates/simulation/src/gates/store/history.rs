//! The history, read.

use airside_app::history::{HistoryEntry, Subject};
use airside_app::ports::StoreError;
use airside_app::ports::store::{History, Page};
use airside_primitives::HistoryId;
use async_trait::async_trait;

use super::StoreGate;

#[async_trait]
impl History for StoreGate {
    async fn history(
        &self,
        of: &Subject,
        page: Page<HistoryId>,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        self.read("store.history", self.store.history(of, page)).await
    }
}
