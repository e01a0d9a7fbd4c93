//! Text that the fonts can show.
//!
//! The fonts have Latin, Greek and Cyrillic with their accents. Any other
//! character is spelled in Latin letters (`北京` becomes `Bei Jing`); one that
//! cannot be spelled becomes `?`. Nothing that was typed can break a page.

use std::borrow::Cow;

use deunicode::deunicode_char;

/// Shown for a character that has no spelling.
const REPLACEMENT: char = '?';

/// The text with every character in it either covered, spelled out, or dropped
/// because it has no shape of its own.
pub(crate) fn printable(text: &str, covers: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.chars().all(|it| covers(it) && !is_invisible(it)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) {
            continue;
        }
        if character.is_whitespace() || character.is_control() {
            shown.push(' ');
        } else if covers(character) {
            shown.push(character);
        } else {
            spell(character, &covers, &mut shown);
        }
    }
    Cow::Owned(shown.trim().to_owned())
}

fn spell(character: char, covers: &impl Fn(char) -> bool, shown: &mut String) {
    match deunicode_char(character) {
        Some(spelling) if spelling.chars().all(covers) => shown.push_str(spelling),
        Some(_) | None => shown.push(REPLACEMENT),
    }
}

/// Joiners, marks of direction, soft hyphens, variation selectors: they change how other characters
/// are shown, and that is not done here.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        printable(text, |it| it.is_ascii() && !it.is_control() || "é€".contains(it)).into_owned()
    }

    #[test]
    fn covered_text_stays_as_it_is() {
        assert_eq!(shown("Renée, 5 €"), "Renée, 5 €");
    }

    #[test]
    fn other_scripts_are_spelled_in_latin_letters() {
        assert_eq!(shown("北京"), "Bei Jing");
        assert_eq!(shown("Łódź"), "Lodz");
    }

    #[test]
    fn what_has_no_spelling_is_replaced_and_what_has_no_shape_is_dropped() {
        assert_eq!(shown("a\u{200d}b\u{e000}c\td"), "ab?c d");
    }
}
