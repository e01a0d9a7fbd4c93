//! A column of a record, and its value as SQLite has it.

use airside_records::{Column, Value};
use diesel::query_builder::AstPass;
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Binary, Bool, Nullable, Text};
use diesel::sqlite::Sqlite;

use crate::column::{Instant, Key};

pub(crate) struct Bound<'a> {
    pub(crate) name: &'static str,
    value: Stored<'a>,
}

enum Stored<'a> {
    Id(Key),
    Text(&'a Option<String>),
    Flag(bool),
    Moment(Option<Instant>),
}

impl<'a> Bound<'a> {
    pub(crate) fn of(column: &'a Column) -> Self {
        let value = match &column.value {
            Value::Id(id) => Stored::Id(Key(*id)),
            Value::Text(text) => Stored::Text(text),
            Value::Flag(flag) => Stored::Flag(*flag),
            Value::Moment(moment) => Stored::Moment(moment.map(Instant)),
        };
        Self { name: column.name, value }
    }

    pub(crate) fn push<'b>(&'b self, out: &mut AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        match &self.value {
            Stored::Id(id) => out.push_bind_param::<Binary, _>(id),
            Stored::Text(text) => out.push_bind_param::<Nullable<Text>, _>(*text),
            Stored::Flag(flag) => out.push_bind_param::<Bool, _>(flag),
            Stored::Moment(moment) => out.push_bind_param::<Nullable<BigInt>, _>(moment),
        }
    }
}
