//! Where the database is, and how a connection to it is set up.
//!
//! A write-ahead log lets readers go on during a write; `synchronous = FULL` makes a commit outlive
//! a power cut.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Error as PoolSetupError, Pool};
use diesel::sql_types::Text;
use diesel::{Connection, RunQueryDsl as _, SqliteConnection, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::failure::Failure;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../../migrations/sqlite");

/// How many may read at the same time.
pub(crate) const READERS: u32 = 4;

const EVERYBODY: &str = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;";
// What is deleted or replaced is overwritten, so that no name stays behind in a free page.
const WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                      PRAGMA secure_delete = ON;";
const READER: &str = "PRAGMA query_only = ON;";

/// The address of a database.
pub(crate) struct Database {
    url: String,
}

impl Database {
    /// A file, made when it is not there.
    pub(crate) fn file(path: &Path) -> Self {
        Self { url: path.to_string_lossy().into_owned() }
    }

    /// A new one in memory, which lives as long as a connection to it does.
    pub(crate) fn in_memory() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { url: format!("file:/airside-{number}?vfs=memdb") }
    }

    /// The one connection that writes.
    pub(crate) fn writer(&self) -> Result<SqliteConnection, Failure> {
        let mut connection = SqliteConnection::establish(&self.url)?;
        connection.batch_execute(EVERYBODY)?;
        connection.batch_execute(WRITER)?;
        Ok(connection)
    }

    /// Connections that only read, opened as they are needed.
    pub(crate) fn readers(&self) -> Pool<ConnectionManager<SqliteConnection>> {
        Pool::builder()
            .max_size(READERS)
            .min_idle(Some(0))
            .test_on_check_out(false)
            .connection_customizer(Box::new(Reader))
            .build_unchecked(ConnectionManager::new(&self.url))
    }
}

/// A database in memory with tables and nothing in them, copied from one that is made but once.
pub(crate) fn copy_of_a_new_one() -> Result<SqliteConnection, Failure> {
    static NEW: Mutex<Option<SqliteConnection>> = Mutex::new(None);
    let mut new = NEW.lock().unwrap_or_else(PoisonError::into_inner);
    if new.is_none() {
        let mut connection = Database::in_memory().writer()?;
        migrate(&mut connection)?;
        *new = Some(connection);
    }
    let database = Database::in_memory();
    let copy = database.writer()?;
    if let Some(new) = new.as_mut() {
        sql_query("VACUUM INTO ?").bind::<Text, _>(&database.url).execute(new)?;
    }
    Ok(copy)
}

/// Brings the tables up to date.
pub(crate) fn migrate(connection: &mut SqliteConnection) -> Result<(), Failure> {
    connection.run_pending_migrations(MIGRATIONS).map_err(Failure::Migration)?;
    Ok(())
}

#[derive(Debug)]
struct Reader;

impl CustomizeConnection<SqliteConnection, PoolSetupError> for Reader {
    fn on_acquire(&self, connection: &mut SqliteConnection) -> Result<(), PoolSetupError> {
        let set_up =
            connection.batch_execute(EVERYBODY).and_then(|()| connection.batch_execute(READER));
        set_up.map_err(PoolSetupError::QueryError)
    }
}

#[cfg(test)]
mod tests {
    use airside_app::personal_data::tables::fault;
    use diesel::dsl::sql;
    use diesel::prelude::*;
    use diesel::sql_types::{BigInt, Text};

    use super::*;

    fn tables(connection: &mut SqliteConnection) -> i64 {
        let ours = "(SELECT count(*) FROM sqlite_schema \
                    WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '__*')";
        diesel::select(sql::<BigInt>(ours)).get_result(connection).unwrap()
    }

    #[derive(QueryableByName)]
    struct ColumnOf {
        #[diesel(sql_type = Text)]
        of: String,
        #[diesel(sql_type = Text)]
        called: String,
    }

    #[test]
    fn somebody_has_thought_about_what_each_table_keeps_of_people() {
        let mut connection = Database::in_memory().writer().unwrap();
        migrate(&mut connection).unwrap();
        let columns = "SELECT tables.name AS of, columns.name AS called
            FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
            WHERE tables.type = 'table' AND tables.name NOT GLOB 'sqlite_*'
                AND tables.name NOT GLOB '__*'";
        let columns: Vec<ColumnOf> = diesel::sql_query(columns).load(&mut connection).unwrap();
        assert!(columns.len() > 100, "{} columns", columns.len());
        for ColumnOf { of, called } in columns {
            assert_eq!(fault(&of, &called), None);
        }
    }

    #[test]
    fn every_migration_can_be_run_reverted_and_run_again() {
        let mut connection = Database::in_memory().writer().unwrap();
        migrate(&mut connection).unwrap();
        let all = tables(&mut connection);
        assert!(all > 20, "{all} tables");

        connection.revert_all_migrations(MIGRATIONS).unwrap();
        assert_eq!(tables(&mut connection), 0);

        migrate(&mut connection).unwrap();
        assert_eq!(tables(&mut connection), all);
    }
}
