//! One field: what counts of it, and how a message shows it.

/// A field without the invisible characters around it.
pub(super) fn cell(field: &str) -> &str {
    // A byte order mark and a zero-width space are no white space to Unicode.
    field.trim_matches(|it: char| it.is_whitespace() || it == '\u{feff}' || it == '\u{200b}')
}

/// The beginning of a field as a message quotes it.
pub(crate) fn quoted(text: &str) -> String {
    format!("{:?}", text.chars().take(40).collect::<String>())
}

/// The beginning of a name as a message shows it without quotation marks: what would act on a
/// terminal, or turn the text round, is a replacement character.
pub(crate) fn shown(name: &str) -> String {
    let acts = |it: char| {
        it.is_control()
            || matches!(it, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    name.chars()
        .take(40)
        .map(|it| if acts(it) { char::REPLACEMENT_CHARACTER } else { it })
        .collect()
}
