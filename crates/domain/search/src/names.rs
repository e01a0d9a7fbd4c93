//! Names as people type them: without accents, capitals or punctuation.
//!
//! Words are matched whole, or from their beginning; never in the middle, or
//! `York` would find `Yorkton` and `Ork` would find `York`.

use deunicode::deunicode_char;

/// `São Paulo (Guarulhos)` becomes `sao paulo guarulhos`: words between single spaces.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !is_apostrophe(*letter)) {
        let plain = if letter.is_alphanumeric() { deunicode_char(letter) } else { None };
        match plain {
            Some(plain) => folded.extend(plain.chars().filter_map(word_letter)),
            None => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The names that a city is also known by: `Köln (Cologne)` is `koln` and `cologne` besides
/// `koln cologne`, `Arnavutköy, Istanbul` is also `istanbul`.
pub(crate) fn folded_parts(name: &str) -> Vec<String> {
    let mut parts = vec![fold(name)];
    for part in name.split(['(', ')', ',', '/']).map(fold) {
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

/// Whether the words of `wanted` stand in `folded` one after the other, whole.
pub(crate) fn has_words(folded: &str, wanted: &str) -> bool {
    starts_of_words(folded, wanted).any(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The same, but the last word may go on.
pub(crate) fn has_beginning_of_words(folded: &str, wanted: &str) -> bool {
    starts_of_words(folded, wanted).next().is_some()
}

/// What follows each occurrence of `wanted` at the start of a word.
fn starts_of_words<'t>(folded: &'t str, wanted: &'t str) -> impl Iterator<Item = &'t str> {
    folded
        .match_indices(wanted)
        .filter(|(at, _)| *at == 0 || folded[..*at].ends_with(' '))
        .map(|(at, found)| &folded[at + found.len()..])
}

/// Dropped rather than made a space: people type `St Johns`.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʻ' | 'ʼ' | '`')
}

fn word_letter(letter: char) -> Option<char> {
    letter.is_ascii_alphanumeric().then(|| letter.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_capitals_and_punctuation_do_not_matter() {
        assert_eq!(fold("ZÜRICH"), "zurich");
        assert_eq!(fold("  São  Paulo/Guarulhos "), "sao paulo guarulhos");
        assert_eq!(fold("St. John's"), "st johns");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("--"), "");
    }

    #[test]
    fn words_are_found_whole() {
        assert!(has_words("new delhi", "delhi"));
        assert!(has_words("new delhi", "new delhi"));
        assert!(!has_words("new delhi", "del"));
        assert!(!has_words("new delhi", "ew delhi"));
        assert!(has_beginning_of_words("new delhi", "del"));
        assert!(!has_beginning_of_words("new delhi", "elhi"));
    }
}
