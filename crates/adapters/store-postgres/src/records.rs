//! Reads records of any kind: rows that are a body and the columns beside it.

use airside_app::ports::StoreError;
use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::Records;
use airside_records::Column;
use async_trait::async_trait;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Json};

use crate::PostgresStore;
use crate::cached::Cached;
use crate::column::Written;
use crate::rows::record::push;

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
        let read = |(version, Written(body))| {
            let value = self.keys.open_body(table, body)?;
            Ok(Versioned { value, version: Version(version) })
        };
        rows.into_iter().map(read).collect()
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
    type SqlType = (BigInt, Json);
}
