//! The promises of a store, kept by SQLite: in a file, and in memory.
//!
//! The tests are in `port-contracts`, the same for every adapter.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]
#![expect(clippy::unused_async, reason = "other stores take a while to be there")]

use std::sync::Arc;

use airside_app::ports::Store;
use airside_store_sqlite::SqliteStore;
use tempfile::TempDir;

struct Subject {
    store: Arc<SqliteStore>,
    _folder: Option<TempDir>,
}

impl Subject {
    fn store(&self) -> Arc<dyn Store> {
        self.store.clone()
    }
}

mod in_a_file {
    use super::*;

    async fn subject() -> Subject {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("airside.db")).unwrap();
        Subject { store: Arc::new(store), _folder: Some(folder) }
    }

    airside_port_contracts::store!(subject());
    airside_port_contracts::sales!(24, subject());
}

mod in_memory {
    use super::*;

    async fn subject() -> Subject {
        Subject { store: Arc::new(SqliteStore::in_memory().unwrap()), _folder: None }
    }

    airside_port_contracts::store!(subject());
    airside_port_contracts::sales!(200, subject());
}
