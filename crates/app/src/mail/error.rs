//! What keeps a mail from being written or sent.

use thiserror::Error;

use crate::ports::{BlobsError, CommitError, StoreError};

/// Why it is not sent yet.
#[derive(Debug, Error)]
pub enum SendError {
    #[error(transparent)]
    Blobs(#[from] BlobsError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
