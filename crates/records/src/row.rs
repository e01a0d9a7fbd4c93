//! A record as every store keeps it: one row, which is all of it as JSON and the columns
//! that rows are asked for by.
//!
//! Which columns there are is said once, here in this crate. A store makes a table of the
//! name, with `id`, `version`, `document` (the JSON) and those columns, and needs to know no more.

use std::fmt;
use std::mem::discriminant;

use airside_booking::SalesLine;
use serde::Serialize;
use thiserror::Error;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::BadRecord;

/// A domain value that is kept as one row.
pub trait Kept: Sized {
    /// The table that has its rows.
    const TABLE: &'static str;

    fn row(&self) -> Row;

    /// What it says in the books: written beside its row, each line once.
    fn sales_lines(&self) -> Vec<SalesLine> {
        Vec::new()
    }

    /// Reads the JSON of a row, and checks every rule of the domain again.
    fn read(body: &str) -> Result<Self, Unreadable>;
}

/// One row, as it is to be.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    pub table: &'static str,
    pub id: Uuid,
    /// Said when it is added, and never again.
    pub fixed: Vec<Column>,
    /// Said each time it is written. What is not said stays as it was.
    pub columns: Vec<Column>,
    /// All of it, as JSON.
    pub body: String,
}

/// A column and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub value: Value,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Id(Uuid),
    Text(Option<String>),
    Flag(bool),
    /// Kept to the microsecond.
    Moment(Option<OffsetDateTime>),
}

/// JSON that is not what was written.
#[derive(Debug, Error)]
pub enum Unreadable {
    #[error("a stored record is not well formed")]
    Malformed(#[from] serde_json::Error),
    #[error(transparent)]
    Nonsense(#[from] BadRecord),
}

impl Row {
    /// Whether it is of the same table, and has values of the same kinds in the same columns.
    pub fn is_shaped_like(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.all_columns(), other.all_columns());
        let shape = |column: &Column| (column.name, discriminant(&column.value));
        self.table == other.table && ours.map(shape).eq(theirs.map(shape))
    }

    /// What a new row says, beside its id and its body.
    pub fn all_columns(&self) -> impl Iterator<Item = &Column> {
        self.fixed.iter().chain(&self.columns)
    }
}

impl fmt::Debug for Row {
    /// Without the body, which tells of people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row")
            .field("table", &self.table)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Column {
    pub const fn id(name: &'static str, id: Uuid) -> Self {
        Self { name, value: Value::Id(id) }
    }

    pub fn text(name: &'static str, text: impl Into<String>) -> Self {
        Self { name, value: Value::Text(Some(text.into())) }
    }

    /// Text that may be absent.
    pub const fn maybe(name: &'static str, text: Option<String>) -> Self {
        Self { name, value: Value::Text(text) }
    }

    pub const fn flag(name: &'static str, flag: bool) -> Self {
        Self { name, value: Value::Flag(flag) }
    }

    pub const fn moment(name: &'static str, moment: Option<OffsetDateTime>) -> Self {
        Self { name, value: Value::Moment(moment) }
    }
}

/// All of a record, as JSON.
#[expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "records have text keys and nothing that JSON cannot say"
)]
pub fn body(record: &impl Serialize) -> String {
    serde_json::to_string(record).expect("a record in JSON")
}
