//! Flight numbers: an airline, up to four digits, and sometimes a letter.
//!
//! The letter is the operational suffix: it tells apart two flights of one number on one
//! day, as when yesterday's leaves late. A number with a suffix is another number.

use std::fmt;
use std::str::FromStr;

use crate::code::{AirlineCode, InvalidCode};

/// A flight number such as `6E2045` or `BA12D`: an airline, 1 to 9999, and an operational
/// suffix where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlightNumber {
    airline: AirlineCode,
    number: u16,
    /// `A` to `Z`; 0 for none, so that the plain number comes first.
    suffix: u8,
}

const WANTED: &str = "a flight number such as 6E2045";

impl FlightNumber {
    /// `None` unless the number is 1 to 9999.
    pub fn new(airline: AirlineCode, number: u16) -> Option<Self> {
        (1..=9999).contains(&number).then_some(Self { airline, number, suffix: 0 })
    }

    /// The same number with an operational suffix; `None` unless it is `A` to `Z`.
    pub fn with_suffix(self, suffix: char) -> Option<Self> {
        let suffix = u8::try_from(suffix).ok().filter(u8::is_ascii_uppercase)?;
        Some(Self { suffix, ..self })
    }

    /// The airline that sells the flight under this number.
    pub const fn airline(&self) -> AirlineCode {
        self.airline
    }

    /// The digits, 1 to 9999.
    pub const fn number(&self) -> u16 {
        self.number
    }

    /// The operational suffix, `A` to `Z`.
    pub const fn suffix(&self) -> Option<char> {
        if self.suffix == 0 { None } else { Some(self.suffix as char) }
    }
}

impl FromStr for FlightNumber {
    type Err = InvalidCode;

    /// Reads `6E2045` and `6E2045A`; leading zeros are allowed (`BA0012`).
    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let invalid = || InvalidCode::new(text, WANTED);
        let (airline, rest) = text.split_at_checked(2).ok_or_else(invalid)?;
        let suffix = rest.chars().last().filter(char::is_ascii_uppercase);
        let digits = if suffix.is_some() { &rest[..rest.len() - 1] } else { rest };
        let all_digits =
            (1..=4).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
        if !all_digits {
            return Err(invalid());
        }
        let airline = airline.parse().map_err(|_| invalid())?;
        let number = digits.parse().map_err(|_| invalid())?;
        let plain = Self::new(airline, number).ok_or_else(invalid)?;
        match suffix {
            None => Ok(plain),
            Some(suffix) => plain.with_suffix(suffix).ok_or_else(invalid),
        }
    }
}

impl fmt::Display for FlightNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.airline, self.number)?;
        self.suffix().map_or(Ok(()), |suffix| write!(f, "{suffix}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flight_number_is_an_airline_and_digits() {
        let number: FlightNumber = "6E2045".parse().unwrap();
        assert_eq!((number.airline().as_str(), number.number()), ("6E", 2045));
        assert_eq!("BA0012".parse::<FlightNumber>().unwrap().to_string(), "BA12");
        for wrong in
            ["", "6E", "6E0", "6E20455", "6E+12", "éé12", "QZ12AB", "QZA", "QZ12a", "QZ12é"]
        {
            assert!(wrong.parse::<FlightNumber>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_suffix_makes_another_number() {
        let late: FlightNumber = "BA0012D".parse().unwrap();
        assert_eq!((late.number(), late.suffix()), (12, Some('D')));
        assert_eq!(late.to_string(), "BA12D");
        let plain: FlightNumber = "BA12".parse().unwrap();
        assert_eq!(plain.suffix(), None);
        assert!(plain < late && plain != late);
        assert_eq!(plain.with_suffix('D'), Some(late));
        assert_eq!(plain.with_suffix('d'), None);
    }
}
