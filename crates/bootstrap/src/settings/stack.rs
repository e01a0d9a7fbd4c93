//! Which stack runs.

use super::choice::choice;

choice! {
    /// What stands behind the ports.
    pub enum StackKind {
        /// One process and its data folder.
        Embedded = "embedded",
        /// PostgreSQL, RabbitMQ, Redis and S3, shared by any number of processes.
        Server = "server",
    }
}
