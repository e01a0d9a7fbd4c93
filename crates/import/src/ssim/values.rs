//! Dates, times, days and offsets as the format spells them.

use airside_primitives::FlightNumber;
use airside_timetable::OperatingDays;
use time::{Date, Month};

use super::record::quoted;

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// An open date: from the beginning, or for ever.
const OPEN: &str = "00XXX00";

/// Minutes of a day.
pub(super) const DAY: i32 = 1440;

/// `25OCT26`, of this century; `None` for `00XXX00`.
pub(super) fn date(text: &str) -> Result<Option<Date>, String> {
    if text == OPEN {
        return Ok(None);
    }
    let read = || {
        let (day, rest) = text.split_at_checked(2)?;
        let (month, year) = rest.split_at_checked(3)?;
        let month = MONTHS.iter().position(|name| *name == month)?;
        let month = Month::try_from(u8::try_from(month + 1).ok()?).ok()?;
        let year = 2000 + i32::from(digits(year, 2)?);
        Date::from_calendar_date(year, month, u8::try_from(digits(day, 2)?).ok()?).ok()
    };
    read().map(Some).ok_or_else(|| format!("{} is not a date such as 25OCT26", quoted(text)))
}

/// Minutes from midnight: `0000` to `2359`.
pub(super) fn departure_time(text: &str) -> Result<i32, String> {
    minutes(text).filter(|minutes| *minutes < DAY).ok_or_else(|| not_a_time(text))
}

/// Minutes from midnight; an arrival at the end of a day is `2400`.
pub(super) fn arrival_time(text: &str) -> Result<i32, String> {
    minutes(text).filter(|minutes| *minutes <= DAY).ok_or_else(|| not_a_time(text))
}

fn not_a_time(text: &str) -> String {
    format!("{} is not a time hhmm", quoted(text))
}

/// Minutes that local time is ahead of UTC: `+0530`, `-0330`.
pub(super) fn variation(text: &str) -> Result<i32, String> {
    let read = || {
        let (sign, rest) = text.split_at_checked(1)?;
        let minutes = minutes(rest).filter(|minutes| *minutes < DAY)?;
        match sign {
            "+" => Some(minutes),
            "-" => Some(-minutes),
            _ => None,
        }
    };
    read().ok_or_else(|| format!("{} is not an offset such as +0530", quoted(text)))
}

/// As [`variation`] reads it.
pub(super) fn show_variation(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

/// `1 3 5 7`: each day's digit in its own position, a space, a zero or a stop in the others.
pub(super) fn days(raw: &[u8]) -> Option<OperatingDays> {
    let mut bits = 0;
    for place in 0..7_u8 {
        let byte = raw.get(usize::from(place)).copied().unwrap_or(b' ');
        if byte == b'1' + place {
            bits |= 1 << place;
        } else if !matches!(byte, b' ' | b'0' | b'.') {
            return None;
        }
    }
    OperatingDays::from_bits(bits)
}

/// Days from the first date of an itinerary: blank or `0` to `7`, `A` or `J` for the day before.
pub(super) fn date_variation(letter: u8) -> Option<i32> {
    match letter {
        b' ' => Some(0),
        b'0'..=b'7' => Some(i32::from(letter - b'0')),
        b'A' | b'J' => Some(-1),
        _ => None,
    }
}

/// 1 to 9999, spaces or zeros in front.
pub(super) fn flight_number(text: &str) -> Result<u16, String> {
    let number = digits(text, 4).filter(|number| *number > 0);
    number.ok_or_else(|| format!("{} is not a flight number from 1 to 9999", quoted(text)))
}

/// A number of at most `length` digits, and of nothing else.
pub(super) fn digits(text: &str, length: usize) -> Option<u16> {
    let is_number = text.len() <= length && text.bytes().all(|it| it.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// A serial number of six digits.
pub(super) fn serial(text: &str) -> Result<u32, String> {
    let is_serial = text.len() == 6 && text.bytes().all(|it| it.is_ascii_digit());
    let number = if is_serial { text.parse().ok() } else { None };
    number.ok_or_else(|| format!("{} is not a number of six digits", quoted(text)))
}

/// Another airline's flight as data elements 10 and 50 name it: `KL 2562`, `BA   12D`.
///
/// Three bytes for the airline, four for the number, one for the suffix; some leave the
/// padding out.
pub(super) fn flight(text: &str) -> Result<FlightNumber, String> {
    let packed: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    packed.parse().map_err(|_| format!("{} is not a flight such as \"KL 2562\"", quoted(text)))
}

/// `hhmm` from `0000` to `2400`.
fn minutes(text: &str) -> Option<i32> {
    let number = if text.len() == 4 { digits(text, 4)? } else { return None };
    let (hours, minutes) = (i32::from(number / 100), i32::from(number % 100));
    let minutes = if minutes < 60 { hours * 60 + minutes } else { return None };
    (minutes <= DAY).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn dates_are_of_this_century_and_may_be_open() {
        assert_eq!(date("25OCT26"), Ok(Some(date!(2026 - 10 - 25))));
        assert_eq!(date("00XXX00"), Ok(None));
        for wrong in ["", "31FEB26", "25oct26", "2512026", "25OKT26", "+5OCT26", "é5OCT2"] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn midnight_is_0000_for_those_who_leave_and_2400_for_those_who_arrive() {
        assert_eq!(departure_time("0000"), Ok(0));
        assert!(departure_time("2400").is_err());
        assert_eq!(arrival_time("2400"), Ok(DAY));
        assert_eq!(arrival_time("2580").unwrap_err(), "\"2580\" is not a time hhmm");
        for wrong in ["2401", "2360", "800", "08:0", "+800"] {
            assert!(arrival_time(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn offsets_are_written_as_they_are_read() {
        for text in ["+0530", "-0330", "+0000", "+1400"] {
            assert_eq!(variation(text).map(show_variation), Ok(text.to_owned()));
        }
        for wrong in ["0530", "+530", "+0560", "+05:0", "-24000"] {
            assert!(variation(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_day_stands_in_its_own_place() {
        let read = |text: &str| days(text.as_bytes()).map(|days| days.to_string());
        assert_eq!(read("1 3 5 7").as_deref(), Some("1357"));
        assert_eq!(read("10305 7").as_deref(), Some("1357"));
        assert_eq!(read("..3....").as_deref(), Some("3"));
        for wrong in ["       ", "135    ", "1234568", "7654321"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_flight_may_be_padded_or_packed() {
        for text in ["KL 2562", "KL2562", "KL  2562 "] {
            assert_eq!(flight(text).unwrap().to_string(), "KL2562");
        }
        assert_eq!(flight("BA   12D").unwrap().to_string(), "BA12D");
        assert!(flight("KLM2562").is_err());
    }
}
