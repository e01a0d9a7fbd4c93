//! Seat numbers, and the kinds of seat that passengers prefer.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::code::InvalidCode;

/// A seat such as `12A`: a row from 1 to 99 and a letter A to K, never I.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeatNumber {
    row: u8,
    letter: u8,
}

/// The letters of seats, left to right.
const LETTERS: &[u8; 10] = b"ABCDEFGHJK";

impl SeatNumber {
    /// The highest row.
    pub const LAST_ROW: u8 = 99;

    /// Every seat that a row may have; none in a row that no aircraft has.
    pub fn in_row(row: u8) -> impl Iterator<Item = Self> {
        LETTERS.iter().filter_map(move |letter| Self::new(row, char::from(*letter)))
    }

    /// `None` unless the row is 1 to 99 and the letter one of ABCDEFGHJK.
    pub fn new(row: u8, letter: char) -> Option<Self> {
        let letter = u8::try_from(letter).ok()?;
        let valid = (1..=Self::LAST_ROW).contains(&row) && LETTERS.contains(&letter);
        valid.then_some(Self { row, letter })
    }

    pub const fn row(&self) -> u8 {
        self.row
    }

    pub const fn letter(&self) -> char {
        self.letter as char
    }
}

impl FromStr for SeatNumber {
    type Err = InvalidSeatNumber;

    fn from_str(text: &str) -> Result<Self, InvalidSeatNumber> {
        let invalid = || InvalidSeatNumber(text.chars().take(10).collect());
        let (row, letter) = text
            .len()
            .checked_sub(1)
            .and_then(|at| text.split_at_checked(at))
            .ok_or_else(invalid)?;
        let plain = row.bytes().all(|it| it.is_ascii_digit()) && !row.starts_with('0');
        if !plain {
            return Err(invalid());
        }
        let row = row.parse().map_err(|_| invalid())?;
        letter.chars().next().and_then(|it| Self::new(row, it)).ok_or_else(invalid)
    }
}

impl fmt::Display for SeatNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.row, self.letter())
    }
}

/// Text that is no seat number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not a seat number such as 12A")]
pub struct InvalidSeatNumber(String);

/// Where a seat is in its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SeatKind {
    Window,
    Middle,
    Aisle,
}

impl SeatKind {
    /// The code of the API, `WINDOW`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Window => "WINDOW",
            Self::Middle => "MIDDLE",
            Self::Aisle => "AISLE",
        }
    }
}

/// The kind of seat that a passenger prefers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SeatPreference {
    Window,
    Middle,
    Aisle,
    #[default]
    Any,
}

impl SeatPreference {
    pub const ALL: [Self; 4] = [Self::Window, Self::Middle, Self::Aisle, Self::Any];

    pub const fn likes(self, kind: SeatKind) -> bool {
        match self {
            Self::Window => matches!(kind, SeatKind::Window),
            Self::Middle => matches!(kind, SeatKind::Middle),
            Self::Aisle => matches!(kind, SeatKind::Aisle),
            Self::Any => true,
        }
    }

    /// The code of the API, `WINDOW`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Window => "WINDOW",
            Self::Middle => "MIDDLE",
            Self::Aisle => "AISLE",
            Self::Any => "ANY",
        }
    }
}

impl FromStr for SeatPreference {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let found = Self::ALL.into_iter().find(|preference| preference.code() == text);
        found.ok_or_else(|| InvalidCode::new(text, "WINDOW, MIDDLE, AISLE or ANY"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seat_numbers_are_read_strictly() {
        assert_eq!("12A".parse::<SeatNumber>().unwrap().to_string(), "12A");
        for wrong in ["", "A", "12", "12I", "012A", "0A", "100A", "+1A", "1é", "12a"] {
            assert!(wrong.parse::<SeatNumber>().is_err(), "{wrong}");
        }
    }
}
