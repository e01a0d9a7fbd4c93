//! Hands out what waits for the gateway, to one node at a time.
//!
//! A claim is a row of `looks` that was added, or whose time had come and was moved on. A node that
//! finds the row locked waits, reads it again, and leaves it: its time has not come any more.

use airside_app::ports::store::{Claim, FIRST_PAUSE, LONGEST_PAUSE, Work};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use crate::cached::Cached;
use crate::database::Database;
use crate::failure::Failure;

/// What waits since `$2` or longer: its id, and since when.
const fn waiting(work: Work) -> &'static str {
    match work {
        Work::Events => {
            "SELECT id, received_at AS since FROM gateway_events
             WHERE settled_at IS NULL AND received_at <= $2"
        }
        Work::Refunds => {
            "SELECT id::text AS id, created_at AS since FROM refunds
             WHERE NOT is_finished AND created_at <= $2"
        }
        Work::Payments => {
            "SELECT payments.id::text AS id, updated_at AS since
             FROM payments JOIN bookings ON bookings.id = payments.booking
             WHERE is_live AND updated_at <= $2 AND due_by IS NOT NULL"
        }
        Work::Closings => {
            "SELECT payments.id::text AS id, updated_at AS since
             FROM payments JOIN bookings ON bookings.id = payments.booking
             WHERE is_live AND updated_at <= $2 AND due_by IS NULL"
        }
    }
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = Text)]
    subject: String,
}

pub(crate) async fn claim(
    database: &Database,
    work: Work,
    since: OffsetDateTime,
    now: OffsetDateTime,
    limit: u16,
) -> Result<Vec<Claim>, Failure> {
    let statement = format!(
        "INSERT INTO looks (work, subject, next_at, times)
         SELECT $1::text, waiting.id, $3::timestamptz + interval '1 second' * $5::bigint, 1
         FROM ({}) AS waiting
         LEFT JOIN looks ON looks.work = $1 AND looks.subject = waiting.id
         WHERE looks.next_at IS NULL OR looks.next_at <= $3
         ORDER BY coalesce(looks.next_at, waiting.since), waiting.id
         LIMIT $4
         ON CONFLICT (work, subject) DO UPDATE SET
             next_at = $3 + interval '1 second' * least($5 << least(looks.times, 20)::int, $6),
             times = looks.times + 1
         WHERE looks.next_at <= $3
         RETURNING subject",
        waiting(work)
    );
    let mut connection = database.connection().await?;
    let claimed = Cached(
        sql_query(statement)
            .bind::<Text, _>(work.code())
            .bind::<Timestamptz, _>(since)
            .bind::<Timestamptz, _>(now)
            .bind::<BigInt, _>(i64::from(limit))
            .bind::<BigInt, _>(FIRST_PAUSE.whole_seconds())
            .bind::<BigInt, _>(LONGEST_PAUSE.whole_seconds()),
    );
    let claimed: Vec<Claimed> = claimed.load(&mut *connection).await?;
    Ok(claimed.into_iter().filter_map(|Claimed { subject }| work.claim(subject)).collect())
}
