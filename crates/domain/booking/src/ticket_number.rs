//! Electronic ticket numbers and the airlines' accounting codes that they begin with.
//!
//! The check digit is not part of the number: it is printed in a field of its own.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use airside_primitives::AirlineCode;
use thiserror::Error;

const SERIALS: u64 = 10_000_000_000;
const ACCOUNTING_CODES: u16 = 1_000;

/// A ticket number such as `098-1234567890`: an accounting code and a serial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketNumber {
    accounting_code: u16,
    serial: u64,
}

impl TicketNumber {
    /// `None` unless the code has at most three digits and the serial at most ten.
    pub fn new(accounting_code: u16, serial: u64) -> Option<Self> {
        let fits = accounting_code < ACCOUNTING_CODES && serial < SERIALS;
        fits.then_some(Self { accounting_code, serial })
    }

    /// The number with the last three digits of the code and the last ten of the serial.
    ///
    /// For serials that are counted up: they start again after ten thousand million.
    pub fn wrapping(accounting_code: u16, serial: u64) -> Self {
        Self { accounting_code: accounting_code % ACCOUNTING_CODES, serial: serial % SERIALS }
    }

    /// The airline's three digits.
    pub const fn accounting_code(&self) -> u16 {
        self.accounting_code
    }

    /// The ten digits after them.
    pub const fn serial(&self) -> u64 {
        self.serial
    }

    /// The check digit, 0 to 6, that goes with one flight coupon.
    ///
    /// The coupon's digit (the last one, if it has more), the accounting code and
    /// the serial, fourteen digits in all, modulo 7.
    pub fn check_digit(&self, coupon: u8) -> u8 {
        let digits = u64::from(coupon % 10) * u64::from(ACCOUNTING_CODES) * SERIALS
            + u64::from(self.accounting_code) * SERIALS
            + self.serial;
        u8::try_from(digits % 7).unwrap_or_default()
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}-{:010}", self.accounting_code, self.serial)
    }
}

impl FromStr for TicketNumber {
    type Err = InvalidTicketNumber;

    /// Reads `098-1234567890`, and nothing else.
    fn from_str(text: &str) -> Result<Self, InvalidTicketNumber> {
        let (code, serial) = text.split_once('-').ok_or(InvalidTicketNumber)?;
        let digits = |part: &str| part.bytes().all(|it| it.is_ascii_digit());
        if code.len() != 3 || serial.len() != 10 || !digits(code) || !digits(serial) {
            return Err(InvalidTicketNumber);
        }
        let accounting_code = code.parse().map_err(|_| InvalidTicketNumber)?;
        let serial = serial.parse().map_err(|_| InvalidTicketNumber)?;
        Self::new(accounting_code, serial).ok_or(InvalidTicketNumber)
    }
}

/// Text that is no ticket number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a ticket number has three digits, a hyphen and ten digits")]
pub struct InvalidTicketNumber;

/// The three digits, 1 to 999, that each airline's ticket numbers begin with.
///
/// Codes that IATA assigned are told. Any other airline gets a code made from its two characters:
/// always the same beside the same told codes, never one of them, but perhaps shared with another
/// such airline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketPrefixes {
    told: HashMap<AirlineCode, u16>,
}

impl TicketPrefixes {
    /// The accounting code of an airline.
    pub fn of(&self, airline: AirlineCode) -> u16 {
        self.told(airline).unwrap_or_else(|| self.derived(airline))
    }

    /// The accounting code that IATA assigned to an airline, where it was told.
    pub fn told(&self, airline: AirlineCode) -> Option<u16> {
        self.told.get(&airline).copied()
    }

    fn derived(&self, airline: AirlineCode) -> u16 {
        let value =
            |it: &u8| u16::from(if it.is_ascii_digit() { it - b'0' } else { it - b'A' + 10 });
        let seed = airline.as_bytes().iter().fold(0, |seed, it| seed * 36 + value(it));
        let last = ACCOUNTING_CODES - 1;
        let is_told = |code: &u16| self.told.values().any(|told| told == code);
        (seed..seed + last).map(|it| it % last + 1).find(|code| !is_told(code)).unwrap_or(last)
    }
}

impl FromIterator<(AirlineCode, u16)> for TicketPrefixes {
    /// Only the last three digits of a code count.
    fn from_iter<T: IntoIterator<Item = (AirlineCode, u16)>>(told: T) -> Self {
        let code = |(airline, code)| (airline, code % ACCOUNTING_CODES);
        Self { told: told.into_iter().map(code).collect() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn check_digits_agree_with_published_examples() {
        for (coupon, number, check_digit) in
            [(1, "013-3334178901", 3), (1, "023-7424413392", 1), (0, "003-2781811234", 4)]
        {
            let number: TicketNumber = number.parse().unwrap();
            assert_eq!(number.check_digit(coupon), check_digit, "{number}");
        }
    }

    #[test]
    fn ticket_numbers_are_read_strictly() {
        let number = TicketNumber::new(98, 1_234_567_890).unwrap();
        assert_eq!("098-1234567890".parse(), Ok(number));
        for wrong in
            ["", "098", "0981234567890", "98-1234567890", "098-123456789", "098-+234567890"]
        {
            assert_eq!(wrong.parse::<TicketNumber>(), Err(InvalidTicketNumber), "{wrong}");
        }
        assert_eq!(TicketNumber::new(1_000, 1), None);
        assert_eq!(TicketNumber::new(1, 10_000_000_000), None);
    }

    #[test]
    fn serials_start_again_when_they_have_run_out() {
        assert_eq!(TicketNumber::wrapping(98, 10_000_000_001).to_string(), "098-0000000001");
    }

    #[test]
    fn an_airline_has_the_code_that_was_told_of_it() {
        let [ai, ba, qz] = ["AI", "BA", "QZ"].map(|code| code.parse::<AirlineCode>().unwrap());
        let prefixes: TicketPrefixes = [(ai, 98), (ba, 125)].into_iter().collect();

        assert_eq!((prefixes.of(ai), prefixes.of(ba)), (98, 125));
        assert_eq!(prefixes.of(qz), prefixes.of(qz));
    }

    #[test]
    fn a_made_up_code_is_never_one_that_was_told() {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        let pairs = letters.iter().flat_map(|one| letters.map(|other| [*one, other]));
        let airlines: Vec<AirlineCode> = pairs
            .filter_map(|pair| std::str::from_utf8(&pair).ok().and_then(|it| it.parse().ok()))
            .collect();
        let told = airlines.iter().copied().zip(100..900).step_by(3);
        let prefixes: TicketPrefixes = told.clone().collect();

        for airline in &airlines {
            let code = prefixes.of(*airline);
            assert!((1..=999).contains(&code), "{airline}");
            if !prefixes.told.contains_key(airline) {
                assert!(told.clone().all(|(_, told)| told != code), "{airline}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_shown_number_reads_back_as_itself(accounting_code: u16, serial: u64) {
            let number = TicketNumber::wrapping(accounting_code, serial);
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }
    }
}
