//! Dates as a person types and reads them, and the time it is here.

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, OffsetDateTime, UtcOffset};

const TYPED: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
const MOMENT: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
const DAY: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short] [day padding:none] [month repr:short] [year]");
const MINUTE: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]");

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
    Date::parse(text, TYPED).map_err(|_| "a date is written like 2026-12-01".to_owned())
}

/// When something happened or is due, `2026-11-30 01:09:15 UTC`.
pub(crate) fn moment(at: OffsetDateTime) -> String {
    shown(at.to_offset(UtcOffset::UTC), MOMENT)
}

/// The day on the clock that a time carries, `Wed 30 Dec 2026`.
pub(crate) fn day(at: OffsetDateTime) -> String {
    shown(at, DAY)
}

/// The minute on the clock that a time carries, `06:50`.
pub(crate) fn minute(at: OffsetDateTime) -> String {
    shown(at, MINUTE)
}

fn shown(at: OffsetDateTime, format: &[BorrowedFormatItem<'_>]) -> String {
    at.format(format).unwrap_or_else(|_| at.to_string())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn times_are_shown_without_what_nobody_reads() {
        let at = datetime!(2026-12-30 6:50:07.053458 +05:30);
        assert_eq!(moment(at), "2026-12-30 01:20:07 UTC");
        assert_eq!(day(at), "Wed 30 Dec 2026");
        assert_eq!(minute(at), "06:50");
    }
}
