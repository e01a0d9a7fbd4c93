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
use crate::database::READERS;

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    since: Option<Instant>,
}

/// What waits since a time of its own, that time, and where it is. Each is a partial index, read
/// whole: it holds what waits and no more.
const SINCE: [(Waiting, &str, &str); 12] = [
    (Waiting::Outbox, "created_at", "outbox WHERE sent_at IS NULL"),
    (Waiting::GatewayEvents, "received_at", "gateway_events WHERE settled_at IS NULL"),
    (Waiting::Payments, "updated_at", "payments WHERE is_live"),
    (Waiting::Refunds, "created_at", "refunds WHERE NOT is_finished"),
    (Waiting::Documents, "created_at", "documents WHERE is_pending"),
    (Waiting::FailedDocuments, "created_at", "documents WHERE is_failed"),
    (Waiting::Mails, "next_at", "mails WHERE next_at IS NOT NULL"),
    (Waiting::FailedMails, "ended_at", "mails WHERE state = 'FAILED'"),
    (Waiting::Webhooks, "next_at", "deliveries WHERE next_at IS NOT NULL"),
    (
        Waiting::FailingEndpoints,
        "failing_since",
        "webhook_endpoints WHERE failing_since IS NOT NULL",
    ),
    (Waiting::OverdueHolds, "due_by", "bookings WHERE due_by IS NOT NULL"),
    (Waiting::Departures, "since", "touched_departures WHERE since IS NOT NULL"),
];

/// What waits until a time of its own, and that time.
const UNTIL: [(Waiting, &str, &str); 2] = [
    (Waiting::Holds, "due_by", "bookings WHERE due_by IS NOT NULL"),
    (Waiting::ScheduleChanges, "answer_by", "bookings WHERE answer_by IS NOT NULL"),
];

/// How to count each kind; `?1` is now.
fn queries() -> impl Iterator<Item = (Waiting, String)> {
    let since = SINCE.into_iter().map(|(what, at, from)| {
        let query =
            format!("SELECT count(*) AS count, min({at}) AS since FROM {from} AND {at} <= ?1");
        (what, query)
    });
    let until = UNTIL.into_iter().map(|(what, at, from)| {
        let query = format!("SELECT count(*) AS count, NULL AS since FROM {from} AND {at} > ?1");
        (what, query)
    });
    since.chain(until)
}

#[async_trait]
impl Watching for SqliteStore {
    async fn backlogs(&self, now: OffsetDateTime) -> Result<Vec<Backlog>, StoreError> {
        self.read(move |connection| {
            let mut backlogs = Vec::with_capacity(Waiting::ALL.len());
            for (what, query) in queries() {
                let counted = sql_query(query).bind::<BigInt, _>(Instant(now));
                let Counted { count, since } = counted.get_result(connection)?;
                backlogs.push(Backlog { what, count, since: since.map(|Instant(at)| at) });
            }
            Ok(backlogs)
        })
        .await
    }

    fn connections(&self) -> Connections {
        let open = self.readers.state().connections as usize;
        let in_use = (READERS as usize).saturating_sub(self.turns.available_permits());
        Connections { most: READERS as usize, in_use, idle: open.saturating_sub(in_use) }
    }
}
