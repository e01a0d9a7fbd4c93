//! The time it is here.

use time::{Date, OffsetDateTime};

/// Now, in UTC.
#[expect(clippy::disallowed_methods, reason = "a command has no Clock port: it runs once")]
pub(crate) fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// Today, in UTC.
pub(crate) fn today() -> Date {
    now().date()
}
