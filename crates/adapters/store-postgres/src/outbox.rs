//! The outbox as its relays see it: messages are handed out, and given back if not sent.

use airside_app::ports::bus::Envelope;
use airside_primitives::EventId;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::cached::Cached;
use crate::database::Database;
use crate::failure::Failure;

/// Several nodes relay at the same time: a message handed to one is kept from the others for some
/// seconds, by the database's clock. A locked row is being handed out right now.
const CLAIM: &str = "
    UPDATE outbox SET claimed_until = clock_timestamp() + interval '5 seconds'
    WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM outbox
        WHERE sent_at IS NULL
            AND (claimed_until IS NULL OR claimed_until <= clock_timestamp())
        ORDER BY position
        LIMIT $1
        FOR UPDATE SKIP LOCKED
    ))
    RETURNING position, id, topic, body, trace";

/// What an older release sent is kept, with the time, until it is forgotten.
const TAKE_OFF: &str = "DELETE FROM outbox WHERE id = ANY ($1::uuid[]) AND sent_at IS NULL";

const UNSENT_SINCE: &str = "
    SELECT id FROM outbox
    WHERE sent_at IS NULL AND created_at <= $1
    ORDER BY position
    LIMIT $2";

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = BigInt)]
    position: i64,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    topic: Option<String>,
    #[diesel(sql_type = Text)]
    body: String,
    #[diesel(sql_type = Nullable<Text>)]
    trace: Option<String>,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Names what was written then or before and waits, oldest first; nothing is handed out.
pub(crate) async fn unsent_since(
    database: &Database,
    since: OffsetDateTime,
    limit: u16,
) -> Result<Vec<EventId>, Failure> {
    let mut connection = database.connection().await?;
    let query = sql_query(UNSENT_SINCE);
    let query = query.bind::<Timestamptz, _>(since).bind::<BigInt, _>(i64::from(limit));
    let named: Vec<Named> = Cached(query).load(&mut *connection).await?;
    Ok(named.into_iter().map(|it| EventId(it.id)).collect())
}

/// Hands out what waits, oldest first.
pub(crate) async fn claim(database: &Database, limit: u16) -> Result<Vec<Envelope>, Failure> {
    let mut connection = database.connection().await?;
    let claimed = Cached(sql_query(CLAIM).bind::<BigInt, _>(i64::from(limit)));
    let mut waiting: Vec<Waiting> = claimed.load(&mut *connection).await?;
    drop(connection);
    waiting.sort_unstable_by_key(|message| message.position);

    let unsent = waiting.into_iter().map(|Waiting { id, topic, body, trace, .. }| {
        Envelope::kept(EventId(id), topic.as_deref(), body, trace)
    });
    Ok(unsent.collect())
}

/// Takes off messages that were sent, all at once.
pub(crate) async fn take_off(database: &Database, ids: &[EventId]) -> Result<(), Failure> {
    // In one order for everybody, since two may have been handed the same.
    let mut ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    ids.sort_unstable();
    let mut connection = database.connection().await?;
    let taken_off = Cached(sql_query(TAKE_OFF).bind::<Array<SqlUuid>, _>(ids));
    taken_off.execute(&mut *connection).await?;
    Ok(())
}
