//! Each flow completes once, wherever its node dies, on SQLite.

use std::sync::Arc;

use airside_app::ports::Store;
use airside_store_sqlite::SqliteStore;

struct Subject(Arc<SqliteStore>);

impl Subject {
    fn store(&self) -> Arc<dyn Store> {
        self.0.clone()
    }
}

airside_simulation::crash_points!(EveryCall, async {
    Subject(Arc::new(SqliteStore::in_memory().unwrap()))
});
