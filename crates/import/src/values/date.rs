//! Dates: `2026-12-01`, and other spellings that can be only one date.

use time::{Date, Month};

use crate::sheet::quoted;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The years that a timetable or a fare can be of.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

/// `2026-12-01`, `2026/12/1`, `20261201`, `01DEC26`, `1 Dec 2026`, `Dec 1, 2026`,
/// `25/12/2026`, and `2026-12-01 00:00:00` as spreadsheets export it.
///
/// `01/12/2026` is refused: it is 1 December in one country and 12 January in another.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    let lower = text.to_ascii_lowercase();
    let parts = parts(without_midnight(&lower));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts[..] {
        [all] => basic(all),
        [first, second, third] => match (month(first), month(second)) {
            (None, None) => return numbers(text, first, second, third),
            (None, Some(month)) => named(first, month, third),
            (Some(month), None) if third.len() == 4 => named(second, month, third),
            (Some(_), _) => None,
        },
        _ => None,
    }
    .ok_or_else(|| wrong(text))
}

fn wrong(text: &str) -> String {
    format!("{} is not a date such as 2026-12-01", quoted(text))
}

/// The date of a date and time at midnight.
fn without_midnight(text: &str) -> &str {
    let Some((date, time)) = text.split_once(['t', ' ']) else { return text };
    let is_midnight = time.starts_with("00:00") && time.bytes().all(|it| b"0:.z".contains(&it));
    if is_midnight { date } else { text }
}

/// Runs of digits and of letters, without what separates them; none for any other sign.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    for letter in text.chars() {
        let kind = if letter.is_ascii_digit() {
            Some(true)
        } else if letter.is_ascii_alphabetic() {
            Some(false)
        } else if ['-', '/', '.', ',', ' '].contains(&letter) {
            None
        } else {
            return Vec::new();
        };
        match (kind, parts.last_mut()) {
            (Some(_), Some(part)) if kind == last => part.push(letter),
            (Some(_), _) => parts.push(letter.to_string()),
            (None, _) => {}
        }
        last = kind;
    }
    parts
}

/// An English month by its name or at least three letters of it.
fn month(text: &str) -> Option<Month> {
    let at = MONTHS.iter().position(|name| text.len() >= 3 && name.starts_with(text))?;
    Month::try_from(u8::try_from(at + 1).ok()?).ok()
}

/// `20261201`.
fn basic(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.is_ascii() {
        return None;
    }
    calendar(&text[..4], &text[4..6], &text[6..])
}

/// A day, a month by its name, and a year of four digits or, as in `01DEC26`, two.
fn named(day: &str, month: Month, year: &str) -> Option<Date> {
    let number = u8::from(month).to_string();
    match (day.len(), year.len()) {
        (1 | 2, 4) => calendar(year, &number, day),
        (1 | 2, 2) => calendar(&format!("20{year}"), &number, day),
        (4, 1 | 2) => calendar(day, &number, year),
        _ => None,
    }
}

fn numbers(text: &str, first: &str, second: &str, third: &str) -> Result<Date, String> {
    if first.len() == 4 {
        return calendar(first, second, third).ok_or_else(|| wrong(text));
    }
    let day_first = calendar(third, second, first);
    let month_first = calendar(third, first, second);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => {
            Err(format!("{} may be {one} or {other}: write one of these", quoted(text)))
        }
        (Some(date), _) | (None, Some(date)) => Ok(date),
        (None, None) => Err(wrong(text)),
    }
}

fn calendar(year: &str, month: &str, day: &str) -> Option<Date> {
    let is_plain = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    let year = year.parse().ok().filter(|year| is_plain && YEARS.contains(year))?;
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date as on;

    use super::*;

    #[test]
    fn one_date_has_many_spellings() {
        for text in [
            "2026-12-01",
            "2026/12/01",
            "2026-12-1",
            "2026.12.01",
            "20261201",
            "01DEC26",
            "01Dec2026",
            "1 Dec 2026",
            "1-Dec-26",
            "01-DEC-2026",
            "1 December 2026",
            "Dec 1, 2026",
            "December 1 2026",
            "2026-Dec-01",
            "2026-12-01 00:00:00",
            "2026-12-01T00:00:00.000Z",
        ] {
            assert_eq!(date(text), Ok(on!(2026 - 12 - 01)), "{text}");
        }
        assert_eq!(date("25/12/2026"), Ok(on!(2026 - 12 - 25)));
        assert_eq!(date("12/25/2026"), Ok(on!(2026 - 12 - 25)));
        assert_eq!(date("12.12.2026"), Ok(on!(2026 - 12 - 12)));
        assert_eq!(date("1 Sept 2026"), Ok(on!(2026 - 09 - 01)));
    }

    #[test]
    fn a_date_that_may_be_two_is_refused_with_both() {
        for text in ["01/12/2026", "1.12.2026", "01-12-2026"] {
            assert_eq!(
                date(text),
                Err(format!("{text:?} may be 2026-12-01 or 2026-01-12: write one of these"))
            );
        }
    }

    #[test]
    fn what_may_be_no_date_is_refused() {
        for wrong in [
            "",
            "2026-13-01",
            "2026-02-30",
            "30 Feb 2026",
            "2026-12",
            "12/2026",
            "01/12/26",
            "26-12-01",
            "46357",
            "01122026",
            "1 D 2026",
            "1 Dezember 2026",
            "Dec 1 26",
            "2026-12-01 08:00",
            "2026-12-01-02",
            "1 Dec",
            "tomorrow",
            "0226-12-01",
            "2126-12-01",
            "١-١٢-٢٠٢٦",
            "é",
        ] {
            assert_eq!(date(wrong), Err(super::wrong(wrong)), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_date_is_read_as_it_is_written(day in 2_451_545..2_488_069_i32) {
            let wanted = Date::from_julian_day(day).unwrap();
            prop_assert_eq!(date(&wanted.to_string()), Ok(wanted));
            let (year, month, day) = wanted.to_calendar_date();
            let short = &month.to_string()[..3];
            prop_assert_eq!(date(&format!("{day:02}{short}{:02}", year % 100)), Ok(wanted));
            prop_assert_eq!(date(&format!("{month} {day}, {year}")), Ok(wanted));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,16}") {
            let _ = date(&text);
        }
    }
}
