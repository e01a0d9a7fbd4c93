//! The objects of Stripe that the sandbox keeps, each with its own moves.
//!
//! What is stored is our struct; `show` writes it as Stripe does. Moves that
//! touch several objects at once are in [`crate::ledger`].

pub(crate) mod card;
pub(crate) mod charge;
pub(crate) mod checkout_session;
pub(crate) mod dispute;
pub(crate) mod event;
pub(crate) mod money;
pub(crate) mod payment_intent;
pub(crate) mod refund;
pub(crate) mod webhook_endpoint;

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What the merchant noted on an object.
pub(crate) type Metadata = BTreeMap<String, String>;

/// Something that is stored whole, as JSON.
pub(crate) trait Document: Serialize + DeserializeOwned {
    /// What it is called in the store.
    const KIND: &'static str;

    /// Whether it belongs to a payment, and its lists are asked for by payment.
    const OF_PAYMENT: bool = false;

    fn id(&self) -> &str;

    /// Unix seconds.
    fn created(&self) -> i64;

    /// The payment it belongs to, if any.
    fn payment_intent(&self) -> Option<&str> {
        None
    }

    /// Unix milliseconds at which something happens to it by itself.
    fn due_at(&self) -> Option<i64> {
        None
    }
}

/// The addresses the sandbox hands out.
#[derive(Debug, Clone)]
pub(crate) struct Links {
    pub(crate) public_url: String,
}

impl Links {
    /// The page where a payer approves or declines.
    pub(crate) fn payment(&self, id: &str) -> String {
        format!("{}/sandbox/payments/{id}", self.public_url)
    }
}
