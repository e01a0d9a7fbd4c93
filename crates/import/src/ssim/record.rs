//! One record, read field by field, and where its faults go.

use std::fmt::Display;
use std::str::FromStr;

use super::layout::Field;
use super::lines::Line;
use crate::RowErrors;

/// A fault has been reported; what it was found in is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reported;

/// The bytes of one record. What a shortened line lacks is read as spaces.
pub(super) struct Record<'a, 'e> {
    pub(super) line: u64,
    bytes: &'a [u8],
    errors: &'e mut RowErrors,
}

impl<'a, 'e> Record<'a, 'e> {
    pub(super) fn new(line: Line<'a>, errors: &'e mut RowErrors) -> Self {
        Self { line: line.number, bytes: line.bytes, errors }
    }

    /// The field as it stands, spaces included.
    pub(super) fn raw(&self, field: Field) -> &'a [u8] {
        field.of(self.bytes)
    }

    /// The first byte of a field; a space where there is none.
    pub(super) fn letter(&self, field: Field) -> u8 {
        self.raw(field).first().copied().unwrap_or(b' ')
    }

    /// One byte of a field, counted from 0.
    pub(super) fn letter_at(&self, field: Field, at: usize) -> u8 {
        self.raw(field).get(at).copied().unwrap_or(b' ')
    }

    /// The field without the spaces around it.
    pub(super) fn text(&mut self, field: Field) -> Result<&'a str, Reported> {
        let bytes = self.raw(field).trim_ascii();
        match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains(|it: char| it.is_control() || !it.is_ascii()) => Ok(text),
            Ok(_) | Err(_) => {
                let shown = quoted(&String::from_utf8_lossy(bytes));
                self.fault(field, format!("{shown} is not plain ASCII text"))
            }
        }
    }

    /// A value that may be left blank, read by `read`, which says what is wrong with it.
    pub(super) fn may<T>(
        &mut self,
        field: Field,
        read: impl FnOnce(&'a str) -> Result<T, String>,
    ) -> Result<Option<T>, Reported> {
        let text = self.text(field)?;
        if text.is_empty() {
            return Ok(None);
        }
        match read(text) {
            Ok(value) => Ok(Some(value)),
            Err(detail) => self.fault(field, detail),
        }
    }

    /// A value that must be there.
    pub(super) fn need<T>(
        &mut self,
        field: Field,
        read: impl FnOnce(&'a str) -> Result<T, String>,
    ) -> Result<T, Reported> {
        match self.may(field, read)? {
            Some(value) => Ok(value),
            None => self.fault(field, "is blank"),
        }
    }

    /// A code that must be there.
    pub(super) fn code<T>(&mut self, field: Field) -> Result<T, Reported>
    where
        T: FromStr<Err: Display>,
    {
        self.need(field, |text| text.parse().map_err(|error: T::Err| error.to_string()))
    }

    /// Reports what is wrong with a field.
    pub(super) fn fault<T>(
        &mut self,
        field: Field,
        detail: impl Into<String>,
    ) -> Result<T, Reported> {
        self.errors.add(self.line, &field.to_string(), detail);
        Err(Reported)
    }
}

/// The beginning of a field as a message quotes it.
pub(super) fn quoted(text: &str) -> String {
    format!("{:?}", text.chars().take(40).collect::<String>())
}
