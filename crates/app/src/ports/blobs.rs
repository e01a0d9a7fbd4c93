//! Files by key: where documents are kept.

use std::time::Duration;

use async_trait::async_trait;
use thiserror::Error;

/// Keeps files that are written once and read often.
///
/// A key is one or more plain names with `/` between them, as `documents/<id>.pdf`: see
/// [`check_key`].
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Stores the file, whole or not at all; the same key again replaces it.
    async fn put(&self, key: &str, content_type: &str, bytes: Vec<u8>) -> Result<(), BlobsError>;

    /// `None` when there is no such file.
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobsError>;

    /// Deletes the file; none is fine.
    async fn delete(&self, key: &str) -> Result<(), BlobsError>;

    /// An address at which anybody may GET the file until `lifetime` is over, under that name;
    /// `None` where files are only reached through us.
    ///
    /// It needs no header, and its signature stands last. The file need not be there yet.
    async fn link(
        &self,
        key: &str,
        file_name: &str,
        lifetime: Duration,
    ) -> Result<Option<String>, BlobsError>;

    /// Whether it can be reached and used now.
    async fn ping(&self) -> Result<(), BlobsError>;
}

/// Refuses text that is not a key: it could lead out of the store, in a path or in a URL.
///
/// A name has letters, digits, `-`, `_` and `.`, and no dot in front.
pub fn check_key(key: &str) -> Result<(), BlobsError> {
    if key.split('/').all(is_plain_name) {
        Ok(())
    } else {
        Err(BlobsError::new(InvalidKey(key.chars().take(80).collect())))
    }
}

fn is_plain_name(part: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !part.is_empty() && !part.starts_with('.') && part.bytes().all(is_allowed)
}

#[derive(Debug, Error)]
#[error("{0:?} is not a key")]
struct InvalidKey(String);

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
