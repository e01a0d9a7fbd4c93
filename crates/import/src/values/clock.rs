//! Clock times, in whole minutes: `08:05`, and other spellings of it.

use time::Time;

use super::number::day_offset;
use crate::sheet::quoted;

/// Half of the day, where a time says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// `08:05`, `8:05`, `0805`, `805`, `08.05`, `08h05`, `08:05:00`, `8:05 AM`, `8 pm`.
///
/// `5` or `30` are refused (an hour or a minute?), and so are `0.25` (a quarter of a day, as
/// spreadsheets keep 06:00), `24:00`, a time with an offset from UTC, and seconds other than
/// zero.
pub(crate) fn clock(text: &str) -> Result<Time, String> {
    let lower = text.to_lowercase();
    let (rest, half) = half(&lower);
    let parts = parts(rest, half.is_some());
    let time = parts.and_then(|(hour, minute)| {
        let hour = match half {
            None => hour,
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(Half::Morning) => hour % 12,
            Some(Half::Afternoon) => hour % 12 + 12,
        };
        Time::from_hms(hour, minute, 0).ok()
    });
    time.ok_or_else(|| {
        let hint = if rest.starts_with("24") { " (midnight is 00:00 of the next day)" } else { "" };
        format!("{} is not a local time such as 08:05{hint}", quoted(text))
    })
}

/// A time of arrival, which may have its day behind it: `06:10+1`, `06:10 (+1)`.
pub(crate) fn arrival_clock(text: &str) -> Result<(Time, Option<i8>), String> {
    let bare = text.trim_end_matches(')');
    let Some(sign) = bare.rfind(['+', '-']).filter(|sign| bare.len() - sign == 2 && *sign > 0)
    else {
        return clock(text).map(|time| (time, None));
    };
    let (time, day) = bare.split_at(sign);
    let time = clock(time.trim_end_matches([' ', '(']))?;
    Ok((time, Some(day_offset(day)?)))
}

fn half(text: &str) -> (&str, Option<Half>) {
    let ends = [
        ("am", Half::Morning),
        ("a.m.", Half::Morning),
        ("pm", Half::Afternoon),
        ("p.m.", Half::Afternoon),
    ];
    let found =
        ends.into_iter().find_map(|(end, half)| Some((text.strip_suffix(end)?, Some(half))));
    found.map_or((text, None), |(rest, half)| (rest.trim_end(), half))
}

/// Hours and minutes, as two numbers that need not make a time.
fn parts(text: &str, may_lack_minutes: bool) -> Option<(u8, u8)> {
    let separator = text.find(|it: char| !it.is_ascii_digit());
    let Some(separator) = separator else {
        return match text.len() {
            1 | 2 if may_lack_minutes => Some((text.parse().ok()?, 0)),
            3 | 4 => {
                let (hour, minute) = text.split_at(text.len() - 2);
                Some((hour.parse().ok()?, minute.parse().ok()?))
            }
            _ => None,
        };
    };
    let sign = text[separator..].chars().next().filter(|it| [':', '.', 'h'].contains(it))?;
    let mut fields = text.split(sign);
    let (hour, minute) = (fields.next()?, fields.next()?);
    let may_be_a_fraction = sign == '.' && hour == "0";
    let seconds = fields.next();
    let has_whole_minutes = seconds.is_none_or(|seconds| {
        let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
        whole == "00" && !fraction.is_empty() && fraction.bytes().all(|it| it == b'0')
    });
    let is_time = (1..=2).contains(&hour.len()) && minute.len() == 2 && has_whole_minutes;
    let is_plain = [hour, minute].iter().all(|part| part.bytes().all(|it| it.is_ascii_digit()));
    if may_be_a_fraction || !is_time || !is_plain || fields.next().is_some() {
        return None;
    }
    Some((hour.parse().ok()?, minute.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::time;

    use super::*;

    #[test]
    fn one_time_has_many_spellings() {
        for text in [
            "08:05",
            "8:05",
            "0805",
            "805",
            "08.05",
            "8.05",
            "08h05",
            "8H05",
            "08:05:00",
            "08:05:00.000",
            "08.05.00",
            "8:05 AM",
            "08:05AM",
            "08:05 a.m.",
            "0805 am",
        ] {
            assert_eq!(clock(text), Ok(time!(08:05)), "{text}");
        }
        for (text, wanted) in [
            ("00:00", time!(00:00)),
            ("0000", time!(00:00)),
            ("23:59", time!(23:59)),
            ("12:30 AM", time!(00:30)),
            ("12:30 PM", time!(12:30)),
            ("1:00pm", time!(13:00)),
            ("8 PM", time!(20:00)),
        ] {
            assert_eq!(clock(text), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_may_be_no_time_is_refused() {
        for wrong in [
            "",
            "5",
            "30",
            "08",
            "24:00",
            "2400",
            "25:00",
            "08:60",
            "0860",
            "08:5",
            "8.5",
            "08:05:30",
            "08:05:00.5",
            "08:05Z",
            "08:05+05:30",
            "08:05 IST",
            "13:00 PM",
            "0:30 AM",
            "080500",
            "0.25",
            "08-05",
            "08:05:00:00",
            "é8:05",
            "-8:05",
            "08:+5",
            "::",
            "0x10",
        ] {
            let message = clock(wrong).unwrap_err();
            assert!(message.contains("is not a local time such as 08:05"), "{message}");
        }
        assert!(clock("24:00").unwrap_err().contains("midnight is 00:00 of the next day"));
    }

    #[test]
    fn an_arrival_may_name_its_day() {
        for (text, day) in [
            ("06:10", None),
            ("06:10+1", Some(1)),
            ("0610 +1", Some(1)),
            ("06:10 (+1)", Some(1)),
            ("06:10-1", Some(-1)),
            ("6:10 AM +2", Some(2)),
        ] {
            assert_eq!(arrival_clock(text), Ok((time!(06:10), day)), "{text}");
        }
        for wrong in ["06:10+3", "+1", "06:10+05:30", "06:10+05", "06:10+", "06:10 1"] {
            assert!(arrival_clock(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_time_is_read_as_it_is_written(hour in 0_u8..24, minute in 0_u8..60) {
            let wanted = Time::from_hms(hour, minute, 0).unwrap();
            prop_assert_eq!(clock(&format!("{hour:02}:{minute:02}")), Ok(wanted));
            prop_assert_eq!(clock(&format!("{hour}{minute:02}")), Ok(wanted));
            let (of_twelve, half) = ((hour + 11) % 12 + 1, if hour < 12 { "AM" } else { "PM" });
            prop_assert_eq!(clock(&format!("{of_twelve}:{minute:02} {half}")), Ok(wanted));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,12}") {
            let _ = arrival_clock(&text);
        }
    }
}
