//! What a traveller is called, and how tickets spell it.
//!
//! Airlines' systems know the letters A to Z. Tickets and bar codes carry what the
//! machine-readable zone of the passport does; where a letter has no such spelling, the traveller
//! tells it. The name as typed is kept beside it.

mod revision;
mod spelling;
mod ticket_name;

use airside_primitives::{Gender, PassengerType};

pub use revision::Revision;
pub use spelling::spelt;
pub use ticket_name::TicketName;

/// The most characters of each part of a name.
pub const LONGEST: usize = 60;

/// What tickets have in the place of a given name that nobody has (IATA's AIRIMP): "first name
/// unknown".
const NO_GIVEN_NAME: &str = "FNU";

/// A name as somebody wrote it.
#[derive(Clone, Default)]
pub struct Typed {
    /// `None` of a person with one name.
    pub given: Option<String>,
    pub middle: Option<String>,
    pub family: String,
    /// Given and middle names as the passport has them in Latin letters.
    pub latin_given: Option<String>,
    /// The family name likewise.
    pub latin_family: Option<String>,
}

/// The name of a traveller, which a ticket can bear.
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    given: Option<String>,
    middle: Option<String>,
    family: String,
    ticketed: TicketName,
}

/// A part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePart {
    Given,
    Middle,
    Family,
    LatinGiven,
    LatinFamily,
}

/// Why somebody cannot be called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// It has no letter, or something that no name has: a digit, markup, a control character; or it
    /// has too many characters.
    NoName(NamePart),
    /// It should say it in Latin letters, and does not.
    NotLatin(NamePart),
    /// Nobody can tell how it is spelt in Latin letters but by this part.
    LatinRequired(NamePart),
}

impl Name {
    /// The name, with its spelling on tickets, or every fault of it.
    pub fn new(typed: Typed) -> Result<Self, Vec<NameFault>> {
        let Typed { given, middle, family, latin_given, latin_family } = typed;
        let parts = [
            (NamePart::Given, given.as_deref()),
            (NamePart::Middle, middle.as_deref()),
            (NamePart::Family, Some(family.as_str())),
            (NamePart::LatinGiven, latin_given.as_deref()),
            (NamePart::LatinFamily, latin_family.as_deref()),
        ];
        let wrong = parts.into_iter().filter(|(_, text)| text.is_some_and(|it| !is_name(it)));
        let no_names: Vec<_> = wrong.map(|(part, _)| NameFault::NoName(part)).collect();
        if !no_names.is_empty() {
            return Err(no_names);
        }
        let on_ticket = spelling(NamePart::LatinFamily, latin_family, &[Some(&family)]);
        let given_on_ticket = match (&given, &middle, &latin_given) {
            (None, None, None) => Ok(NO_GIVEN_NAME.to_owned()),
            _ => spelling(NamePart::LatinGiven, latin_given, &[given.as_ref(), middle.as_ref()]),
        };
        match (given_on_ticket, on_ticket) {
            (Ok(first), Ok(last)) => {
                Ok(Self { given, middle, family, ticketed: TicketName::spelt(last, first) })
            }
            (first, last) => Err([first.err(), last.err()].into_iter().flatten().collect()),
        }
    }

    /// The name of somebody with one given name and no spelling of their own.
    pub fn plain(given: &str, family: &str) -> Result<Self, Vec<NameFault>> {
        let (given, family) = (Some(given.to_owned()), family.to_owned());
        Self::new(Typed { given, family, ..Typed::default() })
    }

    /// A name with the spelling that its ticket was given, or the part that is no name.
    ///
    /// The tables of letters may change, and a name stays what it was.
    pub fn kept(
        given: Option<String>,
        middle: Option<String>,
        family: String,
        ticketed: TicketName,
    ) -> Result<Self, NamePart> {
        let parts = [
            (NamePart::Given, given.as_ref()),
            (NamePart::Middle, middle.as_ref()),
            (NamePart::Family, Some(&family)),
        ];
        let wrong = parts.into_iter().find(|(_, it)| it.is_some_and(|it| !is_one_line(it)));
        match wrong.map(|(part, _)| part) {
            Some(part) => Err(part),
            None => Ok(Self { given, middle, family, ticketed }),
        }
    }

    pub fn given(&self) -> Option<&str> {
        self.given.as_deref()
    }

    pub fn middle(&self) -> Option<&str> {
        self.middle.as_deref()
    }

    pub fn family(&self) -> &str {
        &self.family
    }

    /// As tickets and bar codes have it.
    pub fn ticketed(&self) -> &TicketName {
        &self.ticketed
    }

    /// The whole name for people: as typed, or in the ticket's letters where those who check it
    /// could not read it.
    pub fn shown(&self) -> String {
        let parts = [self.given(), self.middle(), Some(self.family())];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        if parts.iter().all(|part| spelt(part).is_some()) {
            return parts.join(" ");
        }
        format!("{} {}", self.ticketed.given(), self.ticketed.family()).trim().to_owned()
    }
}

/// What is told of the spelling, or made of the parts as they were typed.
fn spelling(
    part: NamePart,
    told: Option<String>,
    typed: &[Option<&String>],
) -> Result<String, NameFault> {
    if let Some(latin) = told {
        return spelt(&latin).ok_or(NameFault::NotLatin(part));
    }
    let spelt = typed.iter().flatten().map(|it| spelt(it));
    spelt.collect::<Option<String>>().ok_or(NameFault::LatinRequired(part))
}

/// `RAO/ASHA MS`, as tickets print a passenger.
pub fn with_title(name: &TicketName, kind: PassengerType, gender: Gender) -> String {
    let title = match (kind, gender) {
        (PassengerType::Adult, Gender::Male) => "MR",
        (PassengerType::Adult, Gender::Female) => "MS",
        (PassengerType::Adult, Gender::Unspecified) => "MX",
        (PassengerType::Child, _) => "CHD",
        (PassengerType::Infant, _) => "INF",
    };
    format!("{name} {title}")
}

/// Whether somebody can be called so: a line of at most 60 characters with a letter, of any script,
/// and nothing that passports do not have in names.
fn is_name(text: &str) -> bool {
    is_one_line(text)
        && text.chars().any(char::is_alphabetic)
        && !text.chars().any(is_never_in_names)
}

/// Digits, signs other than those between the parts of a name, marks that turn the direction of a
/// line, and pictures. A list of what is, rather than of what is not, would leave out the signs of
/// some script.
fn is_never_in_names(character: char) -> bool {
    let is_sign = character.is_ascii_punctuation() && !"-'`.,".contains(character);
    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_picture = matches!(character, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}');
    is_sign || turns || is_picture || (character.is_numeric() && !character.is_alphabetic())
}

fn is_one_line(text: &str) -> bool {
    (1..=LONGEST).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

airside_primitives::hide_in_debug!(Typed, Name);

#[cfg(test)]
mod tests {
    use super::*;

    fn ticketed(typed: Typed) -> Result<String, Vec<NameFault>> {
        Name::new(typed).map(|name| name.ticketed().to_string())
    }

    fn typed(given: &str, family: &str) -> Typed {
        Typed { given: Some(given.to_owned()), family: family.to_owned(), ..Typed::default() }
    }

    #[test]
    fn a_ticket_has_the_family_name_first_and_middle_names_behind_given_ones() {
        assert_eq!(ticketed(typed("Asha", "Rao")).unwrap(), "RAO/ASHA");
        let with_middle = Typed { middle: Some("Devi".to_owned()), ..typed("Asha", "Rao") };
        assert_eq!(ticketed(with_middle).unwrap(), "RAO/ASHADEVI");
        assert_eq!(ticketed(typed("Søren", "Ærøskøbing")).unwrap(), "AEROESKOEBING/SOEREN");
    }

    #[test]
    fn a_name_that_cannot_be_spelt_is_asked_for_in_latin_letters() {
        use NameFault::{LatinRequired, NotLatin};
        use NamePart::{LatinFamily, LatinGiven};

        let both = vec![LatinRequired(LatinGiven), LatinRequired(LatinFamily)];
        assert_eq!(ticketed(typed("太郎", "山田")), Err(both));
        assert_eq!(ticketed(typed("Taro", "山田")), Err(vec![LatinRequired(LatinFamily)]));
        assert_eq!(ticketed(typed("الفاروق", "Khan")), Err(vec![LatinRequired(LatinGiven)]));

        let told = Typed {
            latin_given: Some("Taro".to_owned()),
            latin_family: Some("Yamada".to_owned()),
            ..typed("太郎", "山田")
        };
        assert_eq!(ticketed(told.clone()).unwrap(), "YAMADA/TARO");
        assert_eq!(Name::new(told.clone()).unwrap().shown(), "TARO YAMADA");
        let wrong = Typed { latin_given: Some("たろう".to_owned()), ..told };
        assert_eq!(ticketed(wrong), Err(vec![NotLatin(LatinGiven)]));
    }

    #[test]
    fn what_is_told_of_the_spelling_counts() {
        let passport = Typed { latin_family: Some("Guell".to_owned()), ..typed("Ana", "Güell") };
        assert_eq!(ticketed(passport.clone()).unwrap(), "GUELL/ANA");
        assert_eq!(Name::new(passport).unwrap().shown(), "Ana Güell");
    }

    #[test]
    fn a_person_with_one_name_has_no_given_name() {
        let one = |family: &str| Typed { given: None, ..typed("", family) };
        assert_eq!(ticketed(one("Sukarno")).unwrap(), "SUKARNO/FNU");
        assert_eq!(Name::new(one("Sukarno")).unwrap().shown(), "Sukarno");
    }

    #[test]
    fn a_name_needs_a_letter_and_has_nothing_that_no_name_has() {
        let long = "A".repeat(61);
        let markup =
            ["<b>Asha</b>", "R2D2", "Asha (Ms)", "a@b.c", "Asha 😀", "A\u{202e}B", "Rao/Asha"];
        for wrong in ["", " ", "123", "😀", "A\u{0}B", &long].into_iter().chain(markup) {
            let fault = vec![NameFault::NoName(NamePart::Given)];
            assert_eq!(ticketed(typed(wrong, "Rao")), Err(fault), "{wrong}");
        }
        let signs = ["Anne-Marie", "O'Neill", "D’Arcy", "J. R.", "Jr.", "l·l", "Ngũgĩ wa", "二郎"];
        for right in signs.into_iter().chain(["स्मिता", "می‌نا"]) {
            assert!(is_name(right), "{right}");
        }
        assert!(ticketed(typed("Zoë", &"A".repeat(60))).is_ok());
    }
}
