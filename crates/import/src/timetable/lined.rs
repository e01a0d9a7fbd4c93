//! Rows with their lines, and how a note names some of them.

use airside_timetable::Flight;

/// A row and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lined {
    pub(super) line: u64,
    pub(super) flight: Flight,
}

/// The lines of some rows, the first few of them in full.
pub(super) fn lines(rows: &[&Lined]) -> String {
    const SHOWN: usize = 5;
    let mut lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
    lines.sort_unstable();
    let shown: Vec<String> = lines.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = lines.len().saturating_sub(SHOWN);
    match (&shown[..], more) {
        ([line], 0) => format!("line {line}"),
        (shown, 0) => format!("lines {}", shown.join(", ")),
        (shown, more) => format!("lines {} and {more} more", shown.join(", ")),
    }
}
