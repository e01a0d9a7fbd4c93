//! Days from today, as pages write them.

use time::{Duration, OffsetDateTime};

/// The day so many days after today, `2026-12-01`.
pub(crate) fn day(ahead: i64) -> String {
    // A date is shown as year, month and day.
    now().date().saturating_add(Duration::days(ahead)).to_string()
}

/// Now, in milliseconds: what makes a name one of its kind.
pub(crate) fn stamp() -> i128 {
    now().unix_timestamp_nanos() / 1_000_000
}

#[expect(clippy::disallowed_methods, reason = "a command has no Clock port: it runs once")]
fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}
