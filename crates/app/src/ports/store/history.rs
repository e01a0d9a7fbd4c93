//! Reading the history: who of the house did what, and why.

use airside_primitives::HistoryId;
use async_trait::async_trait;

use crate::history::{HistoryEntry, Subject};
use crate::ports::store::{Page, StoreError};

/// Reads what was done.
#[async_trait]
pub trait History: Send + Sync {
    /// The lines about a subject, newest first; of a booking also those that are listed with it.
    async fn history(
        &self,
        of: &Subject,
        page: Page<HistoryId>,
    ) -> Result<Vec<HistoryEntry>, StoreError>;
}
