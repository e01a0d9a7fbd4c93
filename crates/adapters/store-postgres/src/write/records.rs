//! Writes of records: a new row, or another body and other columns for one.
//!
//! Names of tables and columns come from `airside-records`, never from data.

use airside_app::ports::CommitError;
use airside_app::ports::changes::Version;
use airside_records::Row;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Json, Uuid};

use super::Part;
use crate::column::Written;
use crate::rows::record::push;

/// A new row, at version 1; none where one has the same in this column.
struct Insert {
    row: Row,
    body: Written,
    unless_taken: Option<&'static str>,
}

/// Another body and other columns for the row that is at this version.
struct Replace {
    row: Row,
    body: Written,
    version: Version,
}

/// Adds a record, or replaces the one that was read at this version.
pub(super) fn put(row: &Row, read_at: Option<Version>) -> Part {
    let (row, body) = (row.clone(), Written(row.body.clone()));
    match read_at {
        None => Part::added(Insert { row, body, unless_taken: None }),
        Some(version) => Part::one_or(CommitError::Conflict, Replace { row, body, version }),
    }
}

/// Adds a record, unless one has the same in this column.
pub(super) fn add_once(row: &Row, column: &'static str) -> Part {
    let (row, body) = (row.clone(), Written(row.body.clone()));
    Part::added(Insert { row, body, unless_taken: Some(column) })
}

impl QueryFragment<Pg> for Insert {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self { row, body, unless_taken } = self;
        out.push_sql("INSERT INTO ");
        out.push_identifier(row.table)?;
        out.push_sql(" (id, version, document");
        for column in row.fixed.iter().chain(&row.columns) {
            out.push_sql(", ");
            out.push_identifier(column.name)?;
        }
        out.push_sql(") VALUES (");
        out.push_bind_param::<Uuid, _>(&row.id)?;
        out.push_sql(", 1, ");
        out.push_bind_param::<Json, _>(body)?;
        for column in row.fixed.iter().chain(&row.columns) {
            out.push_sql(", ");
            push(&column.value, &mut out)?;
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

impl QueryFragment<Pg> for Replace {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self { row, body, version: Version(version) } = self;
        out.push_sql("UPDATE ");
        out.push_identifier(row.table)?;
        out.push_sql(" SET version = version + 1, document = ");
        out.push_bind_param::<Json, _>(body)?;
        for column in &row.columns {
            out.push_sql(", ");
            out.push_identifier(column.name)?;
            out.push_sql(" = ");
            push(&column.value, &mut out)?;
        }
        out.push_sql(" WHERE id = ");
        out.push_bind_param::<Uuid, _>(&row.id)?;
        out.push_sql(" AND version = ");
        out.push_bind_param::<BigInt, _>(version)
    }
}
