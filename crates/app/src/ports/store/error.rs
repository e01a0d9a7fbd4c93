//! Why a store does not answer.

use thiserror::Error;

/// The store could not be asked, or gave an answer that makes no sense.
#[derive(Debug, Error)]
#[error("the store failed")]
pub struct StoreError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl StoreError {
    /// Wraps the adapter's own error. Nobody above the adapter looks inside.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}
