//! Why the state could not be read or written.

use thiserror::Error;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error("the database failed: {0}")]
    Database(#[from] diesel::result::Error),
    #[error("a stored object makes no sense: {0}")]
    Document(#[from] serde_json::Error),
    #[error("the operation was stopped half way")]
    Stopped,
}
