//! A charge: money that was taken, and what is left of it after refunds.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Document, Metadata};
use crate::test_cards;

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Charge {
    pub(crate) id: String,
    pub(crate) payment_intent: String,
    pub(crate) payment_method: String,
    pub(crate) amount: i64,
    pub(crate) amount_refunded: i64,
    /// Whether a bank has asked for it back.
    #[serde(default)]
    pub(crate) disputed: bool,
    pub(crate) currency: String,
    pub(crate) created: i64,
    pub(crate) description: Option<String>,
    pub(crate) metadata: Metadata,
}

impl Charge {
    /// What can still be given back.
    pub(crate) const fn left(&self) -> i64 {
        self.amount - self.amount_refunded
    }

    /// As Stripe writes it.
    pub(crate) fn show(&self) -> Value {
        let card = test_cards::find(&self.payment_method)
            .map(|card| json!({"brand": card.brand, "last4": card.last4}));
        json!({
            "id": self.id,
            "object": "charge",
            "amount": self.amount,
            "amount_captured": self.amount,
            "amount_refunded": self.amount_refunded,
            "balance_transaction": null,
            "billing_details": {"address": null, "email": null, "name": null, "phone": null},
            "captured": true,
            "created": self.created,
            "currency": self.currency,
            "customer": null,
            "description": self.description,
            "disputed": self.disputed,
            "failure_code": null,
            "failure_message": null,
            "livemode": false,
            "metadata": self.metadata,
            "paid": true,
            "payment_intent": self.payment_intent,
            "payment_method": self.payment_method,
            "payment_method_details": {"type": "card", "card": card},
            "receipt_email": null,
            "receipt_url": null,
            "refunded": self.left() == 0,
            "status": "succeeded",
        })
    }
}

impl Document for Charge {
    const KIND: &'static str = "charge";

    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> i64 {
        self.created
    }

    fn payment_intent(&self) -> Option<&str> {
        Some(&self.payment_intent)
    }
}
