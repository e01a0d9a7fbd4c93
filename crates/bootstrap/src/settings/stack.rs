//! Which stack runs.

use serde::Deserialize;

/// What stands behind the ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StackKind {
    /// One process and its data folder.
    Embedded,
    /// PostgreSQL, RabbitMQ, Redis and S3, shared by any number of processes.
    Server,
}
