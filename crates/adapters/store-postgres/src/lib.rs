//! The Store port on PostgreSQL, for any number of nodes at the same time.
//!
//! A commit is one statement, so it is whole or absent by itself, in one round trip, and
//! holds its locks no longer than the server needs; commits that come at the same moment are one
//! statement together. Tables, rows and SQL errors stay in here.

mod accounts;
mod bookings;
mod cached;
mod carry_over;
mod claim;
mod column;
mod commit;
mod database;
mod deliveries;
mod departures;
mod due;
mod facts;
mod failure;
mod finding;
mod forget;
mod history;
mod mails;
mod migrations;
mod outbox;
mod personal_data;
mod queues;
mod records;
mod rows;
mod sales;
mod schema;
mod settings;
mod stock;
mod tariffs;
mod tls;
mod together;
mod watching;
mod webhooks;
mod world;
mod write;

use std::sync::Arc;

use airside_app::ports::{Changes, CommitError, Store, StoreError};
use airside_app::sealing::KeyRing;
use async_trait::async_trait;
use diesel::dsl::{select, sql};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Timestamptz};
use diesel_async::methods::LoadQuery;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures::FutureExt;
use futures::future::BoxFuture;
use time::OffsetDateTime;

use crate::database::Database;
use crate::failure::Failure;
use crate::schema::clock_offset;
use crate::together::Together;
pub use settings::Settings;

/// A store in one schema of a PostgreSQL database.
pub struct PostgresStore {
    database: Database,
    together: Arc<Together>,
    keys: KeyRing,
}

impl PostgresStore {
    /// Reaches the database. Its tables have to be there: see [`Self::migrate`].
    pub async fn connect(settings: &Settings) -> Result<Self, StoreError> {
        let database = Database::open(settings)?;
        let together = Together::new(database.clone());
        let store = Self { database, together, keys: KeyRing::default() };
        store.ping().await?;
        Ok(store)
    }

    /// The same store, which from now on seals with these keys what is private, and opens it.
    #[must_use]
    pub fn sealed_with(self, keys: KeyRing) -> Self {
        Self { keys, ..self }
    }

    /// Brings the tables up to date, and answers with the names of the migrations that it ran.
    ///
    /// The first process does it; others that start meanwhile wait, and find it done.
    pub async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        Ok(migrations::run(&self.database).await?)
    }

    /// Drops every table with its rows: for tests of the way back.
    #[doc(hidden)]
    pub async fn revert(&self) -> Result<Vec<String>, StoreError> {
        Ok(migrations::revert(&self.database).await?)
    }

    /// The row of a query that has at most one.
    fn find<'a, Q, R>(&'a self, query: Q) -> BoxFuture<'a, Result<Option<R>, Failure>>
    where
        Q: LoadQuery<'a, AsyncPgConnection, R> + Send + 'a,
        R: Send + 'a,
    {
        async {
            let mut connection = self.database.connection().await?;
            Ok(query.get_result(&mut *connection).await.optional()?)
        }
        .boxed()
    }

    /// Every row of a query.
    ///
    /// The future is boxed, so that its type does not name the query: the compiler would prove all
    /// that diesel asks of it eight times for each call.
    fn load<'a, Q, R>(&'a self, query: Q) -> BoxFuture<'a, Result<Vec<R>, Failure>>
    where
        Q: LoadQuery<'a, AsyncPgConnection, R> + Send + 'a,
        R: Send + 'a,
    {
        async {
            let mut connection = self.database.connection().await?;
            Ok(query.load(&mut *connection).await?)
        }
        .boxed()
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        let changes = self.keys.seal(changes)?;
        if write::only_adds(&changes) {
            self.together.commit(changes).await
        } else {
            commit::commit(&self.database, changes).await
        }
    }

    async fn time(&self) -> Result<OffsetDateTime, StoreError> {
        let now = sql::<Timestamptz>("SELECT clock_timestamp()");
        let now = self.find(now).await?;
        Ok(now.ok_or(Failure::Row { table: "the clock", column: "now" })?)
    }

    async fn moved_ahead(&self) -> Result<time::Duration, StoreError> {
        let seconds: Option<i64> =
            self.find(clock_offset::table.select(clock_offset::seconds)).await?;
        Ok(time::Duration::seconds(seconds.unwrap_or_default()))
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.load::<_, i32>(select(1.into_sql::<Integer>())).await?;
        Ok(())
    }
}
