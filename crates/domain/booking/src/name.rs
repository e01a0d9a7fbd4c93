//! Names as tickets print them: `RAO/ASHA MS`, A to Z only.
//!
//! The name as typed is kept beside it; this is only the printed form.

use airside_primitives::{Gender, PassengerType};
use deunicode::deunicode;

use crate::passenger::Person;

/// Letters of a name, transliterated to A–Z; words are joined as airlines do.
pub fn transliterated(name: &str) -> String {
    deunicode(name)
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|it| it.to_ascii_uppercase())
        .collect()
}

/// `LAST/FIRST TITLE`, as tickets print a passenger.
pub fn ticket_name(person: &Person, kind: PassengerType) -> String {
    format!("{}/{} {}", family(person), given(person), title(person, kind))
}

/// The family name in A–Z.
pub fn family(person: &Person) -> String {
    transliterated(&person.family_name)
}

/// The given and middle names in A–Z, joined.
pub fn given(person: &Person) -> String {
    let middle = person.middle_name.as_deref().unwrap_or_default();
    transliterated(&person.given_name) + &transliterated(middle)
}

fn title(person: &Person, kind: PassengerType) -> &'static str {
    match (kind, person.gender) {
        (PassengerType::Adult, Gender::Male) => "MR",
        (PassengerType::Adult, Gender::Female) => "MS",
        (PassengerType::Adult, Gender::Unspecified) => "MX",
        (PassengerType::Child, _) => "CHD",
        (PassengerType::Infant, _) => "INF",
    }
}

/// Whether a name can be printed: 1 to 60 characters, no control characters, and a
/// letter that becomes A–Z.
pub fn is_printable(name: &str) -> bool {
    let length = name.chars().count();
    (1..=60).contains(&length)
        && !name.chars().any(char::is_control)
        && !transliterated(name).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_become_letters() {
        assert_eq!(transliterated("Müller-Łódź"), "MULLERLODZ");
        assert_eq!(transliterated("O’Brien"), "OBRIEN");
        assert_eq!(transliterated("王"), "WANG");
    }

    #[test]
    fn a_name_needs_a_letter_and_no_control_characters() {
        assert!(is_printable("Zoë"));
        assert!(!is_printable(""));
        assert!(!is_printable("123"));
        assert!(!is_printable("A\u{0}B"));
        assert!(!is_printable(&"A".repeat(61)));
    }
}
