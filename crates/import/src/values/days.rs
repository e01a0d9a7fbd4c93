//! Days of the week: `1457`, where 1 is Monday, and other spellings.

use airside_timetable::OperatingDays;

use super::number::whole;
use crate::sheet::quoted;

const NAMES: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// A letter for each day, as timetables print them, from Monday and from Sunday.
const FROM_MONDAY: &[u8; 7] = b"mtwtfss";
const FROM_SUNDAY: &[u8; 7] = b"smtwtfs";
/// What stands for a day without a flight.
const BLANKS: &[u8] = b".-_0";

/// `1457`, `1 4 5 7`, `1..45.7`, `1--45-7`, `1004507`, `Mon Thu Fri Sun`, `M..TF.S`,
/// `Daily`, and `X67` for all but 6 and 7.
///
/// `1-5` and `Mon-Fri` are refused (a range, or two days?), and so is a week of ones and
/// zeros, which some begin on Sunday.
pub(crate) fn days(text: &str) -> Result<OperatingDays, String> {
    let lower = text.to_lowercase();
    let bits = daily(&lower)
        .or_else(|| numbers(whole(&lower)))
        .or_else(|| places(&lower))
        .or_else(|| letters(&lower))
        .or_else(|| except(&lower))
        .or_else(|| names(&lower));
    bits.and_then(OperatingDays::from_bits).ok_or_else(|| {
        format!("{} is not days of the week such as 1457, where 1 is Monday", quoted(text))
    })
}

fn daily(text: &str) -> Option<u8> {
    ["daily", "everyday", "every day"].contains(&text).then_some(OperatingDays::EVERY_DAY.bits())
}

/// Digits in any order, none twice, with spaces, commas or strokes between them.
fn numbers(text: &str) -> Option<u8> {
    let digits = text.bytes().filter(|it| !b" ,/".contains(it));
    let mut bits = 0;
    for digit in digits {
        let bit = bit(digit)?;
        if bits & bit != 0 {
            return None;
        }
        bits |= bit;
    }
    Some(bits)
}

fn bit(digit: u8) -> Option<u8> {
    (b'1'..=b'7').contains(&digit).then(|| 1 << (digit - b'1'))
}

/// Each digit in its own position, and a sign for each other day.
///
/// Dots at the end may be missing, as in `1.3.5`; of other signs all seven positions are needed.
fn places(text: &str) -> Option<u8> {
    let is_whole = text.len() == 7
        || (text.len() < 7
            && text.bytes().all(|it| it == b'.' || it.is_ascii_digit() && it != b'0'));
    let mut bits = 0;
    for (place, sign) in (b'1'..).zip(text.bytes()) {
        if sign == place {
            bits |= bit(sign)?;
        } else if !BLANKS.contains(&sign) {
            return None;
        }
    }
    is_whole.then_some(bits)
}

/// `MTWTFSS` with signs for the days without a flight. A lone last `S` is refused: where weeks
/// begin on Sunday it is Saturday.
fn letters(text: &str) -> Option<u8> {
    let week = |letters: &[u8; 7]| {
        let mut bits = 0_u8;
        for (at, sign) in text.bytes().enumerate() {
            if sign == letters[at] {
                bits |= 1 << at;
            } else if !BLANKS.contains(&sign) {
                return None;
            }
        }
        Some(bits)
    };
    if text.len() != 7 || week(FROM_SUNDAY).is_some() {
        return None;
    }
    week(FROM_MONDAY)
}

/// All days but those named: `X67`.
fn except(text: &str) -> Option<u8> {
    let digits = text.strip_prefix('x')?;
    let but = numbers(digits).filter(|bits| *bits != 0)?;
    Some(OperatingDays::EVERY_DAY.bits() & !but)
}

/// English names, of at least two letters each: `Mon, Wed`, `MoWeFr`.
fn names(text: &str) -> Option<u8> {
    let mut bits = 0;
    for word in text.split([' ', ',', '/', ';', '+', '&']).filter(|word| !word.is_empty()) {
        match word {
            "and" => {}
            word => {
                let found = name(word).or_else(|| run_together(word))?;
                if bits & found != 0 {
                    return None;
                }
                bits |= found;
            }
        }
    }
    Some(bits)
}

fn name(word: &str) -> Option<u8> {
    let at = NAMES.iter().position(|name| word.len() >= 2 && name.starts_with(word));
    at.map(|at| 1 << at)
}

/// Names of two or of three letters without anything between them.
fn run_together(word: &str) -> Option<u8> {
    let of = |length: usize| {
        let mut bits = 0;
        for part in word.as_bytes().chunks(length) {
            let found = std::str::from_utf8(part).ok().filter(|part| part.len() == length);
            let found = found.and_then(name)?;
            if bits & found != 0 {
                return None;
            }
            bits |= found;
        }
        Some(bits)
    };
    of(3).or_else(|| of(2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_days_have_many_spellings() {
        for text in [
            "135",
            "1 3 5",
            "1,3,5",
            "1/3/5",
            "531",
            "135.0",
            "1.3.5..",
            "1.3.5",
            "1-3-5--",
            "1_3_5__",
            "1030500",
            "Mon Wed Fri",
            "mon,wed,fri",
            "Monday, Wednesday and Friday",
            "MoWeFr",
            "MonWedFri",
            "Mo We Fr",
            "M.W.F..",
            "m-w-f--",
            "X2467",
            "x 2 4 6 7",
        ] {
            assert_eq!(days(text).map(|days| days.to_string()), Ok("135".to_owned()), "{text}");
        }
        for (text, wanted) in [
            ("Daily", "1234567"),
            ("1234567", "1234567"),
            ("MTWTFSS", "1234567"),
            (".....SS", "67"),
            (".T.T...", "24"),
            ("X67", "12345"),
            ("X6", "123457"),
            ("Tues Thurs", "24"),
            ("Sat/Sun", "67"),
            ("......7", "7"),
            ("7", "7"),
        ] {
            assert_eq!(days(text).map(|days| days.to_string()), Ok(wanted.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_may_be_other_days_is_refused() {
        for wrong in [
            "", "0", "8", "11", "1-5", "1-7", "1-3", "1.5", "Mon-Fri", "Mon-Wed", "1010100",
            "1111111", "SMTWTFS", "......S", "X", "X1234567", ".......", "0000000", "M", "T T",
            "Mon Mon", "Weekdays", "Mo Di Mi", "12345678", "D", "é", "1 x", "and", "7......",
        ] {
            assert!(days(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn days_are_read_as_they_are_written(bits in 1_u8..128, blank in "[.\\-_0]") {
            let wanted = OperatingDays::from_bits(bits).unwrap();
            let spread = |between: &str| {
                let digits: Vec<_> = wanted.to_string().chars().map(String::from).collect();
                digits.join(between)
            };
            let placed: String = (0..7)
                .map(|at| if bits & (1 << at) == 0 { blank.clone() } else { (at + 1).to_string() })
                .collect();
            let named: Vec<_> =
                (0..7).filter(|at| bits & (1 << at) != 0).map(|at| &NAMES[at][..3]).collect();
            for text in [spread(""), spread(" "), spread(", "), placed, named.join(" "), named.concat()] {
                prop_assert_eq!(days(&text), Ok(wanted), "{}", text);
            }
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,12}|[1-7.MTWFSx -]{0,9}") {
            let _ = days(&text);
        }
    }
}
