//! Plain numbers: days between departure and arrival, degrees.

use crate::sheet::quoted;

/// Days from the date of departure to that of arrival: `1`, `+1`, `-1`.
pub(crate) fn day_offset(text: &str) -> Result<i8, String> {
    let number = whole(text).parse().ok().filter(|days| (-1..=2).contains(days));
    number.ok_or_else(|| format!("{} is not a number of days from -1 to 2", quoted(text)))
}

/// Degrees with a point or, as spreadsheets of many countries have it, a comma.
pub(crate) fn degrees(text: &str, most: f64) -> Result<f64, String> {
    let is_number = text.bytes().all(|it| it.is_ascii_digit() || b"+-.,".contains(&it));
    let point = if text.contains('.') { text.to_owned() } else { text.replacen(',', ".", 1) };
    let found = point.parse::<f64>().ok().filter(|degrees| is_number && degrees.abs() <= most);
    found.ok_or_else(|| {
        format!("{} is not a number of degrees from -{most} to {most}", quoted(text))
    })
}

/// A whole number without the `.0` that spreadsheets and scripts put behind it.
pub(super) fn whole(text: &str) -> &str {
    match text.split_once('.') {
        Some((digits, zeros)) if !digits.is_empty() && is_zero(zeros) => digits,
        Some(_) | None => text,
    }
}

fn is_zero(fraction: &str) -> bool {
    !fraction.is_empty() && fraction.bytes().all(|it| it == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_from_one_before_to_two_after() {
        for (text, days) in [("0", 0), ("1", 1), ("+1", 1), ("-1", -1), ("2", 2), ("1.0", 1)] {
            assert_eq!(day_offset(text), Ok(days), "{text}");
        }
        for wrong in ["3", "-2", "", "next day", "1.5", "--1", "é"] {
            assert!(day_offset(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn degrees_have_a_point_or_a_comma() {
        for (text, value) in [("51.47", 51.47), ("51,47", 51.47), ("-0.46", -0.46), ("+7", 7.0)] {
            assert_eq!(degrees(text, 90.0), Ok(value), "{text}");
        }
        for wrong in ["95", "1.234,5", "1,2,3", "51°28'N", "NaN", "inf", "1e1", "", "."] {
            assert!(degrees(wrong, 90.0).is_err(), "{wrong}");
        }
    }
}
