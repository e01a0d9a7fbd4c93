//! Why a sandbox does not open.

use thiserror::Error;

use crate::store::StoreError;

#[derive(Debug, Error)]
pub enum OpenError {
    /// The file is not there, not ours, or not writable.
    #[error("cannot open the payment sandbox's database")]
    Database(#[from] diesel::ConnectionError),
    /// A migration failed.
    #[error("cannot prepare the payment sandbox's database: {0}")]
    Migration(String),
    /// The database opened and then failed.
    #[error("cannot read the payment sandbox's database")]
    Store(#[from] StoreError),
    /// The webhook address of the settings is not one the sandbox can call.
    #[error("the payment sandbox cannot call {0:?}: it must be an http:// address")]
    WebhookUrl(String),
    /// No HTTP client could be made.
    #[error("cannot make the HTTP client that delivers events")]
    Client(#[source] reqwest::Error),
}
