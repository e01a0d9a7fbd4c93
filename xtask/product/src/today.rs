//! Dates that a person types, and the day it is here.

use time::macros::format_description;
use time::{Date, OffsetDateTime};

/// Today, in UTC.
pub(crate) fn today() -> Date {
    #[expect(clippy::disallowed_methods, reason = "a command has no Clock port: it runs once")]
    let now = OffsetDateTime::now_utc();
    now.date()
}

/// Reads a date for the command line.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    let format = format_description!("[year]-[month]-[day]");
    Date::parse(text, format).map_err(|_| "a date is written like 2026-12-01".to_owned())
}
