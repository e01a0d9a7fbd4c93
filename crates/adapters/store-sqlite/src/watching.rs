//! How much waits, and how busy the connections are.

use airside_app::ports::StoreError;
use airside_app::ports::store::{Backlog, Connections, Waiting, Watching};
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Nullable};
use time::OffsetDateTime;

use crate::SqliteStore;
use crate::column::Instant;

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    since: Option<Instant>,
}

/// What waits: where it is, at `?1` which is now, and since when the oldest does, where that is known.
/// Most are partial indexes, read whole: they hold what waits and no more.
const KINDS: [(Waiting, &str, &str); 14] = [
    (Waiting::Outbox, "outbox WHERE sent_at IS NULL AND created_at <= ?1", "min(created_at)"),
    (
        Waiting::GatewayEvents,
        "gateway_events WHERE settled_at IS NULL AND received_at <= ?1",
        "min(received_at)",
    ),
    (Waiting::Payments, "payments WHERE is_live AND updated_at <= ?1", "min(updated_at)"),
    (Waiting::Refunds, "refunds WHERE NOT is_finished AND created_at <= ?1", "min(created_at)"),
    // A receipt is there before it is asked for.
    (Waiting::Documents, "documents WHERE is_pending AND created_at <= ?1", NOT_KNOWN),
    (Waiting::FailedDocuments, "documents WHERE is_failed AND created_at <= ?1", "min(created_at)"),
    (Waiting::Mails, "mails WHERE next_at <= ?1", "min(next_at)"),
    (Waiting::FailedMails, "mails WHERE state = 'FAILED' AND ended_at <= ?1", "min(ended_at)"),
    // To those who are told nothing now, nothing is late.
    (
        Waiting::Webhooks,
        "deliveries JOIN webhook_endpoints ON webhook_endpoints.id = deliveries.endpoint
         JOIN users ON users.id = webhook_endpoints.owner
         WHERE next_at <= ?1 AND is_enabled AND blocked_at IS NULL AND leaving_at IS NULL",
        "min(next_at)",
    ),
    (
        Waiting::FailingEndpoints,
        "webhook_endpoints WHERE failing_since <= ?1 AND is_enabled",
        "min(failing_since)",
    ),
    (Waiting::Holds, "bookings WHERE due_by > ?1", NOT_KNOWN),
    (Waiting::OverdueHolds, "bookings WHERE due_by <= ?1", "min(due_by)"),
    (Waiting::Departures, "touched_departures WHERE since <= ?1", "min(since)"),
    (Waiting::ScheduleChanges, "bookings WHERE answer_by > ?1", NOT_KNOWN),
];

const NOT_KNOWN: &str = "NULL";

#[async_trait]
impl Watching for SqliteStore {
    async fn backlogs(&self, now: OffsetDateTime) -> Result<Vec<Backlog>, StoreError> {
        self.read(move |connection| {
            let mut backlogs = Vec::with_capacity(Waiting::ALL.len());
            for (what, from, since) in KINDS {
                let query = format!("SELECT count(*) AS count, {since} AS since FROM {from}");
                let counted = sql_query(query).bind::<BigInt, _>(Instant(now));
                let Counted { count, since } = counted.get_result(connection)?;
                backlogs.push(Backlog { what, count, since: since.map(|Instant(at)| at) });
            }
            Ok(backlogs)
        })
        .await
    }

    fn connections(&self) -> Connections {
        self.readers.connections()
    }
}
