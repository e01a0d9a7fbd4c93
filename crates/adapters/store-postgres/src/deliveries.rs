//! Makes deliveries of what happened, hands them out to one node at a time, and deletes them.

use airside_app::webhooks::ClaimedDelivery;
use airside_primitives::{EndpointId, UserId};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::cached::Cached;
use crate::database::Database;
use crate::failure::Failure;
use crate::rows::webhooks::EventRow;
use crate::schema::events;

/// An event, an endpoint and its owner, where the endpoint may hear of the event now.
const HEARS: &str = "
    is_enabled AND users.blocked_at IS NULL AND users.leaving_at IS NULL
    AND (events.owner IS NULL OR events.owner = webhook_endpoints.owner
        OR (of_all AND users.role IN ('AGENT', 'ADMIN')))";

const DUE_ENDPOINTS: &str = "
    SELECT webhook_endpoints.id FROM webhook_endpoints
    JOIN users ON users.id = webhook_endpoints.owner
    WHERE is_enabled AND blocked_at IS NULL AND leaving_at IS NULL
        AND EXISTS (SELECT FROM deliveries WHERE endpoint = webhook_endpoints.id AND next_at <= $1)
    ORDER BY webhook_endpoints.id";

const FORGET_DELIVERIES: &str = "
    WITH chosen AS (SELECT event FROM deliveries WHERE endpoint = $1 LIMIT $2),
    tried AS (
        DELETE FROM delivery_attempts WHERE endpoint = $1 AND event IN (SELECT event FROM chosen)
    )
    DELETE FROM deliveries WHERE endpoint = $1 AND event IN (SELECT event FROM chosen)";

const OLD: &str = "SELECT id FROM events WHERE at < $1 ORDER BY at, id LIMIT $2";
const OWN: &str = "SELECT id FROM events WHERE owner = $1 LIMIT $2";
const FORGET_EVENTS: &str = "
    WITH tried AS (
        DELETE FROM delivery_attempts USING deliveries
        WHERE deliveries.event = ANY ($1::uuid[])
            AND delivery_attempts.endpoint = deliveries.endpoint
            AND delivery_attempts.event = deliveries.event
    ), made AS (DELETE FROM deliveries WHERE event = ANY ($1::uuid[]))
    DELETE FROM events WHERE id = ANY ($1::uuid[])";

#[derive(QueryableByName)]
struct ClaimedRow {
    #[diesel(sql_type = SqlUuid)]
    event: Uuid,
    #[diesel(sql_type = BigInt)]
    tries: i64,
    #[diesel(sql_type = BigInt)]
    attempts: i64,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    events: i64,
}

/// Owners, operators and, for what concerns everybody, all: each looked up by an index. Another node
/// that looks at the same time takes other events.
pub(crate) async fn spread(
    database: &Database,
    now: OffsetDateTime,
    limit: u16,
) -> Result<usize, Failure> {
    let told = |reached: &str| {
        format!(
            "SELECT webhook_endpoints.id, events.id FROM taken AS events
             JOIN webhook_endpoints ON {reached}
             JOIN users ON users.id = webhook_endpoints.owner
             WHERE {HEARS} AND strpos(kinds, ' ' || events.kind || ' ') > 0"
        )
    };
    let (owners, operators, all) = (
        told("webhook_endpoints.owner = events.owner"),
        told("of_all AND webhook_endpoints.owner IS DISTINCT FROM events.owner"),
        told("NOT of_all AND events.owner IS NULL"),
    );
    let statement = format!(
        "WITH taken AS (
            UPDATE events SET is_spread = true
            WHERE id = ANY (ARRAY (
                SELECT id FROM events WHERE NOT is_spread
                ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
            ))
            RETURNING id, kind, owner
        ), made AS (
            INSERT INTO deliveries (endpoint, event, state, next_at, tries, attempts)
            SELECT endpoint, event, 'PENDING', $2::timestamptz, 0, 0
            FROM ({owners} UNION ALL {operators} UNION ALL {all}) AS told (endpoint, event)
            ON CONFLICT DO NOTHING
        )
        SELECT count(*) AS events FROM taken"
    );
    let mut connection = database.connection().await?;
    let spread =
        sql_query(statement).bind::<BigInt, _>(i64::from(limit)).bind::<Timestamptz, _>(now);
    let counted: Counted = Cached(spread).get_result(&mut *connection).await?;
    Ok(usize::try_from(counted.events).unwrap_or_default())
}

pub(crate) async fn due_endpoints(
    database: &Database,
    due: OffsetDateTime,
) -> Result<Vec<EndpointId>, Failure> {
    let mut connection = database.connection().await?;
    let found = Cached(sql_query(DUE_ENDPOINTS).bind::<Timestamptz, _>(due));
    let named: Vec<Named> = found.load(&mut *connection).await?;
    Ok(named.into_iter().map(|it| EndpointId(it.id)).collect())
}

pub(crate) async fn claim(
    database: &Database,
    endpoint: EndpointId,
    due: OffsetDateTime,
    again: OffsetDateTime,
    limit: u16,
) -> Result<Vec<ClaimedDelivery>, Failure> {
    let statement = format!(
        "UPDATE deliveries SET next_at = $3
         WHERE endpoint = $1 AND event = ANY (ARRAY (
            SELECT deliveries.event FROM deliveries
            JOIN events ON events.id = deliveries.event
            JOIN webhook_endpoints ON webhook_endpoints.id = deliveries.endpoint
            JOIN users ON users.id = webhook_endpoints.owner
            WHERE deliveries.endpoint = $1 AND next_at <= $2 AND {HEARS}
            ORDER BY next_at, deliveries.event
            LIMIT $4
            FOR UPDATE OF deliveries SKIP LOCKED))
         RETURNING event, tries, attempts"
    );
    let mut connection = database.connection().await?;
    let claimed = sql_query(statement)
        .bind::<SqlUuid, _>(endpoint.0)
        .bind::<Timestamptz, _>(due)
        .bind::<Timestamptz, _>(again)
        .bind::<BigInt, _>(i64::from(limit));
    let claimed: Vec<ClaimedRow> = Cached(claimed).load(&mut *connection).await?;
    let ids: Vec<Uuid> = claimed.iter().map(|it| it.event).collect();
    let found = events::table.filter(events::id.eq_any(ids)).select(EventRow::as_select());
    let rows: Vec<EventRow> = found.load(&mut *connection).await?;
    drop(connection);
    rows.into_iter()
        .filter_map(|row| {
            let of = claimed.iter().find(|it| it.event == row.id)?;
            let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
            let (tries, attempts) = (count(of.tries), count(of.attempts));
            Some(row.event().map(|event| ClaimedDelivery { event, tries, attempts }))
        })
        .collect()
}

pub(crate) async fn forget_deliveries(
    database: &Database,
    endpoint: EndpointId,
    limit: u16,
) -> Result<usize, Failure> {
    let mut connection = database.connection().await?;
    let forgotten = sql_query(FORGET_DELIVERIES)
        .bind::<SqlUuid, _>(endpoint.0)
        .bind::<BigInt, _>(i64::from(limit));
    Ok(Cached(forgotten).execute(&mut *connection).await?)
}

/// Events of before `before`, with their deliveries.
pub(crate) async fn forget_old(
    database: &Database,
    before: OffsetDateTime,
    limit: u16,
) -> Result<usize, Failure> {
    let mut connection = database.connection().await?;
    let old = sql_query(OLD).bind::<Timestamptz, _>(before).bind::<BigInt, _>(i64::from(limit));
    let old: Vec<Named> = Cached(old).load(&mut *connection).await?;
    drop(connection);
    forget(database, old).await
}

/// Events of a user's bookings, with their deliveries.
pub(crate) async fn forget_own(
    database: &Database,
    owner: UserId,
    limit: u16,
) -> Result<usize, Failure> {
    let mut connection = database.connection().await?;
    let own = sql_query(OWN).bind::<SqlUuid, _>(owner.0).bind::<BigInt, _>(i64::from(limit));
    let own: Vec<Named> = Cached(own).load(&mut *connection).await?;
    drop(connection);
    forget(database, own).await
}

async fn forget(database: &Database, events: Vec<Named>) -> Result<usize, Failure> {
    if events.is_empty() {
        return Ok(0);
    }
    let ids: Vec<Uuid> = events.into_iter().map(|it| it.id).collect();
    let mut connection = database.connection().await?;
    let forgotten = Cached(sql_query(FORGET_EVENTS).bind::<Array<SqlUuid>, _>(ids));
    Ok(forgotten.execute(&mut *connection).await?)
}
