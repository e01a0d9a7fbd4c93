//! The fields of a bar code that may follow those of each flight.
//!
//! Behind the first flight stands what is said once, then what is said of the flight; each part
//! begins with its length, so that fields may be left out at its end. What check-in alone knows is
//! blank: source of check-in, selectee, verified documents.

use super::{Bearer, Leg};

/// The edition that the fields are of; those written here have not changed since.
const VERSION: char = '6';
/// Made by a website.
const SOURCE: char = 'W';
/// An itinerary receipt; `B` would be a boarding pass.
const DOCUMENT_TYPE: char = 'I';

const TICKET: usize = 13;

/// What is said once, for the passenger.
pub(super) fn once(bearer: &Bearer) -> String {
    let Bearer { description, issuer, issued_on, .. } = bearer;
    let description = description.code();
    let (year, day) = (issued_on.year() % 10, issued_on.ordinal());
    let check_in = ' ';
    let fields = format!("{description}{check_in}{SOURCE}{year}{day:03}{DOCUMENT_TYPE}{issuer:<3}");
    format!(">{VERSION}{:02X}{fields}", fields.len())
}

/// What is said of each flight.
pub(super) fn for_leg(bearer: &Bearer, leg: &Leg) -> String {
    let airline = bearer.accounting_code.map(|code| format!("{code:03}")).unwrap_or_default();
    let serial = bearer.serial;
    let (selectee, documents, seller) = (' ', ' ', leg.seller);
    let fields = format!("{airline:<3}{serial:010}{selectee}{documents}{seller:<3}");
    format!("{:02X}{fields}", fields.len())
}

/// What this reads of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Conditional {
    pub description: Option<char>,
    /// Three digits of the airline, perhaps blank, and ten of its own.
    pub ticket: Option<String>,
}

/// Reads the fields behind a flight; nothing of those that make no sense.
pub(super) fn read(fields: &str) -> Conditional {
    let mut read = Conditional::default();
    let mut rest = fields;
    if let Some(behind) = fields.strip_prefix('>') {
        let Some((once, for_leg)) = behind.get(1..).and_then(sized) else { return read };
        read.description = once.chars().next().filter(|it| *it != ' ');
        rest = for_leg;
    }
    if let Some((for_leg, _)) = sized(rest) {
        let ticket = for_leg.get(..TICKET).filter(|it| !it.trim().is_empty());
        read.ticket = ticket.map(str::to_owned);
    }
    read
}

/// A part that begins with its length, and what follows it.
fn sized(text: &str) -> Option<(&str, &str)> {
    let (size, rest) = text.split_at_checked(2)?;
    rest.split_at_checked(usize::from_str_radix(size, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_can_be_read() {
        let fields =
            ">6181WW6225BAC 00141234560032A0141234567890 1AC AC 1234567890123    20KYLX58Z";
        assert_eq!(fields.len(), 0x4D);
        let ticket = Some("0141234567890".to_owned());
        assert_eq!(read(fields), Conditional { description: Some('1'), ticket });
    }

    #[test]
    fn what_makes_no_sense_is_nothing() {
        for fields in ["", ">", ">6", ">6FF1", ">600", "2A014", "XX", "-10", "0D             "] {
            assert_eq!(read(fields), Conditional::default(), "{fields}");
        }
    }
}
