//! Why a store does not answer.

use std::error::Error as StdError;

use thiserror::Error;

/// The store could not be asked, or gave an answer that makes no sense.
#[derive(Debug, Error)]
#[error("the store failed")]
pub struct StoreError {
    source: Box<dyn StdError + Send + Sync>,
    is_away: bool,
}

impl StoreError {
    /// Wraps the adapter's own error. Nobody above the adapter looks inside.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { source: source.into(), is_away: false }
    }

    /// The store cannot be reached or is too busy now, and may answer a moment later.
    pub fn away(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { source: source.into(), is_away: true }
    }

    /// Whether the same call may succeed a moment later.
    pub const fn is_away(&self) -> bool {
        self.is_away
    }

    /// Whether this error, or one that it follows from, is a store that is away.
    pub fn is_why(error: &(dyn StdError + 'static)) -> bool {
        let causes = std::iter::successors(Some(error), |&error| error.source());
        let mut stores = causes.filter_map(|cause| cause.downcast_ref::<Self>());
        stores.any(Self::is_away)
    }
}
