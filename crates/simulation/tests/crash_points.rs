//! Each flow completes once, wherever its node dies, on SQLite in a file.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::sync::Arc;

use airside_app::ports::Store;
use airside_store_sqlite::SqliteStore;
use tempfile::TempDir;

struct Subject {
    store: Arc<SqliteStore>,
    _folder: TempDir,
}

impl Subject {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(SqliteStore::open(&folder.path().join("airside.db")).unwrap());
        Self { store, _folder: folder }
    }

    fn store(&self) -> Arc<dyn Store> {
        self.store.clone()
    }
}

airside_simulation::crash_points!(4, async { Subject::new() });
