//! The connections that only read, and who waits for one.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use airside_app::ports::store::Connections;
use diesel::SqliteConnection;
use diesel::r2d2::{ConnectionManager, Pool};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::database::{Database, READERS};
use crate::failure::Failure;

/// How long a read waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who reads.
pub(crate) enum Readers {
    /// Threads that may block, a few at a time.
    Threads {
        pool: Pool<ConnectionManager<SqliteConnection>>,
        /// One for each reader, so that those who wait for one hold no thread meanwhile.
        turns: Arc<Semaphore>,
    },
    /// Whoever asks, by the connection that writes, too.
    Caller(Arc<Mutex<SqliteConnection>>),
}

impl Readers {
    pub(crate) fn of(database: &Database) -> Self {
        let turns = Arc::new(Semaphore::new(READERS as usize));
        Self::Threads { pool: database.readers(), turns }
    }

    /// Reads, at its turn.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&mut SqliteConnection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (pool, turns) = match self {
            Self::Threads { pool, turns } => (pool.clone(), turns.clone()),
            Self::Caller(connection) => {
                return query(&mut connection.lock().unwrap_or_else(PoisonError::into_inner));
            }
        };
        let turn = timeout(PATIENCE, turns.acquire_owned()).await;
        let turn = turn.map_err(|_| Failure::Busy)?.map_err(|_| Failure::Stopped)?;
        let reading = tokio::task::spawn_blocking(move || {
            // It ends with the reading, also when the caller goes away.
            let _turn = turn;
            query(&mut *pool.get()?)
        });
        reading.await.map_err(|_| Failure::Stopped)?
    }

    /// How busy they are.
    pub(crate) fn connections(&self) -> Connections {
        let Self::Threads { pool, turns } = self else {
            return Connections { most: 1, in_use: 0, idle: 1 };
        };
        let open = pool.state().connections as usize;
        let in_use = (READERS as usize).saturating_sub(turns.available_permits());
        Connections { most: READERS as usize, in_use, idle: open.saturating_sub(in_use) }
    }
}
