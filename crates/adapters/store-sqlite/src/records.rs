//! Reads records of any kind: rows that are a body and the columns beside it.

use airside_app::ports::StoreError;
use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::Records;
use airside_records::Column;
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::Sqlite;

use crate::SqliteStore;
use crate::rows::record::Bound;

/// The rows where a column has a value.
struct Select<'a>(&'static str, Bound<'a>);

#[async_trait]
impl Records for SqliteStore {
    async fn records(
        &self,
        table: &'static str,
        column: Column,
    ) -> Result<Vec<Versioned<String>>, StoreError> {
        let keys = self.keys.clone();
        self.read(move |connection| {
            let rows = Select(table, Bound::of(&column)).load::<(i64, String)>(connection)?;
            let read = |(version, body)| {
                let value = keys.open_body(table, body)?;
                Ok(Versioned { value, version: Version(version) })
            };
            rows.into_iter().map(read).collect()
        })
        .await
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

impl Query for Select<'_> {
    type SqlType = (BigInt, Text);
}

impl QueryId for Select<'_> {
    type QueryId = ();
    /// Prepared by its text, of which there are few.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl RunQueryDsl<SqliteConnection> for Select<'_> {}
