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
