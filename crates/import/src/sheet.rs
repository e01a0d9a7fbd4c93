//! A CSV file with a header, read column by name.
//!
//! Columns may come in any order. A column that nobody asked for is an error
//! rather than ignored: it is most often a misspelt optional one.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;
use std::str::FromStr;

use airside_primitives::AirportCode;
use csv::{ByteRecord, ReaderBuilder, Trim};

use crate::RowErrors;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The columns that a kind of file has.
pub(crate) struct Columns {
    pub(crate) required: &'static [&'static str],
    pub(crate) optional: &'static [&'static str],
}

/// Reads every row, or tells everything that is wrong.
///
pub(crate) fn rows<T>(
    file: &[u8],
    columns: &Columns,
    mut read: impl FnMut(&mut Row) -> Result<T, Reported>,
) -> Result<Vec<T>, RowErrors> {
    let text = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text);
    let mut errors = RowErrors::default();
    let mut record = ByteRecord::new();
    let mut taken = Vec::new();

    let Some(line) = next(&mut reader, &mut record, &mut errors) else {
        errors.add(1, "", "the file is empty: a header is needed");
        return Err(errors);
    };
    let places = places(&record, line, columns, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }

    while let Some(line) = next(&mut reader, &mut record, &mut errors) {
        if record.len() != places.len() {
            let (has, wants) = (record.len(), places.len());
            errors.add(line, "", format!("has {has} fields where the header has {wants}"));
            continue;
        }
        let mut row = Row { line, record: &record, places: &places, errors: &mut errors };
        taken.extend(read(&mut row).ok());
    }
    if errors.is_empty() { Ok(taken) } else { Err(errors) }
}

/// The line of the next record; `None` at the end, or after a fault of the file itself.
fn next(
    reader: &mut csv::Reader<&[u8]>,
    record: &mut ByteRecord,
    errors: &mut RowErrors,
) -> Option<u64> {
    let line = reader.position().line();
    match reader.read_byte_record(record) {
        Ok(true) => Some(record.position().map_or(line, csv::Position::line)),
        Ok(false) => None,
        Err(error) => {
            errors.add(line, "", format!("is not CSV: {error}"));
            None
        }
    }
}

/// Where each column is, by its name.
fn places(
    header: &ByteRecord,
    line: u64,
    columns: &Columns,
    errors: &mut RowErrors,
) -> HashMap<&'static str, usize> {
    let mut places = HashMap::new();
    for (at, name) in header.iter().enumerate() {
        let known = columns.required.iter().chain(columns.optional);
        match known.copied().find(|known| known.as_bytes() == name) {
            Some(known) if places.insert(known, at).is_some() => {
                errors.add(line, known, "the header has this column twice");
            }
            Some(_) => {}
            None => errors.add(line, &String::from_utf8_lossy(name), "is no column of this file"),
        }
    }
    for required in columns.required {
        if !places.contains_key(required) {
            errors.add(line, required, "the header lacks this column");
        }
    }
    places
}

/// A fault of a row has been reported, and the row is not taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reported;

/// One row, and where its faults are reported.
pub(crate) struct Row<'a> {
    line: u64,
    record: &'a ByteRecord,
    places: &'a HashMap<&'static str, usize>,
    errors: &'a mut RowErrors,
}

impl Row<'_> {
    /// A value that must be there.
    pub(crate) fn need<T>(&mut self, column: &'static str) -> Result<T, Reported>
    where
        T: FromStr<Err: Display>,
    {
        self.need_with(column, |text| text.parse().map_err(|error: T::Err| error.to_string()))
    }

    /// A value that must be there, read by `read`, which says what is wrong with it.
    pub(crate) fn need_with<T>(
        &mut self,
        column: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, Reported> {
        match self.may_with(column, read)? {
            Some(value) => Ok(value),
            None => self.fault(column, "is empty"),
        }
    }

    /// A value that may be left out: `None` then.
    pub(crate) fn may<T>(&mut self, column: &'static str) -> Result<Option<T>, Reported>
    where
        T: FromStr<Err: Display>,
    {
        self.may_with(column, |text| text.parse().map_err(|error: T::Err| error.to_string()))
    }

    /// A value that may be left out, read by `read`.
    pub(crate) fn may_with<T>(
        &mut self,
        column: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Reported> {
        let bytes = self.places.get(column).and_then(|at| self.record.get(*at)).unwrap_or_default();
        let Ok(text) = std::str::from_utf8(bytes) else {
            return self.fault(column, "is not UTF-8 text");
        };
        if text.is_empty() {
            return Ok(None);
        }
        match read(text) {
            Ok(value) => Ok(Some(value)),
            Err(detail) => self.fault(column, detail),
        }
    }

    /// Reports a fault; the row is not taken.
    pub(crate) fn fault<T>(
        &mut self,
        column: &str,
        detail: impl Into<String>,
    ) -> Result<T, Reported> {
        self.errors.add(self.line, column, detail);
        Err(Reported)
    }

    /// Reports a row that says again what an earlier line says.
    pub(crate) fn once<K: Eq + Hash>(
        &mut self,
        lines: &mut HashMap<K, u64>,
        key: K,
        what: &str,
    ) -> Result<(), Reported> {
        match lines.insert(key, self.line) {
            None => Ok(()),
            Some(earlier) => {
                let line = self.line;
                self.fault("", format!("lines {earlier} and {line} are the same {what}"))
            }
        }
    }
}

/// The beginning of a field as a message quotes it.
pub(crate) fn quoted(text: &str) -> String {
    format!("{:?}", text.chars().take(40).collect::<String>())
}

/// Reads an airport's code and finds what is `known` about it.
pub(crate) fn airport<T>(
    text: &str,
    known: impl FnOnce(AirportCode) -> Option<T>,
) -> Result<T, String> {
    let code = text.parse::<AirportCode>().map_err(|error| error.to_string())?;
    known(code).ok_or_else(|| format!("there is no airport {code}: load its row first"))
}

/// Text for people: at most 100 characters, none of them a control character.
pub(crate) fn plain(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_control) {
        return Err("holds control characters".to_owned());
    }
    if text.chars().count() > 100 {
        return Err("is longer than 100 characters".to_owned());
    }
    Ok(text.to_owned())
}
