//! Brings the tables up to date, once, however many processes start.
//!
//! An advisory lock of the schema's own keeps others waiting, and is gone with the connection
//! of a process that dies half way; each migration is a transaction, so nothing stays half done.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Nullable, Text};
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::database::Database;
use crate::failure::Failure;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../../migrations/postgres");

/// By the name of the schema, which may not be there yet.
const LOCK: &str =
    "SELECT pg_advisory_lock(hashtextextended('airside ' || coalesce($1, current_schema()), 0))";
const UNLOCK: &str = "SELECT pg_advisory_unlock_all()";

type Connection = AsyncConnectionWrapper<AsyncPgConnection>;
type Names = diesel::migration::Result<Vec<String>>;

/// Runs what has not been run.
pub(crate) async fn run(database: &Database) -> Result<Vec<String>, Failure> {
    locked(database, |connection| {
        let ran = connection.run_pending_migrations(MIGRATIONS)?;
        Ok(ran.iter().map(ToString::to_string).collect())
    })
    .await
}

/// Reverts all migrations, newest first.
pub(crate) async fn revert(database: &Database) -> Result<Vec<String>, Failure> {
    locked(database, |connection| {
        let reverted = connection.revert_all_migrations(MIGRATIONS)?;
        Ok(reverted.iter().map(ToString::to_string).collect())
    })
    .await
}

/// Works on a thread that may block, since diesel's migrations are synchronous.
async fn locked(
    database: &Database,
    work: impl FnOnce(&mut Connection) -> Names + Send + 'static,
) -> Result<Vec<String>, Failure> {
    let schema = database.schema().map(ToOwned::to_owned);
    let mut connection = Connection::from(database.patient_connection().await?);
    let working = tokio::task::spawn_blocking(move || {
        sql_query(LOCK).bind::<Nullable<Text>, _>(&schema).execute(&mut connection)?;
        if let Some(schema) = schema {
            let quoted = schema.replace('"', "\"\"");
            let there = format!("CREATE SCHEMA IF NOT EXISTS \"{quoted}\"");
            sql_query(there).execute(&mut connection)?;
        }
        let names = work(&mut connection).map_err(Failure::Migration)?;
        sql_query(UNLOCK).execute(&mut connection)?;
        Ok(names)
    });
    working.await.map_err(|_| Failure::Stopped)?
}
