//! The Store port on SQLite: one file, nothing to install.
//!
//! One thread writes and a few connections read, so a commit never waits for a lock
//! that a reader holds. Tables, rows and SQL errors stay in here.

mod accounts;
mod bookings;
mod carry_over;
mod claim;
mod column;
mod copy;
mod database;
mod deliveries;
mod departures;
mod due;
mod facts;
mod failure;
mod finding;
mod history;
mod mails;
mod personal_data;
mod queues;
mod readers;
mod records;
mod rows;
mod sales;
mod schema;
mod stock;
mod tariffs;
mod watching;
mod webhooks;
mod world;
mod write;
mod writer;

use std::path::Path;
use std::sync::{Arc, Mutex};

use airside_app::ports::{Changes, CommitError, Store, StoreError};
use airside_app::sealing::KeyRing;
use async_trait::async_trait;
use diesel::SqliteConnection;
use diesel::prelude::*;
use time::OffsetDateTime;

pub use crate::copy::copy_database;

use crate::column::Instant;
use crate::database::{Database, copy_of_a_new_one, migrate};
use crate::failure::{Failure, Refusal};
use crate::readers::Readers;
use crate::schema::clock_offset;
use crate::writer::Writer;

/// A store in one SQLite database.
pub struct SqliteStore {
    writer: Writer,
    readers: Readers,
    keys: KeyRing,
}

impl SqliteStore {
    /// Opens the file, makes it if it is not there, and brings its tables up to date.
    ///
    /// Does I/O: at start, not in a handler.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self::start(Database::file(path))?)
    }

    /// A new, empty store that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, StoreError> {
        Ok(Self::start(Database::in_memory())?)
    }

    /// The same, of which every call is done when it returns, on the thread that makes it: for
    /// whoever decides what comes after what, and opens many stores.
    pub fn in_memory_without_threads() -> Result<Self, StoreError> {
        let connection = Arc::new(Mutex::new(copy_of_a_new_one()?));
        Ok(Self {
            writer: Writer::Caller(connection.clone()),
            readers: Readers::Caller(connection),
            keys: KeyRing::default(),
        })
    }

    fn start(database: Database) -> Result<Self, Failure> {
        let mut connection = database.writer()?;
        migrate(&mut connection)?;
        let readers = Readers::of(&database);
        let writer = Writer::start(database, connection)?;
        Ok(Self { writer, readers, keys: KeyRing::default() })
    }

    /// The same store, which from now on seals with these keys what is private, and opens it.
    #[must_use]
    pub fn sealed_with(self, keys: KeyRing) -> Self {
        Self { keys, ..self }
    }

    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&mut SqliteConnection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, StoreError> {
        Ok(self.readers.read(query).await?)
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        let changes = self.keys.seal(changes)?;
        let committed = self.writer.write(move |connection| write::apply(connection, changes));
        committed.await.map_err(|refusal: Refusal| refusal.into())
    }

    async fn time(&self) -> Result<OffsetDateTime, StoreError> {
        self.read(|connection| {
            let Instant(now) = diesel::select(write::database_time()).get_result(connection)?;
            Ok(now)
        })
        .await
    }

    async fn moved_ahead(&self) -> Result<time::Duration, StoreError> {
        self.read(|connection| {
            let seconds = clock_offset::table.select(clock_offset::seconds);
            let seconds: Option<i64> = seconds.first(connection).optional()?;
            Ok(time::Duration::seconds(seconds.unwrap_or_default()))
        })
        .await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.read(|connection| {
            diesel::select(diesel::dsl::sql::<diesel::sql_types::Integer>("1"))
                .execute(connection)?;
            Ok(())
        })
        .await
    }
}
