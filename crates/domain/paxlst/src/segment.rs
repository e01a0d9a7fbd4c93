//! Segments as UN/EDIFACT has them (ISO 9735): elements parted by `+`, the components of one by `:`,
//! a segment ended by `'`, and each of those, and `?` itself, let go by a `?` before it.
//!
//! What is empty at the end of an element or a segment is left out (ISO 9735, 7.2), and all letters
//! are those of level A, which `UNOA` names in the header of the interchange: capitals, digits, the
//! space and some signs.

use unicode_normalization::UnicodeNormalization as _;

/// What level A has beside letters and digits (ISO 9735, annex A).
const SIGNS: &str = " .,-()/='+:?!\"%&*;<>";

/// Segments that are being written, counted.
#[derive(Default)]
pub(crate) struct Segments {
    text: String,
    count: usize,
}

impl Segments {
    /// Adds a segment of these elements, each of its components.
    pub(crate) fn add(&mut self, tag: &str, elements: &[&[&str]]) -> &mut Self {
        self.text.push_str(tag);
        let written: Vec<String> = elements.iter().map(|it| element(it)).collect();
        let last = written.iter().rposition(|it| !it.is_empty()).map_or(0, |at| at + 1);
        for element in written.iter().take(last) {
            self.text.push('+');
            self.text.push_str(element);
        }
        self.text.push('\'');
        self.count += 1;
        self
    }

    /// How many there are so far.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

fn element(components: &[&str]) -> String {
    let written: Vec<String> = components.iter().map(|it| released(&level_a(it))).collect();
    let last = written.iter().rposition(|it| !it.is_empty()).map_or(0, |at| at + 1);
    written.get(..last).unwrap_or_default().join(":")
}

/// The text with a `?` before all that would end or part something.
fn released(text: &str) -> String {
    let mut released = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\'' | '+' | ':' | '?') {
            released.push('?');
        }
        released.push(letter);
    }
    released
}

/// The text in capitals of level A: accents go, and a space stands for whatever else there is.
pub(crate) fn level_a(text: &str) -> String {
    let plain = text.nfd().filter(|it| !('\u{300}'..='\u{36f}').contains(it));
    let capitals = plain.flat_map(char::to_uppercase);
    let is_of_it = |it: char| it.is_ascii_uppercase() || it.is_ascii_digit() || SIGNS.contains(it);
    let known: String = capitals.map(|it| if is_of_it(it) { it } else { ' ' }).collect();
    known.trim().to_owned()
}

/// At most so many characters of it.
pub(crate) fn at_most(text: &str, most: usize) -> String {
    level_a(text).chars().take(most).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(elements: &[&[&str]]) -> String {
        let mut segments = Segments::default();
        segments.add("TAG", elements);
        assert_eq!(segments.count(), 1);
        segments.into_text()
    }

    #[test]
    fn what_is_empty_at_an_end_is_left_out_and_in_between_it_is_not() {
        assert_eq!(written(&[&["FL"], &[], &[""], &["RAO", "ASHA", ""]]), "TAG+FL+++RAO:ASHA'");
        assert_eq!(written(&[&["A"], &[], &["", ""]]), "TAG+A'");
        assert_eq!(written(&[&["", "", "ZZZ"]]), "TAG+::ZZZ'");
        assert_eq!(written(&[]), "TAG'");
    }

    #[test]
    fn what_would_end_or_part_something_is_let_go() {
        assert_eq!(written(&[&["O'Brien", "a+b:c?"]]), "TAG+O?'BRIEN:A?+B?:C??'");
    }

    #[test]
    fn letters_are_those_of_level_a() {
        assert_eq!(level_a("Aeroméxico"), "AEROMEXICO");
        assert_eq!(level_a("Qantas\u{a0}\n#1"), "QANTAS   1");
        assert_eq!(level_a("太郎"), "");
        assert_eq!(at_most("Air  India Ltd", 5), "AIR");
    }

    proptest! {
        /// Reading back what was written gives each component as level A has it.
        #[test]
        fn components_are_read_as_they_were_written(parts in prop::collection::vec(".{0,12}", 1..5)) {
            let said: Vec<&str> = parts.iter().map(String::as_str).collect();
            let text = written(&[&said]);
            let mut read = vec![String::new()];
            let body = text.strip_prefix("TAG").unwrap();
            let mut letters = body.strip_prefix('+').unwrap_or(body).chars();
            loop {
                match letters.next().unwrap() {
                    '?' => read.last_mut().unwrap().push(letters.next().unwrap()),
                    ':' => read.push(String::new()),
                    '\'' => break,
                    letter => read.last_mut().unwrap().push(letter),
                }
            }
            prop_assert!(letters.next().is_none());
            let mut known: Vec<_> = said.iter().map(|it| level_a(it)).collect();
            while known.len() > 1 && known.last().is_some_and(String::is_empty) {
                known.pop();
            }
            prop_assert_eq!(read, known);
        }
    }
}
