//! Reading what a person has to look at, where no sweeper does.

use airside_primitives::DocumentId;
use async_trait::async_trait;

use crate::ports::store::StoreError;

/// Reads what went wrong for good.
#[async_trait]
pub trait Queues: Send + Sync {
    /// Documents that could not be made, oldest first.
    async fn failed_documents(&self, limit: u16) -> Result<Vec<DocumentId>, StoreError>;
}
