//! A table with a header, read column by name: CSV as spreadsheets and airlines write it.
//!
//! Columns may come in any order. What is certain (packing, encoding, delimiter, other names of
//! columns) is taken as it is, and said in a note; the rest is a fault.

mod cell;
mod columns;
mod container;
mod delimiter;
mod distinct;
mod encoding;
mod header;
pub(crate) mod names;
mod row;

use csv::{ReaderBuilder, StringRecord};

use self::cell::cell;
pub(crate) use self::cell::{quoted, shown};
pub(crate) use self::columns::Columns;
pub(crate) use self::distinct::distinct;
use self::header::Header;
pub(crate) use self::row::{Reported, Row, airport, plain};
use crate::RowErrors;

/// A table that could be read, with all that is wrong in its rows.
pub(crate) struct Sheet<T> {
    pub(crate) rows: Vec<T>,
    /// How many rows there are, the faulty ones included.
    pub(crate) read: usize,
    pub(crate) errors: RowErrors,
    pub(crate) notes: Vec<String>,
    header: Header,
}

impl<T> Sheet<T> {
    /// A column's name as the file writes it.
    pub(crate) fn written<'a>(&'a self, column: &'a str) -> &'a str {
        self.header.written(column)
    }
}

/// Reads every row, or tells everything that is wrong.
pub(crate) fn rows<T>(
    file: &[u8],
    columns: &Columns,
    read: impl FnMut(&mut Row) -> Result<T, Reported>,
) -> Result<Vec<T>, RowErrors> {
    let sheet = self::read(file, columns, read)?;
    if sheet.errors.is_empty() { Ok(sheet.rows) } else { Err(sheet.errors) }
}

/// Reads every row and keeps the faults, so that more can be found. A file without a valid header
/// or without rows is reported for that alone.
pub(crate) fn read<T>(
    file: &[u8],
    columns: &Columns,
    mut read: impl FnMut(&mut Row) -> Result<T, Reported>,
) -> Result<Sheet<T>, RowErrors> {
    let unpacked = container::unpacked(file, container::MOST).map_err(RowErrors::of_the_file)?;
    let text = encoding::text(&unpacked).map_err(RowErrors::of_the_file)?;
    let mut notes = Vec::from_iter(text.note);
    // Line ends of the old Macintosh, which nothing else counts as lines.
    let body =
        if text.text.contains('\n') { text.text } else { text.text.replace('\r', "\n").into() };
    let mut table = Table::of(&body, columns);
    let mut errors = RowErrors::default();

    let Some(first) = table.next(&mut errors) else {
        if errors.is_empty() {
            errors.add(1, "", "the file is empty: a header is needed");
        }
        return Err(errors);
    };
    let mut header = Header::read(&table.record, first, columns, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    notes.extend(header.note());

    let (mut rows, mut count) = (Vec::new(), 0);
    while let Some(line) = table.next(&mut errors) {
        count += 1;
        header.check_nameless(&table.record, line, &mut errors);
        if let Some(detail) = wrong_width(&table.record, &header) {
            errors.add(line, "", detail);
            continue;
        }
        let mut row = Row::new(line, &table.record, &header, &mut errors);
        rows.extend(read(&mut row).ok());
    }
    if count == 0 && errors.is_empty() {
        errors.add(first, "", "the file has a header and no rows: there is nothing to load");
        return Err(errors);
    }
    Ok(Sheet { rows, read: count, errors, notes, header })
}

/// The records of a text that hold something.
struct Table<'a> {
    text: &'a str,
    records: csv::Reader<&'a [u8]>,
    record: StringRecord,
    /// Lines ahead of the first that the reader is given.
    skipped: u64,
}

impl<'a> Table<'a> {
    fn of(text: &'a str, columns: &Columns) -> Self {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let stated = delimiter::stated(first);
        let (text, skipped) = if stated.is_some() { (rest, 1) } else { (text, 0) };
        let is_known = |name: &str| !names::meanings(name, columns).is_empty();
        let is_blank = |line: &&str| line.trim_matches(|it: char| !it.is_alphanumeric()).is_empty();
        let header = text.lines().find(|line| !is_blank(line)).unwrap_or_default();
        let delimiter = stated.unwrap_or_else(|| delimiter::delimiter(header, is_known));
        let records = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        Self { text, records, record: StringRecord::new(), skipped }
    }

    /// Goes to the next record and tells the line it begins on; `None` at the end, or after a
    /// fault of the file itself. Rows of nothing, which spreadsheets leave, are passed over.
    fn next(&mut self, errors: &mut RowErrors) -> Option<u64> {
        loop {
            let line = self.line();
            match self.records.read_record(&mut self.record) {
                Ok(false) => return None,
                Ok(true) if self.record.iter().all(|field| cell(field).is_empty()) => {}
                Ok(true) => return Some(line),
                Err(error) => {
                    errors.add(line, "", format!("is not CSV: {error}"));
                    return None;
                }
            }
        }
    }

    /// The line on which the next record begins, after the line ends that the reader has not
    /// reached.
    fn line(&self) -> u64 {
        let position = self.records.position();
        let rest =
            usize::try_from(position.byte()).ok().and_then(|at| self.text.as_bytes().get(at..));
        let ends = rest.unwrap_or_default().iter().take_while(|byte| b"\r\n".contains(byte));
        let passed = ends.filter(|byte| **byte == b'\n').count();
        self.skipped + position.line() + passed as u64
    }
}

/// Why a row does not fit its header. Blank fields beyond the header's do not count, and values
/// under a blank header are reported elsewhere.
fn wrong_width(record: &StringRecord, header: &Header) -> Option<String> {
    let (width, most) = header.widths();
    let has = record.len();
    let is_too_long = record.iter().skip(most).any(|field| !cell(field).is_empty());
    if has >= width && !is_too_long {
        return None;
    }
    let mut detail = format!("has {has} fields where the header has {width}");
    if record.iter().any(|field| field.contains('\n')) {
        detail.push_str("; one of them runs over several lines: is a quotation mark not closed?");
    }
    Some(detail)
}

#[cfg(test)]
mod tests;
