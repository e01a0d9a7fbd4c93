//! Records: rows that are a body and the columns beside it, whatever they are of.
//!
//! Names of tables and columns come from `airside-records`, never from data.

use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::Records;
use airside_app::ports::{CommitError, StoreError};
use airside_records::{Column, Row, Value};
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Binary, Bool, Nullable, Text};
use diesel::sqlite::Sqlite;

use crate::SqliteStore;
use crate::column::{Instant, Key};
use crate::failure::Refusal;
use crate::write::one_or;

/// A new row, at version 1.
struct Insert<'a>(&'a Row, Vec<Bound<'a>>);

/// Another body and other columns for the row that is at this version.
struct Replace<'a>(&'a Row, Vec<Bound<'a>>, Version);

/// The rows where a column has a value.
struct Select<'a>(&'static str, Bound<'a>);

/// A column and its value, as SQLite has them.
struct Bound<'a> {
    name: &'static str,
    value: Stored<'a>,
}

enum Stored<'a> {
    Id(Key),
    Text(&'a Option<String>),
    Flag(bool),
    Moment(Option<Instant>),
}

/// Adds a record, or replaces the one that was read at this version.
pub(crate) fn put(
    connection: &mut SqliteConnection,
    row: &Row,
    read_at: Option<Version>,
) -> Result<(), Refusal> {
    match read_at {
        None => {
            let columns = row.fixed.iter().chain(&row.columns).map(Bound::of).collect();
            Insert(row, columns).execute(connection)?;
            Ok(())
        }
        Some(version) => {
            let columns = row.columns.iter().map(Bound::of).collect();
            let rows = Replace(row, columns, version).execute(connection)?;
            one_or(rows, CommitError::Conflict)
        }
    }
}

#[async_trait]
impl Records for SqliteStore {
    async fn records(
        &self,
        table: &'static str,
        column: Column,
    ) -> Result<Vec<Versioned<String>>, StoreError> {
        self.read(move |connection| {
            let rows = Select(table, Bound::of(&column)).load::<(i64, String)>(connection)?;
            let versioned = |(version, value)| Versioned { value, version: Version(version) };
            Ok(rows.into_iter().map(versioned).collect())
        })
        .await
    }
}

impl<'a> Bound<'a> {
    fn of(column: &'a Column) -> Self {
        let value = match &column.value {
            Value::Id(id) => Stored::Id(Key(*id)),
            Value::Text(text) => Stored::Text(text),
            Value::Flag(flag) => Stored::Flag(*flag),
            Value::Moment(moment) => Stored::Moment(moment.map(Instant)),
        };
        Self { name: column.name, value }
    }

    fn push<'b>(&'b self, out: &mut AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        match &self.value {
            Stored::Id(id) => out.push_bind_param::<Binary, _>(id),
            Stored::Text(text) => out.push_bind_param::<Nullable<Text>, _>(*text),
            Stored::Flag(flag) => out.push_bind_param::<Bool, _>(flag),
            Stored::Moment(moment) => out.push_bind_param::<Nullable<BigInt>, _>(moment),
        }
    }
}

impl QueryFragment<Sqlite> for Insert<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let Self(row, columns) = self;
        out.push_sql("INSERT INTO ");
        out.push_identifier(row.table)?;
        out.push_sql(" (id, version, document");
        for column in columns {
            out.push_sql(", ");
            out.push_identifier(column.name)?;
        }
        out.push_sql(") VALUES (");
        out.push_bind_param::<Binary, _>(row.id.as_bytes().as_slice())?;
        out.push_sql(", 1, ");
        out.push_bind_param::<Text, _>(&row.body)?;
        for column in columns {
            out.push_sql(", ");
            column.push(&mut out)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

impl QueryFragment<Sqlite> for Replace<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let Self(row, columns, Version(version)) = self;
        out.push_sql("UPDATE ");
        out.push_identifier(row.table)?;
        out.push_sql(" SET version = version + 1, document = ");
        out.push_bind_param::<Text, _>(&row.body)?;
        for column in columns {
            out.push_sql(", ");
            out.push_identifier(column.name)?;
            out.push_sql(" = ");
            column.push(&mut out)?;
        }
        out.push_sql(" WHERE id = ");
        out.push_bind_param::<Binary, _>(row.id.as_bytes().as_slice())?;
        out.push_sql(" AND version = ");
        out.push_bind_param::<BigInt, _>(version)
    }
}

impl QueryFragment<Sqlite> for Select<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let Self(table, column) = self;
        out.push_sql("SELECT version, document FROM ");
        out.push_identifier(table)?;
        out.push_sql(" WHERE ");
        out.push_identifier(column.name)?;
        out.push_sql(" = ");
        column.push(&mut out)?;
        out.push_sql(" ORDER BY id");
        Ok(())
    }
}

/// Prepared by their text, of which there are few.
macro_rules! prepared_by_text {
    ($($statement:ident),+) => {
        $(
            impl QueryId for $statement<'_> {
                type QueryId = ();
                const HAS_STATIC_QUERY_ID: bool = false;
            }

            impl RunQueryDsl<SqliteConnection> for $statement<'_> {}
        )+
    };
}

prepared_by_text!(Insert, Replace, Select);

impl Query for Select<'_> {
    type SqlType = (BigInt, Text);
}
