//! What a person has to look at, read.

use airside_app::ports::StoreError;
use airside_app::ports::store::Queues;
use airside_primitives::DocumentId;
use async_trait::async_trait;

use super::StoreGate;

#[async_trait]
impl Queues for StoreGate {
    async fn failed_documents(&self, limit: u16) -> Result<Vec<DocumentId>, StoreError> {
        self.read("store.failed_documents", self.store.failed_documents(limit)).await
    }
}
