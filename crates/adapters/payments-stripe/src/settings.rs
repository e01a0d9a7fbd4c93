//! What a deployment says of its account at Stripe, and whether it can be used.
//!
//! Only Stripe can say whether the key is good, and only when it is called.

use std::time::Duration;

use thiserror::Error;

/// What the adapter must be told.
#[derive(Clone)]
pub struct Settings {
    /// `sk_test_…` or `sk_live_…`; a live one moves real money.
    pub secret_key: String,
    /// The secret that signs events (`whsec_…`).
    pub webhook_secret: String,
    /// Another address for the API, as `http://127.0.0.1:8080/sandbox/stripe`; Stripe's own if
    /// `None`.
    pub api_url: Option<String>,
    /// How long Stripe may take to answer one attempt.
    pub timeout: Duration,
    /// How often a call is attempted in all, at least once. After 20 s no attempt begins,
    /// however many are left.
    pub attempts: u32,
}

/// The secret key or the address cannot be sent in a request.
#[derive(Debug, Error)]
#[error("the settings of the payment gateway cannot be used: {0}")]
pub struct InvalidSettings(pub(crate) String);
