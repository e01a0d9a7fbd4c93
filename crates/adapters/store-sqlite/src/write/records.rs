//! Writes of records: a new row, or another body and other columns for one.
//!
//! Names of tables and columns come from `airside-records`, never from data.

use airside_app::ports::CommitError;
use airside_app::ports::changes::Version;
use airside_records::Row;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Binary, Text};
use diesel::sqlite::Sqlite;

use crate::failure::{Refusal, one_or};
use crate::rows::record::Bound;

/// A new row, at version 1; none where one has the same in the column of this name.
struct Insert<'a>(&'a Row, Vec<Bound<'a>>, Option<&'static str>);

/// Another body and other columns for the row that is at this version.
struct Replace<'a>(&'a Row, Vec<Bound<'a>>, Version);

/// Adds a record, or replaces the one that was read at this version.
pub(super) fn put(
    connection: &mut SqliteConnection,
    row: &Row,
    read_at: Option<Version>,
) -> Result<(), Refusal> {
    match read_at {
        None => {
            let columns = row.fixed.iter().chain(&row.columns).map(Bound::of).collect();
            Insert(row, columns, None).execute(connection)?;
            Ok(())
        }
        Some(version) => {
            let columns = row.columns.iter().map(Bound::of).collect();
            let rows = Replace(row, columns, version).execute(connection)?;
            one_or(rows, CommitError::Conflict)
        }
    }
}

/// Adds a record, unless one has the same in this column.
pub(super) fn add_once(
    connection: &mut SqliteConnection,
    row: &Row,
    column: &'static str,
) -> Result<(), Refusal> {
    let columns = row.fixed.iter().chain(&row.columns).map(Bound::of).collect();
    Insert(row, columns, Some(column)).execute(connection)?;
    Ok(())
}

impl QueryFragment<Sqlite> for Insert<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let Self(row, columns, unless_taken) = self;
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
        if let Some(column) = unless_taken {
            out.push_sql(" ON CONFLICT (");
            out.push_identifier(column)?;
            out.push_sql(") DO NOTHING");
        }
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

impl QueryId for Insert<'_> {
    type QueryId = ();
    /// Prepared by its text, of which there are few.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryId for Replace<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl RunQueryDsl<SqliteConnection> for Insert<'_> {}
impl RunQueryDsl<SqliteConnection> for Replace<'_> {}
