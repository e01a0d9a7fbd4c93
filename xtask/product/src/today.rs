//! Dates that a person types, and the time it is here.

use time::macros::format_description;
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

/// Reads a date for the command line.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    let format = format_description!("[year]-[month]-[day]");
    Date::parse(text, format).map_err(|_| "a date is written like 2026-12-01".to_owned())
}
