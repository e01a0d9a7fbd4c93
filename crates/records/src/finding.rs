//! By which words a booking is found: the beginnings of the words of its names, and its address.
//!
//! Words have no accents, no capitals and no signs: `Müller-Lüdenscheidt` is `muller` and
//! `ludenscheidt`, and as its ticket has it `muellerluedenscheidt`. Of each word every beginning is
//! said, so that a store finds it by a key that is equal, newest first, however common it is.

use std::collections::BTreeSet;

use airside_booking::{Booking, Name};
use deunicode::deunicode_char;

/// The most letters of a beginning. Whoever asks for more looks at what was found.
pub const LONGEST_BEGINNING: usize = 8;

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in text.chars().filter(|letter| !is_apostrophe(*letter)) {
        let plain = if letter.is_alphanumeric() { deunicode_char(letter) } else { None };
        match (plain, words.last_mut()) {
            (Some(plain), Some(word)) => {
                let letters = plain.chars().filter(char::is_ascii_alphanumeric);
                word.extend(letters.map(|it| it.to_ascii_lowercase()));
            }
            (None, _) | (Some(_), None) => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A word as far as it is kept.
pub fn beginning(word: &str) -> &str {
    word.get(..LONGEST_BEGINNING).unwrap_or(word)
}

/// An address as it is kept; no word of a name looks like it.
pub fn address(email: &str) -> String {
    format!("@{}", email.trim().to_lowercase())
}

/// The words of all names of a booking, as typed and as ticketed, folded.
pub fn names(booking: &Booking) -> BTreeSet<String> {
    booking.people().flat_map(|person| names_of(&person.name)).collect()
}

fn names_of(name: &Name) -> impl Iterator<Item = String> {
    let ticketed = name.ticketed();
    let parts = [name.given(), name.middle(), Some(name.family())];
    let parts = parts.into_iter().flatten().chain([ticketed.given(), ticketed.family()]);
    parts.flat_map(words).collect::<Vec<_>>().into_iter()
}

/// All that a store finds a booking by, as a list in JSON; an empty one of people who were erased.
pub(crate) fn marks(booking: &Booking) -> String {
    let mut marks = BTreeSet::new();
    for word in names(booking) {
        let word = beginning(&word);
        marks.extend((1..=word.len()).map(|letters| word[..letters].to_owned()));
    }
    marks.extend(booking.contact.iter().map(|contact| address(&contact.email)));
    crate::row::body(&marks)
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʻ' | 'ʼ' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_no_accents_capitals_or_signs() {
        assert_eq!(words("Müller-Lüdenscheidt"), ["muller", "ludenscheidt"]);
        assert_eq!(words(" O’Brien  d'Or "), ["obrien", "dor"]);
        assert_eq!(words("Søren Łódź"), ["soren", "lodz"]);
        assert_eq!(words("…"), [""; 0]);
        assert_eq!(beginning("ludenscheidt"), "ludensch");
        assert_eq!(beginning("rao"), "rao");
    }
}
