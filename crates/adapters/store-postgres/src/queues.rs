//! What a person has to look at.

use airside_app::ports::StoreError;
use airside_app::ports::store::Queues;
use airside_primitives::DocumentId;
use async_trait::async_trait;
use diesel::prelude::*;
use uuid::Uuid;

use crate::PostgresStore;
use crate::schema::documents;

#[async_trait]
impl Queues for PostgresStore {
    async fn failed_documents(&self, limit: u16) -> Result<Vec<DocumentId>, StoreError> {
        let failed = documents::table
            .filter(documents::is_failed)
            .order((documents::created_at, documents::id))
            .limit(limit.into())
            .select(documents::id);
        let ids = self.load::<_, Uuid>(failed).await?;
        Ok(ids.into_iter().map(DocumentId).collect())
    }
}
