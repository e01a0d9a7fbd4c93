//! Mails that are due, and those that are over.

use airside_app::ports::StoreError;
use airside_app::ports::store::Mails;
use airside_primitives::MailId;
use async_trait::async_trait;
use diesel::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::SqliteStore;
use crate::column::{Instant, Key};
use crate::failure::Failure;
use crate::schema::mails;

const FAILED: &str = airside_app::mail::Mail::FAILED;

#[async_trait]
impl Mails for SqliteStore {
    async fn due_mails(&self, now: OffsetDateTime, limit: u16) -> Result<Vec<MailId>, StoreError> {
        self.read(move |connection| {
            let due = mails::table
                .filter(mails::next_at.le(Instant(now)))
                .order((mails::next_at, mails::id))
                .limit(limit.into());
            let ids = due.select(mails::id).load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| MailId(id)).collect())
        })
        .await
    }

    async fn failed_mails(
        &self,
        after: Option<MailId>,
        limit: u16,
    ) -> Result<Vec<MailId>, StoreError> {
        let after = Key(after.map_or(Uuid::nil(), |id| id.0));
        self.read(move |connection| {
            let failed = mails::table
                .filter(mails::state.eq(FAILED))
                .filter(mails::id.gt(after))
                .order(mails::id)
                .limit(limit.into());
            let ids = failed.select(mails::id).load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| MailId(id)).collect())
        })
        .await
    }

    async fn forget_mails(
        &self,
        sent_before: OffsetDateTime,
        failed_before: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let (sent_before, failed_before) = (Instant(sent_before), Instant(failed_before));
        let forgotten = self.writer.write(move |connection| {
            let over = mails::table.filter(mails::ended_at.lt(sent_before)).filter(
                mails::state.ne(FAILED).or(mails::ended_at.lt(failed_before).assume_not_null()),
            );
            diesel::delete(over).execute(connection)?;
            Ok::<_, Failure>(())
        });
        Ok(forgotten.await?)
    }
}
