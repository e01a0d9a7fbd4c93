//! The payment gateway: Stripe, or whatever answers as Stripe does.
//!
//! Each call that makes something carries our id as its idempotency key, and is
//! repeated with it a few times before it counts as failed. What Stripe tells of
//! cards and clients is neither kept nor logged.

mod amounts;
mod calls;
mod failures;
mod gateway;
mod lists;
mod objects;
mod orders;
mod pulse;
mod registration;
mod sandbox_clock;
mod settings;
mod transport;
mod webhook;

pub use settings::{InvalidSettings, Settings};

use calls::{Calls, Patience};
use pulse::Pulse;
use transport::Transport;

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
