//! The passport or identity card that somebody travels with, as authorities ask for it.
//!
//! It has no name and no date of birth of its own: those of the booking count. Its number is shown
//! by its last characters alone; whoever needs all of it asks for [`DocumentNumber::in_full`], which
//! only stores and the list to authorities do.

use std::str::FromStr;

use airside_primitives::{CountryCode, InvalidCode};
use time::Date;

/// What a traveller shows at a border.
#[derive(Clone, PartialEq, Eq)]
pub struct TravelDocument {
    pub kind: TravelDocumentKind,
    pub number: DocumentNumber,
    pub issuing_country: CountryCode,
    pub nationality: CountryCode,
    /// The last day on which it is good.
    pub expires_on: Date,
}

/// What a travel document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TravelDocumentKind {
    Passport,
    IdCard,
}

impl TravelDocumentKind {
    pub const ALL: [Self; 2] = [Self::Passport, Self::IdCard];

    /// The code of the API, `ID_CARD`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Passport => "PASSPORT",
            Self::IdCard => "ID_CARD",
        }
    }
}

impl FromStr for TravelDocumentKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.code() == text).ok_or(UnknownKind)
    }
}

/// Letters A to Z and digits, as a machine-readable zone has them (ICAO Doc 9303: nine there, longer
/// ones go on beside it).
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentNumber(String);

impl DocumentNumber {
    /// The most characters.
    pub const LONGEST: usize = 20;
    /// How many characters are shown, of a number that has some more.
    const SHOWN: usize = 4;
    /// How many stay hidden, however short it is.
    const HIDDEN: usize = 2;

    /// All of it: for a store that seals it, and for authorities.
    pub fn in_full(&self) -> &str {
        &self.0
    }

    /// Its last four characters; fewer of a short one, and never all.
    pub fn ending(&self) -> &str {
        let shown = Self::SHOWN.min(self.0.len().saturating_sub(Self::HIDDEN));
        self.0.get(self.0.len() - shown..).unwrap_or_default()
    }
}

impl FromStr for DocumentNumber {
    type Err = InvalidNumber;

    /// In any case, with spaces and hyphens anywhere.
    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let said = text.chars().filter(|it| !it.is_whitespace() && *it != '-');
        let number: String = said.map(|it| it.to_ascii_uppercase()).collect();
        let is_plain = number.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
        let fits = (1..=Self::LONGEST).contains(&number.len());
        if is_plain && fits { Ok(Self(number)) } else { Err(InvalidNumber) }
    }
}

impl TravelDocument {
    /// Whether it is still good on the day on which a trip ends, if there is a trip.
    pub fn is_valid_until(&self, trip_ends_on: Option<Date>) -> bool {
        trip_ends_on.is_none_or(|day| day <= self.expires_on)
    }
}

airside_primitives::hide_in_debug!(TravelDocument, DocumentNumber);

/// Text that is no kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be PASSPORT or ID_CARD")]
pub struct UnknownKind;

/// Text that is no number of a document. Says nothing of the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must have 1 to {most} letters A to Z and digits", most = DocumentNumber::LONGEST)]
pub struct InvalidNumber;

/// A country that travel documents can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownCountry(pub CountryCode);

impl FromStr for KnownCountry {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let code: CountryCode = text.parse()?;
        if code.is_known() {
            Ok(Self(code))
        } else {
            Err(InvalidCode::unknown(text, "a country of ISO 3166-1, as IN"))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Result<String, InvalidNumber> {
        text.parse().map(|it: DocumentNumber| it.in_full().to_owned())
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        assert_eq!(number(" p1234-567 a ").as_deref(), Ok("P1234567A"));
        assert_eq!(number("L898902C3").as_deref(), Ok("L898902C3"));
        assert!(number(&"9".repeat(20)).is_ok());
        for wrong in ["", " - ", "A<B", "ÄB123", "١٢٣", "P12'34", &"9".repeat(21)] {
            assert_eq!(number(wrong), Err(InvalidNumber), "{wrong}");
        }
    }

    #[test]
    fn a_short_number_is_never_shown_whole() {
        let ending = |text: &str| text.parse::<DocumentNumber>().unwrap().ending().to_owned();
        assert_eq!(ending("L898902C3"), "02C3");
        assert_eq!(ending("123456"), "3456");
        assert_eq!(ending("12345"), "345");
        assert_eq!(ending("123"), "3");
        assert_eq!([ending("12"), ending("1")], ["", ""]);
    }

    #[test]
    fn a_country_is_one_that_there_is() {
        assert_eq!("IN".parse().map(|KnownCountry(code)| code), Ok(CountryCode::INDIA));
        for wrong in ["ZZ", "IND", "in", ""] {
            assert!(wrong.parse::<KnownCountry>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn nothing_of_a_document_is_printed() {
        let number: DocumentNumber = "L898902C3".parse().unwrap();
        assert!(!format!("{number:?}").contains("02C3"));
    }

    proptest! {
        #[test]
        fn at_most_four_characters_are_shown_and_two_are_not(text in "[A-Z0-9]{1,20}") {
            let number: DocumentNumber = text.parse().unwrap();
            prop_assert_eq!(number.in_full(), &text);
            prop_assert!(text.ends_with(number.ending()));
            prop_assert!(number.ending().len() <= 4);
            prop_assert!(text.len() - number.ending().len() >= 2.min(text.len()));
        }
    }
}
