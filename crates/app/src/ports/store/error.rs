//! Why a store does not answer.

use std::error::Error as StdError;

use thiserror::Error;

/// The store could not be asked, or gave an answer that makes no sense.
#[derive(Debug, Error)]
#[error("the store failed")]
pub struct StoreError(#[source] Box<dyn StdError + Send + Sync>);

/// Marks what may pass. It stands among the causes, for errors that wrap a [`StoreError`] unseen
/// leave it out of theirs.
#[derive(Debug, Error)]
#[error("it cannot be reached or is too busy now")]
struct Away(#[source] Box<dyn StdError + Send + Sync>);

impl StoreError {
    /// Wraps the adapter's own error. Nobody above the adapter looks inside.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(source.into())
    }

    /// The store cannot be reached or is too busy now, and may answer a moment later.
    pub fn away(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Away(source.into()))
    }

    /// Whether the same call may succeed a moment later.
    pub fn is_away(&self) -> bool {
        self.0.is::<Away>()
    }

    /// Whether this error comes from a store that is away.
    pub fn is_why(error: &(dyn StdError + 'static)) -> bool {
        let mut causes = std::iter::successors(Some(error), |&error| error.source());
        causes.any(<dyn StdError>::is::<Away>)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Error)]
    enum Wrapped {
        #[error(transparent)]
        Unseen(#[from] StoreError),
        #[error("seen")]
        Seen(#[source] StoreError),
    }

    #[test]
    fn a_store_that_is_away_is_found_behind_whatever_wraps_it() {
        let away = || StoreError::away("connection refused");
        let broken = || StoreError::new("a row that makes no sense");
        assert!(away().is_away() && !broken().is_away());
        for (error, is_away) in [
            (Wrapped::Unseen(away()), true),
            (Wrapped::Seen(away()), true),
            (Wrapped::Unseen(broken()), false),
        ] {
            assert_eq!(StoreError::is_why(&error), is_away, "{error:?}");
        }
    }
}
