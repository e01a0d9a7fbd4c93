//! Deletes what is no longer needed, from the tables that only grow.
//!
//! A little at a time, each in a transaction of its own, so no lock is held for long; what
//! another node is deleting just now is skipped.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::cached::Cached;
use crate::database::Database;
use crate::failure::Failure;

/// The most rows in one transaction.
const BATCH: u16 = 1_000;

const ANSWERS: &str = "
    DELETE FROM answers WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM answers WHERE expires_at <= $1
        ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))";
const MESSAGES: &str = "
    DELETE FROM outbox WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM outbox WHERE sent_at < $1
        ORDER BY sent_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))";
const EVENTS: &str = "
    DELETE FROM gateway_events WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM gateway_events WHERE settled_at < $1
        ORDER BY settled_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))";
const LOOKS: &str = "
    DELETE FROM looks WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM looks WHERE next_at < $1
        ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))";
const TOKENS: &str = "
    DELETE FROM refresh_tokens WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM refresh_tokens WHERE expires_at < $1
        ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))
    RETURNING session";
const SESSIONS: &str = "
    DELETE FROM sessions WHERE id = ANY ($1::uuid[])
        AND NOT EXISTS (SELECT FROM refresh_tokens WHERE session = sessions.id)";

#[derive(QueryableByName)]
struct OfSession {
    #[diesel(sql_type = SqlUuid)]
    session: Uuid,
}

/// Deletes answers that have expired at `now`; and what was over before `over_before`:
/// messages sent, events settled, and logins whose last refresh token has expired.
pub(crate) async fn forget(
    database: &Database,
    now: OffsetDateTime,
    over_before: OffsetDateTime,
) -> Result<(), Failure> {
    let connection = &mut *database.connection().await?;
    for (rows, before) in
        [(ANSWERS, now), (MESSAGES, over_before), (EVENTS, over_before), (LOOKS, over_before)]
    {
        while delete(connection, rows, before).await? == usize::from(BATCH) {}
    }
    while forget_logins(connection, over_before).await? == usize::from(BATCH) {}
    Ok(())
}

async fn delete(
    connection: &mut AsyncPgConnection,
    rows: &'static str,
    before: OffsetDateTime,
) -> Result<usize, Failure> {
    let deleted =
        sql_query(rows).bind::<Timestamptz, _>(before).bind::<BigInt, _>(i64::from(BATCH));
    Ok(Cached(deleted).execute(connection).await?)
}

/// A login goes with its last token: until then a used token may be tried again, and must be
/// recognised.
async fn forget_logins(
    connection: &mut AsyncPgConnection,
    before: OffsetDateTime,
) -> Result<usize, Failure> {
    let forgotten = connection.transaction(async |connection| {
        let deleted =
            sql_query(TOKENS).bind::<Timestamptz, _>(before).bind::<BigInt, _>(i64::from(BATCH));
        let deleted: Vec<OfSession> = Cached(deleted).load(connection).await?;
        if !deleted.is_empty() {
            let sessions: Vec<Uuid> = deleted.iter().map(|token| token.session).collect();
            let over = sql_query(SESSIONS).bind::<Array<SqlUuid>, _>(sessions);
            Cached(over).execute(connection).await?;
        }
        Ok::<_, diesel::result::Error>(deleted.len())
    });
    Ok(forgotten.await?)
}
