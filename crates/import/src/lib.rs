//! Reads the operator's files: bytes in, rows or a complete list of problems out.
//!
//! Nothing is taken from a file in which any row is wrong, so a file is loaded
//! whole or not at all. What becomes of the rows is not decided here.
//!
//! Spellings with one meaning are read; others are refused, with what was expected.

mod airlines;
mod airports;
mod block;
mod fares;
mod sheet;
mod ssim;
mod timetable;
mod values;

use std::fmt;

use thiserror::Error;

pub use self::airlines::airlines;
pub use self::airports::airports;
pub use self::fares::fares;
pub use self::ssim::{Horizon, SeatsByCabin, SsimFile, SsimRow, TrafficRestriction, is_ssim, ssim};
pub use self::timetable::{AircraftByDistance, TimetableDefaults, TimetableFile, timetable};

/// The rows of a file, and what happened while it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<T> {
    pub rows: Vec<T>,
    /// How many rows the file has, the repeated ones included.
    pub read: usize,
    /// How many rows say exactly what an earlier one says; they are passed over.
    pub repeated: usize,
    /// What the operator should know, in sentences.
    pub notes: Vec<String>,
}

/// What is wrong with one row, with the header, or with the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Counted from 1; 0 when the file as a whole is wrong.
    pub line: u64,
    /// As the file names it, or `bytes 40-43 (departure time)` where fields are known by their
    /// position; empty when the row as a whole is wrong.
    pub column: String,
    pub detail: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return f.write_str(&self.detail);
        }
        write!(f, "line {}", self.line)?;
        let is_position = self.column.starts_with("byte");
        match &*self.column {
            "" => {}
            position if is_position => write!(f, ", {position}")?,
            column => write!(f, ", column {column}")?,
        }
        write!(f, ": {}", self.detail)
    }
}

/// Why a file cannot be taken: its first faults in full, the others counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Error)]
pub struct RowErrors {
    /// In the order of the file, at most [`RowErrors::LISTED`].
    pub listed: Vec<RowError>,
    /// How many more there are.
    pub unlisted: usize,
}

impl RowErrors {
    /// Enough to see a pattern, few enough to read.
    pub const LISTED: usize = 50;

    /// A file of which nothing can be read.
    pub(crate) fn of_the_file(detail: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(0, "", detail);
        errors
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Sorts faults by line: some are found late, by comparing rows.
    pub(crate) fn sort(&mut self) {
        self.listed.sort_by_key(|error| error.line);
    }

    pub(crate) fn add(&mut self, line: u64, column: &str, detail: impl Into<String>) {
        if self.listed.len() < Self::LISTED {
            let column = sheet::shown(column);
            self.listed.push(RowError { line, column, detail: detail.into() });
        } else {
            self.unlisted += 1;
        }
    }
}

impl fmt::Display for RowErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.listed.iter().enumerate() {
            let separator = if at == 0 { "" } else { "\n" };
            write!(f, "{separator}{error}")?;
        }
        if self.unlisted > 0 {
            write!(f, "\nand {} more", self.unlisted)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_faults_are_listed_and_the_others_counted() {
        let mut errors = RowErrors::default();
        for line in 2..=60 {
            errors.add(line, "cabin", "is wrong");
        }
        let shown = errors.to_string();
        assert!(shown.starts_with("line 2, column cabin: is wrong\nline 3,"));
        assert!(shown.ends_with("line 51, column cabin: is wrong\nand 9 more"));
    }

    #[test]
    fn what_a_file_says_cannot_move_the_cursor_of_a_terminal() {
        let mut errors = RowErrors::default();
        errors.add(1, "\u{1b}[2Jna\u{8d}me\u{202e}", "is no column");
        assert_eq!(errors.listed[0].column, "\u{fffd}[2Jna\u{fffd}me\u{fffd}");
    }

    #[test]
    fn a_fault_of_the_whole_file_names_no_line() {
        assert_eq!(RowErrors::of_the_file("this is a picture").to_string(), "this is a picture");
    }
}
