//! Who takes the money, and how it is reached.

use serde::Deserialize;

use super::choice::choice;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payments {
    pub gateway: Gateway,
    pub sandbox_url: String,
    /// Another address of Stripe's API than its own; empty: its own.
    pub stripe_url: String,
    pub secret_key: String,
    pub webhook_secret: String,
    pub webhook_url: String,
    pub return_origins: String,
    pub return_link_hours: i64,
}

choice! {
    /// Who takes the money.
    pub enum Gateway {
        Sandbox = "sandbox",
        Stripe = "stripe",
    }
}

airside_primitives::hide_in_debug!(Payments { gateway });
