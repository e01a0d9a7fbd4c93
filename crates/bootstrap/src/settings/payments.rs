//! Who takes the money, and how it is reached.

use serde::Deserialize;

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

/// Who takes the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gateway {
    Sandbox,
    Stripe,
}

airside_primitives::hide_in_debug!(Payments { gateway });
