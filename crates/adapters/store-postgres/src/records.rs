//! Records: rows that are a body and the columns beside it, whatever they are of.
//!
//! Names of tables and columns come from `airside-records`, never from data.

use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::Records;
use airside_app::ports::{CommitError, StoreError};
use airside_records::{Column, Row, Value};
use async_trait::async_trait;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{self, BigInt, Bool, Nullable, Text, Timestamptz, Uuid};

use crate::PostgresStore;
use crate::cached::Cached;
use crate::column::Written;
use crate::write::Part;

/// A new row, at version 1.
struct Insert {
    row: Row,
    body: Written,
}

/// Another body and other columns for the row that is at this version.
struct Replace {
    row: Row,
    body: Written,
    version: Version,
}

/// The rows where a column has a value.
#[derive(QueryId)]
struct Select(&'static str, Column);

#[async_trait]
impl Records for PostgresStore {
    async fn records(
        &self,
        table: &'static str,
        column: Column,
    ) -> Result<Vec<Versioned<String>>, StoreError> {
        let rows = self.load::<_, (i64, Written)>(Cached(Select(table, column))).await?;
        let versioned = |(version, Written(value))| Versioned { value, version: Version(version) };
        Ok(rows.into_iter().map(versioned).collect())
    }
}

/// Adds a record, or replaces the one that was read at this version.
pub(crate) fn put(row: &Row, read_at: Option<Version>) -> Part {
    let (row, body) = (row.clone(), Written(row.body.clone()));
    match read_at {
        None => Part::added(Insert { row, body }),
        Some(version) => Part::one_or(CommitError::Conflict, Replace { row, body, version }),
    }
}

fn push<'b>(value: &'b Value, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
    match value {
        Value::Id(id) => out.push_bind_param::<Uuid, _>(id),
        Value::Text(text) => out.push_bind_param::<Nullable<Text>, _>(text),
        Value::Flag(flag) => out.push_bind_param::<Bool, _>(flag),
        Value::Moment(moment) => out.push_bind_param::<Nullable<Timestamptz>, _>(moment),
    }
}

impl QueryFragment<Pg> for Insert {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self { row, body } = self;
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
        out.push_bind_param::<sql_types::Json, _>(body)?;
        for column in row.fixed.iter().chain(&row.columns) {
            out.push_sql(", ");
            push(&column.value, &mut out)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

impl QueryFragment<Pg> for Replace {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self { row, body, version: Version(version) } = self;
        out.push_sql("UPDATE ");
        out.push_identifier(row.table)?;
        out.push_sql(" SET version = version + 1, document = ");
        out.push_bind_param::<sql_types::Json, _>(body)?;
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

impl QueryFragment<Pg> for Select {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self(table, column) = self;
        out.push_sql("SELECT version, document FROM ");
        out.push_identifier(table)?;
        out.push_sql(" WHERE ");
        out.push_identifier(column.name)?;
        out.push_sql(" = ");
        push(&column.value, &mut out)?;
        out.push_sql(" ORDER BY id");
        Ok(())
    }
}

impl Query for Select {
    type SqlType = (BigInt, sql_types::Json);
}
