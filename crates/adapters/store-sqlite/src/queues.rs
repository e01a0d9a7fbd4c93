//! What a person has to look at.

use airside_app::ports::StoreError;
use airside_app::ports::store::Queues;
use airside_primitives::DocumentId;
use async_trait::async_trait;
use diesel::prelude::*;

use crate::SqliteStore;
use crate::column::Key;
use crate::schema::documents;

#[async_trait]
impl Queues for SqliteStore {
    async fn failed_documents(&self, limit: u16) -> Result<Vec<DocumentId>, StoreError> {
        self.read(move |connection| {
            let failed = documents::table
                .filter(documents::is_failed)
                .order((documents::created_at, documents::id))
                .limit(limit.into());
            let ids = failed.select(documents::id).load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| DocumentId(id)).collect())
        })
        .await
    }
}
