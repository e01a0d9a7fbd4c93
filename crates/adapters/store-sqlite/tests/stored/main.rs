//! A file that an older release left behind is opened, brought up to date, and read.
//!
//! What has to be there is in `port-contracts`, the same for every store.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::fs::File;
use std::io;
use std::sync::Arc;

use airside_app::ports::Store;
use airside_store_sqlite::SqliteStore;
use flate2::read::GzDecoder;
use tempfile::TempDir;

/// A copy of a release's file, opened by this one.
struct Subject {
    store: Arc<SqliteStore>,
    _folder: TempDir,
}

impl Subject {
    fn open(packed: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("airside.db");
        io::copy(&mut GzDecoder::new(packed), &mut File::create(&path).unwrap()).unwrap();
        Self { store: Arc::new(SqliteStore::open(&path).unwrap()), _folder: folder }
    }

    fn store(&self) -> Arc<dyn Store> {
        self.store.clone()
    }
}

mod release_0_1_0 {
    use std::future::ready;

    use super::Subject;

    airside_port_contracts::stored!(ready(Subject::open(include_bytes!("0.1.0/airside.db.gz"))));
}
