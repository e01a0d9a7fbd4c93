//! Writes of records: a new row, or another body and other columns for one.
//!
//! Names of tables and columns come from `airside-records`, never from data.

use airside_app::ports::changes::Version;
use airside_app::ports::{CommitError, Write};
use airside_records::Row;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;
use diesel::sql_types::{self, Array, BigInt, Json};
use uuid::Uuid;

use super::Part;
use super::statement::column;
use crate::column::Written;
use crate::rows::record::{Values, push};

/// New rows of one shape, at version 1; none where one has the same in this column.
struct Insert {
    table: &'static str,
    ids: Vec<Uuid>,
    bodies: Vec<Written>,
    columns: Vec<(&'static str, Values)>,
    unless_taken: Option<&'static str>,
}

/// Another body and other columns for the row that is at this version.
struct Replace {
    row: Row,
    body: Written,
    version: Version,
}

/// Adds records of one shape, or replaces one that was read at a version.
pub(super) fn put(writes: &[&Write]) -> Option<Part> {
    if let [Write::Record { row, read_at: Some(version), .. }] = writes {
        let (body, version) = (Written(row.body.clone()), *version);
        let replace = Replace { row: row.clone(), body, version };
        return Some(Part::one_or(CommitError::Conflict, replace));
    }
    let rows: Vec<_> = writes
        .iter()
        .filter_map(|write| match *write {
            Write::Record { row, .. } => Some(row),
            _ => None,
        })
        .collect();
    Some(Part::added(insert(&rows, None)?))
}

/// Adds a record, unless one has the same in this column.
pub(super) fn add_once(row: &Row, column: &'static str) -> Option<Part> {
    Some(Part::added(insert(&[row], Some(column))?))
}

fn insert(rows: &[&Row], unless_taken: Option<&'static str>) -> Option<Insert> {
    let first = rows.first()?;
    let columns = first.all_columns().enumerate().filter_map(|(number, first)| {
        let columns = rows.iter().filter_map(|row| row.all_columns().nth(number));
        let values: Vec<_> = columns.map(|column| &column.value).collect();
        Some((first.name, Values::of(&values)?))
    });
    Some(Insert {
        table: first.table,
        ids: column(rows, |row| row.id),
        bodies: column(rows, |row| Written(row.body.clone())),
        columns: columns.collect(),
        unless_taken,
    })
}

impl QueryFragment<Pg> for Insert {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self { table, ids, bodies, columns, unless_taken } = self;
        out.push_sql("INSERT INTO ");
        out.push_identifier(table)?;
        out.push_sql(" (version, id, document");
        for (name, _) in columns {
            out.push_sql(", ");
            out.push_identifier(name)?;
        }
        out.push_sql(") SELECT 1, * FROM unnest(");
        out.push_bind_param::<Array<sql_types::Uuid>, _>(ids)?;
        out.push_sql("::uuid[], ");
        out.push_bind_param::<Array<Json>, _>(bodies)?;
        out.push_sql("::json[]");
        for (_, values) in columns {
            out.push_sql(", ");
            values.push(&mut out)?;
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
        out.push_bind_param::<sql_types::Uuid, _>(&row.id)?;
        out.push_sql(" AND version = ");
        out.push_bind_param::<BigInt, _>(version)
    }
}
