//! Times as people read them on documents and in mails: `Tue 1 Dec 2026, 08:00 IST`.

use time::{Date, Month, Weekday};

use crate::ports::documents::LocalTime;

/// `Tue 1 Dec 2026`.
pub fn day(date: Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    };
    let month = match date.month() {
        Month::January => "Jan",
        Month::February => "Feb",
        Month::March => "Mar",
        Month::April => "Apr",
        Month::May => "May",
        Month::June => "Jun",
        Month::July => "Jul",
        Month::August => "Aug",
        Month::September => "Sep",
        Month::October => "Oct",
        Month::November => "Nov",
        Month::December => "Dec",
    };
    format!("{weekday} {} {month} {}", date.day(), date.year())
}

/// `08:00`.
pub fn clock(time: &LocalTime) -> String {
    format!("{:02}:{:02}", time.at.hour(), time.at.minute())
}

/// `Tue 1 Dec 2026, 08:00 IST`.
pub fn moment(time: &LocalTime) -> String {
    format!("{}, {} {}", day(time.at.date()), clock(time), time.zone)
}

/// `2 h 10 min`.
pub fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}
