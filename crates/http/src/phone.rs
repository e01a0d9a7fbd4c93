//! Telephone numbers, as people write them and as E.164 has them.
//!
//! Whether one rings is not ours to tell. What an older release stored is not read here.

use std::fmt;
use std::str::FromStr;

/// The most digits that E.164 has, country code included.
const MOST_DIGITS: usize = 15;
/// No country has shorter numbers.
const LEAST_DIGITS: usize = 7;

/// A telephone number such as `+919876543210`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Phone(String);

impl Phone {
    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

impl FromStr for Phone {
    type Err = InvalidPhone;

    /// Takes out spaces, dashes, dots and brackets, and the `(0)` that is dialled at home only.
    fn from_str(text: &str) -> Result<Self, InvalidPhone> {
        let number: String =
            text.replace("(0)", "").chars().filter(|it| !is_between(*it)).collect();
        let digits = number.strip_prefix('+').ok_or(InvalidPhone)?;
        let is_number = (LEAST_DIGITS..=MOST_DIGITS).contains(&digits.len())
            && digits.bytes().all(|it| it.is_ascii_digit())
            // No country code begins with it.
            && !digits.starts_with('0');
        if is_number { Ok(Self(number)) } else { Err(InvalidPhone) }
    }
}

/// What people put between digits; dashes of every length.
fn is_between(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | '(' | ')' | '[' | ']')
}

/// Text that is no telephone number.
#[derive(Debug)]
pub(crate) struct InvalidPhone;

impl fmt::Display for InvalidPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("must be a telephone number with its country code, as +91 98765 43210")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn e164(text: &str) -> Option<String> {
        text.parse::<Phone>().ok().map(Phone::into_text)
    }

    #[test]
    fn a_number_may_be_written_in_many_ways() {
        for (written, number) in [
            ("+91 98765 43210", "+919876543210"),
            ("+919876543210", "+919876543210"),
            ("+1 (800) 555-0199", "+18005550199"),
            ("+44 (0)20 7946 0958", "+442079460958"),
            ("+49.30.901820", "+4930901820"),
            ("+33\u{a0}1 42\u{2011}68\u{2013}53 00", "+33142685300"),
            ("+6834000", "+6834000"),
            ("+123456789012345", "+123456789012345"),
        ] {
            assert_eq!(e164(written).as_deref(), Some(number), "{written}");
        }
    }

    #[test]
    fn what_is_no_e164_is_refused() {
        for wrong in [
            "",
            "+",
            "ring me",
            "12345",
            "9876543210",
            "+0000000",
            "+0123456789",
            "++911234567890",
            "+91+1234567890",
            "+1234567890123456",
            "+12345",
            "+91 98765/43210",
            "+९१९८७६५४३२१०",
            "+91 98765 43210 ext. 5",
        ] {
            assert_eq!(e164(wrong), None, "{wrong}");
        }
    }
}
