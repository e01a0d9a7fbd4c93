//! Files by key: where documents are kept.

use async_trait::async_trait;
use thiserror::Error;

/// Keeps files that are written once and read often.
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Stores the file, whole or not at all; the same key again replaces it.
    async fn put(&self, key: &str, content_type: &str, bytes: Vec<u8>) -> Result<(), BlobsError>;

    /// `None` when there is no such file.
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobsError>;

    /// Whether it can be reached now.
    async fn ping(&self) -> Result<(), BlobsError>;
}

/// The blob store could not do it.
#[derive(Debug, Error)]
#[error("the blob store failed")]
pub struct BlobsError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl BlobsError {
    /// Wraps the adapter's own error. Nobody above the adapter looks inside.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}
