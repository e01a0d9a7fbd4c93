//! Days and times, by the custom of a language, always by the clock of the place.

use time::{Date, OffsetDateTime};

use crate::texts::Texts;

/// As `Tue 1 Dec 2026`.
pub(crate) fn day(texts: &Texts, date: Date) -> String {
    let weekday = texts.weekdays[usize::from(date.weekday().number_days_from_monday())];
    let month = texts.months[usize::from(u8::from(date.month())) - 1];
    let short = month.char_indices().nth(3).map_or(month.len(), |(at, _)| at);
    (texts.date)(weekday, date.day(), &month[..short], date.year())
}

/// As `December 2026`.
pub(crate) fn month(texts: &Texts, date: Date) -> String {
    format!("{} {}", texts.months[usize::from(u8::from(date.month())) - 1], date.year())
}

/// As `08:05`.
pub(crate) fn clock(at: OffsetDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// As `Tue 1 Dec 2026, 08:00`.
pub(crate) fn moment(texts: &Texts, at: OffsetDateTime) -> String {
    format!("{}, {}", day(texts, at.date()), clock(at))
}

/// As `1 h 05 min`.
pub(crate) fn duration(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}

/// As a field of a form has it, `2026-12-01`.
pub(crate) fn iso(date: Date) -> String {
    let (year, month, day) = date.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}", u8::from(month))
}

/// What [`iso`] writes.
pub(crate) fn read_iso(text: &str) -> Option<Date> {
    let mut parts = text.trim().splitn(3, '-');
    let year = parts.next()?.parse().ok().filter(|year| (1..=9999).contains(year))?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Date::from_calendar_date(year, month.try_into().ok()?, day).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::texts::{ENGLISH, GERMAN};

    #[test]
    fn a_day_is_written_as_the_language_writes_it() {
        assert_eq!(day(&ENGLISH, date!(2026 - 12 - 01)), "Tue 1 Dec 2026");
        assert_eq!(day(&GERMAN, date!(2026 - 03 - 14)), "Sa., 14. Mär. 2026");
    }

    #[test]
    fn a_date_is_read_as_it_is_written() {
        assert_eq!(read_iso(&iso(date!(2026 - 02 - 09))), Some(date!(2026 - 02 - 09)));
        for wrong in ["", "2026-13-01", "2026-02-30", "1.2.2026", "-1-01-01", "99999-01-01"] {
            assert_eq!(read_iso(wrong), None, "{wrong}");
        }
    }
}
