//! Rate limits, shared by all nodes that serve the same clients.

use async_trait::async_trait;
use thiserror::Error;

/// So many in a period, evenly spread (GCRA), with a burst allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limit {
    /// Names the limit in answers and in keys, as `api` or `login-account`.
    pub name: &'static str,
    /// How many in `period_seconds`.
    pub rate: u32,
    pub period_seconds: u32,
    /// How many at once when nothing was used before; at least 1.
    pub burst: u32,
}

/// Whether one more is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    pub allowed: bool,
    /// How many more are allowed at once after this one.
    pub remaining: u32,
    /// Seconds until one more is allowed, rounded up; 0 when `allowed`.
    pub retry_after_seconds: u32,
    /// Seconds until one more is allowed at once than now, rounded up: `retry_after_seconds`
    /// when this one was not `allowed`.
    pub reset_seconds: u32,
}

/// Counts and decides.
#[async_trait]
pub trait Limits: Send + Sync {
    /// Takes one of `limit` for `subject`, if it is allowed.
    ///
    /// Two subjects, and two limits, never share a count.
    async fn take(&self, limit: Limit, subject: &str) -> Result<Decision, LimitsError>;

    /// Whether it can be reached now.
    async fn ping(&self) -> Result<(), LimitsError>;
}

/// The limits could not be asked, and by the settings no uncounted call is allowed. The adapter has
/// logged why, but not for each call.
#[derive(Debug, Error)]
#[error("the rate limits failed")]
pub struct LimitsError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl LimitsError {
    /// Wraps the adapter's own error.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}
