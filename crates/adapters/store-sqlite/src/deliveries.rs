//! Makes deliveries of what happened, hands them out, and deletes them.

use airside_app::webhooks::ClaimedDelivery;
use airside_primitives::EndpointId;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Binary};

use crate::column::{Instant, Key};
use crate::failure::Failure;
use crate::rows::webhooks::EventRow;
use crate::schema::{deliveries, delivery_attempts, events};

/// An event, an endpoint and its owner, where the endpoint may hear of the event now.
const HEARS: &str = "
    is_enabled AND users.blocked_at IS NULL AND users.leaving_at IS NULL
    AND (events.owner IS NULL OR events.owner = webhook_endpoints.owner
        OR (of_all AND users.role IN ('AGENT', 'ADMIN')))";

/// Events that nobody has looked at.
const UNSPREAD: &str = "SELECT id FROM events WHERE NOT is_spread ORDER BY id LIMIT ?1";

#[derive(QueryableByName)]
struct ClaimedRow {
    #[diesel(sql_type = Binary)]
    event: Key,
    #[diesel(sql_type = BigInt)]
    tries: i64,
    #[diesel(sql_type = BigInt)]
    attempts: i64,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Binary)]
    id: Key,
}

/// Owners, operators and, for what concerns everybody, all: each looked up by an index.
pub(crate) fn spread(
    connection: &mut SqliteConnection,
    now: Instant,
    limit: u16,
) -> Result<usize, Failure> {
    let limit = i64::from(limit);
    for reached in [
        "webhook_endpoints.owner = events.owner",
        "webhook_endpoints.of_all AND webhook_endpoints.owner IS NOT events.owner",
        "NOT webhook_endpoints.of_all AND events.owner IS NULL",
    ] {
        let deliveries = format!(
            "INSERT INTO deliveries (endpoint, event, state, next_at, tries, attempts)
             SELECT webhook_endpoints.id, events.id, 'PENDING', ?2, 0, 0
             FROM events
             JOIN webhook_endpoints ON {reached}
             JOIN users ON users.id = webhook_endpoints.owner
             WHERE events.id IN ({UNSPREAD}) AND {HEARS}
                AND instr(kinds, ' ' || events.kind || ' ') > 0
             ON CONFLICT DO NOTHING"
        );
        let deliveries = sql_query(deliveries).bind::<BigInt, _>(limit).bind::<BigInt, _>(now);
        deliveries.execute(connection)?;
    }
    let spread = format!("UPDATE events SET is_spread = 1 WHERE id IN ({UNSPREAD})");
    Ok(sql_query(spread).bind::<BigInt, _>(limit).execute(connection)?)
}

pub(crate) fn due_endpoints(
    connection: &mut SqliteConnection,
    due: Instant,
) -> Result<Vec<EndpointId>, Failure> {
    let found = sql_query(
        "SELECT webhook_endpoints.id FROM webhook_endpoints
         JOIN users ON users.id = webhook_endpoints.owner
         WHERE is_enabled AND blocked_at IS NULL AND leaving_at IS NULL
            AND EXISTS (SELECT 1 FROM deliveries
                WHERE endpoint = webhook_endpoints.id AND next_at <= ?1)
         ORDER BY webhook_endpoints.id",
    );
    let named: Vec<Named> = found.bind::<BigInt, _>(due).load(connection)?;
    Ok(named.into_iter().map(|it| EndpointId(it.id.0)).collect())
}

pub(crate) fn claim(
    connection: &mut SqliteConnection,
    endpoint: Key,
    due: Instant,
    again: Instant,
    limit: u16,
) -> Result<Vec<ClaimedDelivery>, Failure> {
    let claimed = format!(
        "UPDATE deliveries SET next_at = ?3
         WHERE endpoint = ?1 AND event IN (
            SELECT deliveries.event FROM deliveries
            JOIN events ON events.id = deliveries.event
            JOIN webhook_endpoints ON webhook_endpoints.id = deliveries.endpoint
            JOIN users ON users.id = webhook_endpoints.owner
            WHERE deliveries.endpoint = ?1 AND next_at <= ?2 AND {HEARS}
            ORDER BY next_at, deliveries.event
            LIMIT ?4)
         RETURNING event, tries, attempts"
    );
    let claimed: Vec<ClaimedRow> = sql_query(claimed)
        .bind::<Binary, _>(endpoint)
        .bind::<BigInt, _>(due)
        .bind::<BigInt, _>(again)
        .bind::<BigInt, _>(i64::from(limit))
        .load(connection)?;
    let mut deliveries = Vec::with_capacity(claimed.len());
    for ClaimedRow { event, tries, attempts } in claimed {
        let found = events::table.find(event).select(EventRow::as_select());
        deliveries.push(ClaimedDelivery {
            event: found.first(connection)?.event()?,
            tries: u32::try_from(tries).unwrap_or(u32::MAX),
            attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        });
    }
    Ok(deliveries)
}

pub(crate) fn forget_deliveries(
    connection: &mut SqliteConnection,
    endpoint: Key,
    limit: u16,
) -> Result<usize, Failure> {
    let of_endpoint = deliveries::table.filter(deliveries::endpoint.eq(endpoint));
    let some = of_endpoint.limit(limit.into()).select(deliveries::event);
    let some: Vec<Key> = some.load(connection)?;
    let tried = delivery_attempts::table.filter(delivery_attempts::endpoint.eq(endpoint));
    diesel::delete(tried.filter(delivery_attempts::event.eq_any(&some))).execute(connection)?;
    let made = deliveries::table.filter(deliveries::endpoint.eq(endpoint));
    Ok(diesel::delete(made.filter(deliveries::event.eq_any(&some))).execute(connection)?)
}

/// These events, with their deliveries.
pub(crate) fn forget_events(
    connection: &mut SqliteConnection,
    old: &[Key],
) -> Result<usize, Failure> {
    let made = deliveries::table.filter(deliveries::event.eq_any(old));
    let made: Vec<(Key, Key)> =
        made.select((deliveries::endpoint, deliveries::event)).load(connection)?;
    for (endpoint, event) in made {
        let tried = delivery_attempts::table.filter(
            delivery_attempts::endpoint.eq(endpoint).and(delivery_attempts::event.eq(event)),
        );
        diesel::delete(tried).execute(connection)?;
        diesel::delete(deliveries::table.find((endpoint, event))).execute(connection)?;
    }
    Ok(diesel::delete(events::table.filter(events::id.eq_any(old))).execute(connection)?)
}
