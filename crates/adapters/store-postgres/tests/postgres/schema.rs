//! A schema of its own for each test, dropped at its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{process, thread};

use airside_app::ports::Store;
use airside_store_postgres::{PostgresStore, Settings};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use tokio::runtime;

/// Tables that nobody else uses, gone when it is dropped.
pub(crate) struct Schema {
    name: String,
}

/// A store in a schema of its own.
pub(crate) struct Subject {
    pub(crate) store: Arc<PostgresStore>,
    pub(crate) schema: Schema,
}

impl Subject {
    pub(crate) async fn new() -> Self {
        let schema = Schema::new();
        let store = PostgresStore::connect(&schema.settings()).await.unwrap();
        store.migrate().await.unwrap();
        Self { store: Arc::new(store), schema }
    }

    pub(crate) fn store(&self) -> Arc<dyn Store> {
        self.store.clone()
    }
}

impl Schema {
    /// A name that no other test has, of this run or of one beside it.
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { name: format!("test_{}_{number}", process::id()) }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Connections of the store are called after the schema.
    pub(crate) fn settings(&self) -> Settings {
        let url = url();
        let and = if url.contains('?') { '&' } else { '?' };
        Settings {
            url: format!("{url}{and}application_name={}", self.name),
            connections: 8,
            statement_timeout: Duration::from_secs(10),
            lock_timeout: Duration::from_secs(3),
            schema: Some(self.name.clone()),
        }
    }

    /// A connection of the test's own.
    pub(crate) async fn connection(&self) -> AsyncPgConnection {
        let mut connection = AsyncPgConnection::establish(&url()).await.unwrap();
        let here = format!("SET search_path = {}", self.name);
        connection.batch_execute(&here).await.unwrap();
        connection
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let gone = format!("SET lock_timeout = 5000; DROP SCHEMA IF EXISTS {} CASCADE", self.name);
        let dropping = thread::spawn(|| {
            let here = runtime::Builder::new_current_thread().enable_all().build().unwrap();
            here.block_on(async move {
                let mut connection = AsyncPgConnection::establish(&url()).await.unwrap();
                connection.batch_execute(&gone).await.unwrap();
            });
        });
        let dropped = dropping.join();
        // A test that failed may still hold locks.
        assert!(dropped.is_ok() || thread::panicking());
    }
}

#[expect(clippy::disallowed_methods, reason = "where the services of a test run are")]
fn url() -> String {
    std::env::var("AIRSIDE_TEST_POSTGRES_URL")
        .expect("AIRSIDE_TEST_POSTGRES_URL is not set: `cargo xtask test` starts the services")
}
