//! One row: its values by column, and where its faults are reported.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;
use std::str::FromStr;

use airside_primitives::AirportCode;
use csv::StringRecord;

use super::cell::cell;
use super::header::Header;
use crate::RowErrors;

/// A fault of a row has been reported, and the row is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reported;

/// One row of a table.
pub(crate) struct Row<'a> {
    /// Where it begins in the file, counted from 1.
    pub(crate) line: u64,
    record: &'a StringRecord,
    header: &'a Header,
    errors: &'a mut RowErrors,
}

impl<'a> Row<'a> {
    pub(super) fn new(
        line: u64,
        record: &'a StringRecord,
        header: &'a Header,
        errors: &'a mut RowErrors,
    ) -> Self {
        Self { line, record, header, errors }
    }

    /// The value of a column; empty when the file does not have it.
    pub(crate) fn text(&self, column: &str) -> &'a str {
        self.header.position(column).and_then(|at| self.record.get(at)).map_or("", cell)
    }

    /// A code or a value in capitals that must be there; it may be written in any case.
    pub(crate) fn need<T>(&mut self, column: &'static str) -> Result<T, Reported>
    where
        T: FromStr<Err: Display>,
    {
        self.need_with(column, code)
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

    /// A code or a value in capitals that may be left out: `None` then.
    pub(crate) fn may<T>(&mut self, column: &'static str) -> Result<Option<T>, Reported>
    where
        T: FromStr<Err: Display>,
    {
        self.may_with(column, code)
    }

    /// A value that may be left out, read by `read`.
    pub(crate) fn may_with<T>(
        &mut self,
        column: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Reported> {
        let text = self.text(column);
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
        self.errors.add(self.line, self.header.written(column), detail);
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

/// Reads a code in any case; a message quotes it as it was written.
pub(crate) fn code<T>(text: &str) -> Result<T, String>
where
    T: FromStr<Err: Display>,
{
    let capitals = text.to_ascii_uppercase().parse();
    capitals.or_else(|_| text.parse()).map_err(|error: T::Err| error.to_string())
}

/// Reads an airport's code and finds what is `known` about it.
pub(crate) fn airport<T>(
    text: &str,
    known: impl FnOnce(AirportCode) -> Option<T>,
) -> Result<T, String> {
    let code: AirportCode = code(text)?;
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
