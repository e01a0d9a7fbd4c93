//! What a store has to know of its database.

use std::fmt;
use std::time::Duration;

/// Where the database is, and how patient to be with it.
#[derive(Clone)]
pub struct Settings {
    /// `postgres://user:password@host:port/database?sslmode=…`
    pub url: String,
    /// The most connections at the same time, for reading and writing together.
    pub connections: usize,
    /// The server gives a statement up after this.
    pub statement_timeout: Duration,
    /// The server stops waiting for a lock after this.
    pub lock_timeout: Duration,
    /// The schema of the tables; the address's own (mostly `public`) when there is none.
    pub schema: Option<String>,
}

impl fmt::Debug for Settings {
    /// Without the address, which holds a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("connections", &self.connections)
            .field("statement_timeout", &self.statement_timeout)
            .field("lock_timeout", &self.lock_timeout)
            .field("schema", &self.schema)
            .finish_non_exhaustive()
    }
}
