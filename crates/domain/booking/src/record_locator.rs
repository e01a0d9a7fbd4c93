//! The six characters people know a booking by.
//!
//! A locator is not a secret: looking a booking up takes its owner's credentials as well.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// No I, O, 0 and 1, which are mistaken for one another. 32 of them: five bits each.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Words that nobody wants on a ticket. Words with I or O cannot occur.
const REFUSED: &[&str] = &[
    "ANUS", "ARSE", "ASS", "BUTT", "CRAP", "CRASH", "CUM", "CUNT", "DEAD", "DEATH", "FAG", "FART",
    "FCK", "FUCK", "FUK", "HELL", "KKK", "NAZ", "RAPE", "SEX", "SLUT", "SUCK", "TURD", "TWAT",
    "WANK",
];

/// A booking reference such as `K7Q2MZ`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordLocator([u8; 6]);

impl RecordLocator {
    /// The locator that 30 random bits stand for; the upper bits are ignored.
    ///
    /// Each locator stands for as many `bits` as any other. `None` when a refused
    /// word is in it: draw again.
    pub fn from_random(bits: u64) -> Option<Self> {
        let character = |at: usize| {
            let [lowest, ..] = (bits >> (5 * at)).to_le_bytes();
            ALPHABET[usize::from(lowest) % ALPHABET.len()]
        };
        let locator = Self(std::array::from_fn(character));
        let refused = REFUSED.iter().any(|word| locator.as_str().contains(word));
        (!refused).then_some(locator)
    }

    /// The six characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for RecordLocator {
    type Err = InvalidRecordLocator;

    /// Takes capitals only, and neither I, O, 0 nor 1.
    fn from_str(text: &str) -> Result<Self, InvalidRecordLocator> {
        let characters: [u8; 6] = text.as_bytes().try_into().map_err(|_| InvalidRecordLocator)?;
        let known = characters.iter().all(|it| ALPHABET.contains(it));
        if known { Ok(Self(characters)) } else { Err(InvalidRecordLocator) }
    }
}

impl fmt::Display for RecordLocator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for RecordLocator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Text that is no booking reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a booking reference has six of {}", std::str::from_utf8(ALPHABET).unwrap_or_default())]
pub struct InvalidRecordLocator;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The bits of a text, so that the next test can ask for a word.
    fn bits_of(text: &str) -> u64 {
        let value = |it: u8| ALPHABET.iter().position(|known| *known == it).unwrap() as u64;
        text.bytes().rev().fold(0, |bits, it| bits << 5 | value(it))
    }

    #[test]
    fn every_locator_has_bits_of_its_own() {
        for text in ["AAAAAA", "K7Q2MZ", "999999"] {
            let locator = RecordLocator::from_random(bits_of(text)).unwrap();
            assert_eq!(locator.to_string(), text);
        }
        assert_eq!(bits_of("999999"), (1 << 30) - 1);
    }

    #[test]
    fn bad_words_are_never_drawn() {
        assert_eq!(RecordLocator::from_random(bits_of("SEX234")), None);
        assert_eq!(RecordLocator::from_random(bits_of("2FUCK3")), None);
        for word in REFUSED {
            assert!(word.bytes().all(|it| ALPHABET.contains(&it)), "{word} cannot occur");
        }
    }

    #[test]
    fn locators_are_read_strictly() {
        for wrong in ["", "K7Q2M", "K7Q2MZZ", "k7q2mz", "K7Q2M0", "K7Q2MI", "K7Q2é", " K7Q2M"] {
            assert!(wrong.parse::<RecordLocator>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_drawn_can_be_read_back(bits: u64) {
            if let Some(locator) = RecordLocator::from_random(bits) {
                prop_assert_eq!(locator.to_string().parse(), Ok(locator));
            }
        }
    }
}
