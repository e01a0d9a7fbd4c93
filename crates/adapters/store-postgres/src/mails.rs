//! Mails that are due, and those that are over.

use airside_app::mail::Mail;
use airside_app::ports::StoreError;
use airside_app::ports::store::Mails;
use airside_primitives::MailId;
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::PostgresStore;
use crate::cached::Cached;
use crate::failure::Failure;
use crate::schema::mails;

/// The most rows in one transaction: no lock is held for long.
const BATCH: u16 = 1_000;

const OVER: &str = "
    DELETE FROM mails WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM mails
        WHERE ended_at < $1 AND (state <> $3 OR ended_at < $2)
        ORDER BY ended_at LIMIT $4 FOR UPDATE SKIP LOCKED
    ))";

#[async_trait]
impl Mails for PostgresStore {
    async fn due_mails(&self, now: OffsetDateTime, limit: u16) -> Result<Vec<MailId>, StoreError> {
        let due = mails::table
            .filter(mails::next_at.le(now))
            .order((mails::next_at, mails::id))
            .limit(limit.into())
            .select(mails::id);
        let ids = self.load::<_, Uuid>(due).await?;
        Ok(ids.into_iter().map(MailId).collect())
    }

    async fn failed_mails(
        &self,
        after: Option<MailId>,
        limit: u16,
    ) -> Result<Vec<MailId>, StoreError> {
        let failed = mails::table
            .filter(mails::state.eq(Mail::FAILED.to_owned()))
            .filter(mails::id.gt(after.map_or(Uuid::nil(), |id| id.0)))
            .order(mails::id)
            .limit(limit.into())
            .select(mails::id);
        let ids = self.load::<_, Uuid>(failed).await?;
        Ok(ids.into_iter().map(MailId).collect())
    }

    async fn forget_mails(
        &self,
        sent_before: OffsetDateTime,
        failed_before: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let forgotten = async {
            let connection = &mut *self.database.connection().await?;
            loop {
                let over = sql_query(OVER)
                    .bind::<Timestamptz, _>(sent_before)
                    .bind::<Timestamptz, _>(failed_before)
                    .bind::<Text, _>(Mail::FAILED)
                    .bind::<BigInt, _>(i64::from(BATCH));
                let deleted = Cached(over).execute(connection).await?;
                if deleted < usize::from(BATCH) {
                    return Ok::<_, Failure>(());
                }
            }
        };
        Ok(forgotten.await?)
    }
}
