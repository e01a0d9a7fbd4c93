//! Electronic ticket numbers and the airlines' accounting codes in them.
//!
//! The check digit is no part of the number: it is printed in a field of its own.

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

/// The three digits that an airline's ticket numbers begin with, 1 to 999.
///
/// Well-known airlines have the code that IATA gave them. Any other gets a demo
/// code made from its two characters: always the same, never one of the real
/// codes listed here, but perhaps another airline's.
pub fn accounting_code(airline: AirlineCode) -> u16 {
    let real = ISSUED.iter().find(|(known, _)| *known == airline.as_str()).map(|(_, code)| *code);
    real.unwrap_or_else(|| demo_code(airline))
}

fn demo_code(airline: AirlineCode) -> u16 {
    let value = |it: &u8| u16::from(if it.is_ascii_digit() { it - b'0' } else { it - b'A' + 10 });
    let seed = airline.as_bytes().iter().fold(0, |seed, it| seed * 36 + value(it));
    let last = ACCOUNTING_CODES - 1;
    let issued = |code: &u16| ISSUED.iter().any(|(_, real)| real == code);
    (seed..seed + last).map(|it| it % last + 1).find(|code| !issued(code)).unwrap_or(last)
}

/// Airlines and the accounting codes that IATA gave them.
const ISSUED: &[(&str, u16)] = &[
    ("6E", 312),
    ("A3", 390),
    ("AA", 1),
    ("AC", 14),
    ("AD", 577),
    ("AF", 57),
    ("AI", 98),
    ("AM", 139),
    ("AS", 27),
    ("AT", 147),
    ("AV", 134),
    ("AY", 105),
    ("AZ", 55),
    ("B6", 279),
    ("BA", 125),
    ("BR", 695),
    ("CA", 999),
    ("CI", 297),
    ("CM", 230),
    ("CX", 160),
    ("CZ", 784),
    ("DL", 6),
    ("EI", 53),
    ("EK", 176),
    ("ET", 71),
    ("EY", 607),
    ("GA", 126),
    ("GF", 72),
    ("HA", 173),
    ("HU", 880),
    ("IB", 75),
    ("JL", 131),
    ("KE", 180),
    ("KL", 74),
    ("KQ", 706),
    ("KU", 229),
    ("LA", 45),
    ("LH", 220),
    ("LO", 80),
    ("LX", 724),
    ("LY", 114),
    ("MH", 232),
    ("MS", 77),
    ("MU", 781),
    ("NH", 205),
    ("NZ", 86),
    ("OS", 257),
    ("OZ", 988),
    ("PR", 79),
    ("QF", 81),
    ("QR", 157),
    ("RJ", 512),
    ("SA", 83),
    ("SG", 775),
    ("SK", 117),
    ("SQ", 618),
    ("SU", 555),
    ("SV", 65),
    ("TG", 217),
    ("TK", 235),
    ("TP", 47),
    ("UA", 16),
    ("UK", 228),
    ("UL", 603),
    ("VN", 738),
    ("VS", 932),
    ("WN", 526),
    ("WY", 910),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn code(airline: &str) -> u16 {
        accounting_code(airline.parse().unwrap())
    }

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
    fn well_known_airlines_have_their_own_codes() {
        assert_eq!((code("AI"), code("BA"), code("AA"), code("SQ")), (98, 125, 1, 618));
        let different: HashSet<_> = ISSUED.iter().map(|(_, code)| code).collect();
        assert_eq!(different.len(), ISSUED.len());
    }

    #[test]
    fn demo_codes_are_never_those_of_a_well_known_airline() {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        let pairs = letters.iter().flat_map(|one| letters.map(|other| [*one, other]));
        for pair in pairs {
            let text = std::str::from_utf8(&pair).unwrap();
            let Ok(airline) = text.parse::<AirlineCode>() else { continue };
            let code = demo_code(airline);
            assert!((1..=999).contains(&code), "{text}");
            assert!(ISSUED.iter().all(|(_, issued)| *issued != code), "{text}");
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
