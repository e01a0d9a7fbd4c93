//! Flight numbers: an airline and up to four digits.

use std::fmt;
use std::str::FromStr;

use crate::code::{AirlineCode, InvalidCode};

/// A marketing flight number such as `6E2045`: an airline and 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlightNumber {
    airline: AirlineCode,
    number: u16,
}

const WANTED: &str = "a flight number such as 6E2045";

impl FlightNumber {
    /// `None` unless the number is 1 to 9999.
    pub fn new(airline: AirlineCode, number: u16) -> Option<Self> {
        (1..=9999).contains(&number).then_some(Self { airline, number })
    }

    /// The airline that sells the flight under this number.
    pub const fn airline(&self) -> AirlineCode {
        self.airline
    }

    /// The digits, 1 to 9999.
    pub const fn number(&self) -> u16 {
        self.number
    }
}

impl FromStr for FlightNumber {
    type Err = InvalidCode;

    /// Reads `6E2045`; leading zeros are allowed (`BA0012`).
    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let invalid = || InvalidCode::new(text, WANTED);
        let (airline, digits) = text.split_at_checked(2).ok_or_else(invalid)?;
        let all_digits =
            (1..=4).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
        if !all_digits {
            return Err(invalid());
        }
        let airline = airline.parse().map_err(|_| invalid())?;
        let number = digits.parse().map_err(|_| invalid())?;
        Self::new(airline, number).ok_or_else(invalid)
    }
}

impl fmt::Display for FlightNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.airline, self.number)
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
        for wrong in ["", "6E", "6E0", "6E20455", "6E+12", "éé12", "QZ12A"] {
            assert!(wrong.parse::<FlightNumber>().is_err(), "{wrong}");
        }
    }
}
