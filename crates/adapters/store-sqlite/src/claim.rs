//! Hands out what waits for the gateway, each piece later every time.

use airside_app::ports::store::{Claim, FIRST_PAUSE, LONGEST_PAUSE, Work};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use crate::column::Instant;
use crate::failure::Failure;

/// What waits since `?2` or longer: its id as text, and since when.
const fn waiting(work: Work) -> &'static str {
    match work {
        Work::Events => {
            "SELECT id, received_at AS since FROM gateway_events
             WHERE settled_at IS NULL AND received_at <= ?2"
        }
        Work::Refunds => {
            "SELECT lower(hex(id)) AS id, created_at AS since FROM refunds
             WHERE NOT is_finished AND created_at <= ?2"
        }
        Work::Payments => {
            "SELECT lower(hex(payments.id)) AS id, updated_at AS since
             FROM payments JOIN bookings ON bookings.id = payments.booking
             WHERE is_live AND updated_at <= ?2 AND due_by IS NOT NULL"
        }
        Work::Closings => {
            "SELECT lower(hex(payments.id)) AS id, updated_at AS since
             FROM payments JOIN bookings ON bookings.id = payments.booking
             WHERE is_live AND updated_at <= ?2 AND due_by IS NULL"
        }
    }
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = Text)]
    subject: String,
}

pub(crate) fn claim(
    connection: &mut SqliteConnection,
    work: Work,
    since: Instant,
    now: Instant,
    limit: u16,
) -> Result<Vec<Claim>, Failure> {
    let statement = format!(
        "INSERT INTO looks (work, subject, next_at, times)
         SELECT ?1, waiting.id, ?3 + 1000000 * ?5, 1
         FROM ({}) AS waiting
         LEFT JOIN looks ON looks.work = ?1 AND looks.subject = waiting.id
         WHERE looks.next_at IS NULL OR looks.next_at <= ?3
         ORDER BY coalesce(looks.next_at, waiting.since), waiting.id
         LIMIT ?4
         ON CONFLICT (work, subject) DO UPDATE SET
             next_at = ?3 + 1000000 * min(?5 << min(looks.times, 20), ?6),
             times = looks.times + 1
         RETURNING subject",
        waiting(work)
    );
    let claimed: Vec<Claimed> = sql_query(statement)
        .bind::<Text, _>(work.code())
        .bind::<BigInt, _>(since)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(i64::from(limit))
        .bind::<BigInt, _>(FIRST_PAUSE.whole_seconds())
        .bind::<BigInt, _>(LONGEST_PAUSE.whole_seconds())
        .load(connection)?;
    Ok(claimed.into_iter().filter_map(|Claimed { subject }| work.claim(subject)).collect())
}
