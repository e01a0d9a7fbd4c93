//! The tariffs that were loaded, each under a version of its own. The newest is in use.
//!
//! A store keeps the text and does not interpret it.

use async_trait::async_trait;
use time::OffsetDateTime;

use crate::ports::changes::Write;
use crate::ports::store::StoreError;

/// Reads tariffs, and adds them. None is ever changed or taken away.
#[async_trait]
pub trait Tariffs: Send + Sync {
    /// The one in use; `None` before the first.
    async fn tariff(&self) -> Result<Option<StoredTariff>, StoreError>;

    /// The one of a version, counted from 1.
    async fn tariff_version(&self, version: u32) -> Result<Option<StoredTariff>, StoreError>;

    /// Keeps a tariff as the newest, sends `TimetableChanged`, and tells its version.
    ///
    /// What is written `also` is of the same commit. If the newest has the same text, nothing is
    /// added, nothing sent, and nothing else written.
    async fn save_tariff(&self, tariff: NewTariff, also: Vec<Write>) -> Result<u32, StoreError>;
}

/// A tariff that was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTariff {
    /// Counted from 1.
    pub version: u32,
    /// The file it came from, for people.
    pub name: String,
    /// The file as it was.
    pub text: String,
    pub loaded_at: OffsetDateTime,
}

/// A tariff to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTariff {
    /// The file it came from, for people.
    pub name: String,
    /// The file as it is.
    pub text: String,
    pub loaded_at: OffsetDateTime,
}
