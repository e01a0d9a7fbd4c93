//! The payment gateway: Stripe, or whatever answers as Stripe does.
//!
//! Each call that makes something carries our id as its idempotency key, and is
//! repeated with it a few times before it counts as failed. What Stripe tells of
//! cards and clients is neither kept nor logged.

mod amounts;
mod calls;
mod failures;
mod gateway;
mod objects;
mod orders;
mod pulse;
mod registration;
mod transport;
mod webhook;

use std::time::Duration;

use thiserror::Error;

use calls::{Calls, Patience};
use pulse::Pulse;
use transport::Transport;

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

/// Takes and returns money through Stripe.
pub struct StripePayments {
    calls: Calls,
    pulse: Pulse,
    webhook_secret: String,
    is_live: bool,
}

impl StripePayments {
    /// Prepares to talk to Stripe, without doing so yet.
    pub fn new(settings: Settings) -> Result<Self, InvalidSettings> {
        let Settings { secret_key, webhook_secret, api_url, timeout, attempts } = settings;
        let is_live = ["sk_live_", "rk_live_"].iter().any(|live| secret_key.starts_with(live));
        let transport = Transport::new(&secret_key, api_url.as_deref(), timeout)?;
        let calls = Calls { transport, patience: Patience { attempts } };
        Ok(Self { calls, pulse: Pulse::default(), webhook_secret, is_live })
    }
}

/// The secret key or the address cannot be sent in a request.
#[derive(Debug, Error)]
#[error("the settings of the payment gateway cannot be used: {0}")]
pub struct InvalidSettings(String);
