//! The first row: which column of the file is which.
//!
//! An unknown column is an error rather than ignored: it is most often a misspelt optional one. A
//! column without a name is ignored for as long as it is empty.

use csv::StringRecord;

use super::cell::{cell, quoted};
use super::columns::Columns;
use super::names;
use crate::RowErrors;

/// Where each column is.
#[derive(Debug, Default)]
pub(super) struct Header {
    places: Vec<Place>,
    /// How many fields the header has, the nameless at its end left out.
    width: usize,
    /// How many it has with them.
    full_width: usize,
    /// The columns without a name, and whether one was found to hold something.
    nameless: Vec<(usize, bool)>,
}

#[derive(Debug)]
struct Place {
    column: &'static str,
    at: usize,
    /// The name as the file writes it.
    written: String,
}

impl Header {
    /// Reads a header, and reports all that is wrong with it.
    pub(super) fn read(
        record: &StringRecord,
        line: u64,
        columns: &Columns,
        errors: &mut RowErrors,
    ) -> Self {
        let cells: Vec<&str> = record.iter().map(cell).collect();
        let nameless = (0..cells.len()).filter(|at| cells[*at].is_empty());
        let width = cells.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        let mut header = Self {
            places: Vec::new(),
            width,
            full_width: cells.len(),
            nameless: nameless.map(|at| (at, false)).collect(),
        };

        let named = cells.iter().enumerate().filter(|(_, name)| !name.is_empty());
        let mut open: Vec<(usize, &str, Vec<&'static str>)> =
            named.map(|(at, name)| (at, *name, names::meanings(name, columns))).collect();
        for (_, name, _) in open.extract_if(.., |(.., meanings)| meanings.is_empty()) {
            let known: Vec<_> = columns.all().collect();
            let detail = format!("is no column of this file: it may have {}", known.join(", "));
            errors.add(line, name, detail);
        }
        while let Some((at, name, meanings)) = header.clearest(&mut open) {
            match meanings.iter().find(|column| header.place(column).is_none()) {
                Some(column) => {
                    header.places.push(Place { column, at, written: name.to_owned() });
                }
                None => errors.add(line, name, "the header has this column twice"),
            }
        }
        for required in columns.required {
            if header.place(required).is_none() {
                errors.add(line, required, "the header lacks this column");
            }
        }
        if width == 1 && columns.required.len() > 1 {
            let detail = "has one field: a comma, a semicolon, a tab or | must be between fields";
            errors.add(line, "", detail);
        }
        header
    }

    /// The next name to be given a column: one with a single meaning left, or else the first.
    fn clearest<'n>(
        &self,
        open: &mut Vec<(usize, &'n str, Vec<&'static str>)>,
    ) -> Option<(usize, &'n str, Vec<&'static str>)> {
        let left = |meanings: &[&'static str]| {
            meanings.iter().filter(|column| self.place(column).is_none()).count()
        };
        let own = open.iter().position(|(.., meanings)| meanings.len() == 1);
        let clear = own.or_else(|| open.iter().position(|(.., meanings)| left(meanings) <= 1));
        let next = clear.unwrap_or(0);
        (next < open.len()).then(|| open.remove(next))
    }

    fn place(&self, column: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.column == column)
    }

    /// Where a column is in each row; `None` when the file does not have it.
    pub(super) fn position(&self, column: &str) -> Option<usize> {
        self.place(column).map(|place| place.at)
    }

    /// How many fields a row has at the least, and how many may hold something.
    pub(super) fn widths(&self) -> (usize, usize) {
        (self.width, self.full_width)
    }

    /// A column's name as the file writes it.
    pub(super) fn written<'a>(&'a self, column: &'a str) -> &'a str {
        self.place(column).map_or(column, |place| &place.written)
    }

    /// What was read under other names than its own, as a sentence.
    pub(super) fn note(&self) -> Option<String> {
        let renamed =
            |place: &&Place| names::spelled(&place.written) != names::spelled(place.column);
        let read = |place: &Place| format!("{} as {}", quoted(&place.written), place.column);
        let read: Vec<_> = self.places.iter().filter(renamed).map(read).collect();
        (!read.is_empty()).then(|| format!("columns read by other names: {}", read.join(", ")))
    }

    /// Reports values under a blank name: once for each column.
    pub(super) fn check_nameless(
        &mut self,
        record: &StringRecord,
        line: u64,
        errors: &mut RowErrors,
    ) {
        for (at, is_reported) in &mut self.nameless {
            let value = record.get(*at).map_or("", cell);
            if !value.is_empty() && !*is_reported {
                *is_reported = true;
                let value = quoted(value);
                let detail = format!("the header is blank over this column, which holds {value}");
                errors.add(line, &letters(*at), detail);
            }
        }
    }
}

/// A column as spreadsheets letter it: A to Z, AA to AZ, and so on.
fn letters(at: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = at + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns = Columns {
        required: &["airline", "origin", "destination", "departure_local", "arrival_local"],
        optional: &["valid_from", "valid_until"],
    };

    fn read(names: &[&str]) -> (Header, String) {
        let mut errors = RowErrors::default();
        let header = Header::read(&StringRecord::from(names.to_vec()), 1, &COLUMNS, &mut errors);
        (header, errors.to_string())
    }

    fn places(names: &[&str]) -> Vec<(usize, &'static str)> {
        let (header, errors) = read(names);
        assert_eq!(errors, "");
        let mut places: Vec<_> =
            header.places.iter().map(|place| (place.at, place.column)).collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn a_name_with_several_meanings_takes_the_one_that_is_left() {
        let meant = |names: &[&str]| -> Vec<_> {
            places(names).into_iter().map(|(_, column)| column).collect()
        };
        assert_eq!(
            meant(&["carrier", "from", "to", "dep", "arr"]),
            ["airline", "origin", "destination", "departure_local", "arrival_local"]
        );
        assert_eq!(
            meant(&["carrier", "from", "to", "dep", "arr", "STD", "STA"]),
            [
                "airline",
                "valid_from",
                "valid_until",
                "origin",
                "destination",
                "departure_local",
                "arrival_local"
            ]
        );
        assert_eq!(
            meant(&["airline", "dep", "arr", "STD", "STA"]),
            ["airline", "origin", "destination", "departure_local", "arrival_local"]
        );
        assert_eq!(
            meant(&["airline", "origin", "destination", "STD", "STA", "from", "to"])[5..],
            ["valid_from", "valid_until"]
        );
    }

    #[test]
    fn two_names_for_one_column_are_one_too_many() {
        let (_, errors) = read(&["airline", "carrier", "from", "to", "dep", "arr"]);
        assert_eq!(errors, "line 1, column carrier: the header has this column twice");
        let (_, errors) =
            read(&["airline", "origin", "destination", "STD", "STA", "valid_from", "from"]);
        assert_eq!(errors, "line 1, column from: the header has this column twice");
    }

    #[test]
    fn an_unknown_name_is_told_with_those_there_are() {
        let (_, errors) = read(&["airline", "from", "to", "dep", "arr", "terminal"]);
        assert_eq!(
            errors,
            "line 1, column terminal: is no column of this file: it may have airline, origin, \
             destination, departure_local, arrival_local, valid_from, valid_until"
        );
    }

    #[test]
    fn a_header_says_what_it_read_by_another_name() {
        let (header, _) = read(&["Airline", "From", "To", "STD", "arrival local"]);
        assert_eq!(
            header.note().unwrap(),
            "columns read by other names: \"STD\" as departure_local, \"From\" as origin, \"To\" \
             as destination"
        );
        assert_eq!(header.written("origin"), "From");
        assert_eq!(read(COLUMNS.required).0.note(), None);
    }

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        let lettered = [0, 10, 25, 26, 51, 52, 701, 702].map(letters);
        assert_eq!(lettered, ["A", "K", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
