//! The days of the week on which a flight operates.
//!
//! Days are those of the departure at the origin, and 1 is Monday, as timetables have it.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use time::Weekday;

/// One or more days of the week, written `1457`: 1 is Monday, 7 is Sunday.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperatingDays(u8);

impl OperatingDays {
    /// Monday to Sunday.
    pub const EVERY_DAY: Self = Self(0b111_1111);

    /// Whether the flight leaves on this day of the week.
    pub const fn contains(self, day: Weekday) -> bool {
        self.0 & (1 << day.number_days_from_monday()) != 0
    }

    /// How many days of the week, 1 to 7.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// A bit for each day, the lowest for Monday.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The days of [`Self::bits`]; `None` for no day, or for an eighth.
    pub const fn from_bits(bits: u8) -> Option<Self> {
        if bits == 0 || bits > Self::EVERY_DAY.0 { None } else { Some(Self(bits)) }
    }
}

impl FromStr for OperatingDays {
    type Err = InvalidOperatingDays;

    /// Reads ascending digits without repeats, as [`fmt::Display`] writes them.
    fn from_str(text: &str) -> Result<Self, InvalidOperatingDays> {
        let invalid = || InvalidOperatingDays(text.chars().take(20).collect());
        let mut bits = 0_u8;
        for digit in text.bytes() {
            if !(b'1'..=b'7').contains(&digit) {
                return Err(invalid());
            }
            let bit = 1 << (digit - b'1');
            if bits >= bit {
                return Err(invalid());
            }
            bits |= bit;
        }
        Self::from_bits(bits).ok_or_else(invalid)
    }
}

impl fmt::Display for OperatingDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = (1..=7).filter(|day| self.0 & (1 << (day - 1)) != 0);
        f.pad(&days.map(|day| char::from(b'0' + day)).collect::<String>())
    }
}

impl fmt::Debug for OperatingDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Text that names no days of the week.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not days of the week such as 1457, where 1 is Monday")]
pub struct InvalidOperatingDays(String);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_is_monday_and_seven_is_sunday() {
        let days: OperatingDays = "17".parse().unwrap();
        assert!(days.contains(Weekday::Monday));
        assert!(days.contains(Weekday::Sunday));
        assert!(!days.contains(Weekday::Tuesday));
    }

    #[test]
    fn days_are_read_strictly() {
        for wrong in ["", "0", "8", "11", "21", "1 2", "12345678", "é", "1,2"] {
            assert!(wrong.parse::<OperatingDays>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn days_are_written_as_they_are_read(bits in 1_u8..128) {
            let days = OperatingDays::from_bits(bits).unwrap();
            prop_assert_eq!(days.to_string().parse(), Ok(days));
            prop_assert_eq!(days.to_string().len(), days.count() as usize);
        }
    }
}
