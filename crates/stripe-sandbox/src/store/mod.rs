//! The sandbox's state in one SQLite database.
//!
//! One connection, one transaction at a time: an operation sees nobody else's
//! half-done work, and what it answers is in the file before it answers.

mod context;
mod deliveries;
mod documents;
mod error;
mod events;
mod idempotency;
mod schema;
mod transaction;

use std::sync::{Arc, Mutex, PoisonError};

use diesel::connection::SimpleConnection;
use diesel::{Connection, ConnectionError, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
// Linked for its bundled SQLite; diesel finds no other.
use libsqlite3_sys as _;
use tokio::sync::Notify;

pub(crate) use context::Context;
pub(crate) use deliveries::{DueDelivery, Outcome};
pub(crate) use error::StoreError;
pub(crate) use idempotency::Remembered;
pub(crate) use transaction::Transaction;

use crate::faults::Faults;
use crate::open_error::OpenError;
use crate::settings::Database;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The state, and what every operation on it needs.
pub(crate) struct Store {
    connection: Mutex<SqliteConnection>,
    pub(crate) context: Context,
    pub(crate) faults: Faults,
    /// Woken when there is something new to deliver or to wait for.
    pub(crate) work: Notify,
}

impl Store {
    pub(crate) fn open(database: &Database, context: Context) -> Result<Self, OpenError> {
        Ok(Self {
            connection: Mutex::new(connect(database)?),
            context,
            faults: Faults::default(),
            work: Notify::new(),
        })
    }

    /// Does all of `run`, or nothing of it if it fails.
    pub(crate) fn transaction<T, E>(
        &self,
        run: impl FnOnce(&mut Transaction) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<diesel::result::Error>,
    {
        // A transaction whose owner panicked was rolled back: the connection is clean.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let done = connection.immediate_transaction(|connection| {
            let mut transaction = Transaction::new(connection, &self.context, &self.faults);
            let value = run(&mut transaction)?;
            Ok::<_, E>((value, transaction.has_work()))
        });
        let (value, has_work) = done?;
        if has_work {
            self.work.notify_one();
        }
        Ok(value)
    }

    /// [`Self::transaction`] on a thread that may wait for the disk.
    ///
    /// It runs to its end even if its caller goes away.
    pub(crate) async fn run<T, E>(
        self: &Arc<Self>,
        run: impl FnOnce(&mut Transaction) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<diesel::result::Error> + From<StoreError> + Send + 'static,
    {
        let store = Arc::clone(self);
        tokio::task::spawn_blocking(move || store.transaction(run))
            .await
            .unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    pub(crate) fn now(&self) -> time::OffsetDateTime {
        self.context.now()
    }
}

fn connect(database: &Database) -> Result<SqliteConnection, OpenError> {
    let (address, synchronous) = match database {
        Database::File(path) => (path.to_string_lossy(), "FULL"),
        Database::QuickFile(path) => (path.to_string_lossy(), "NORMAL"),
        Database::Memory => (":memory:".into(), "OFF"),
    };
    let mut connection = SqliteConnection::establish(&address)?;
    connection
        .batch_execute(&format!(
            "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; \
             PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON;"
        ))
        .map_err(ConnectionError::CouldntSetupConfiguration)?;
    connection
        .run_pending_migrations(MIGRATIONS)
        .map_err(|error| OpenError::Migration(error.to_string()))?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migration_can_be_reverted_and_run_again() {
        let mut connection = connect(&Database::Memory).unwrap();
        connection.revert_all_migrations(MIGRATIONS).unwrap();
        connection.run_pending_migrations(MIGRATIONS).unwrap();
        assert!(!connection.has_pending_migration(MIGRATIONS).unwrap());
    }
}
