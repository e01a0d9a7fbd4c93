//! A charge: money that was taken, and what is left of it after refunds; or an attempt that the
//! bank declined.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Document, Metadata, card};
use crate::test_cards::Decline;

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
    /// Why no money was taken.
    #[serde(default)]
    pub(crate) failure: Option<Failure>,
}

/// What the bank said.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Failure {
    code: String,
    decline_code: Option<String>,
    message: String,
}

impl From<Decline> for Failure {
    fn from(decline: Decline) -> Self {
        Self {
            code: decline.code.to_owned(),
            decline_code: decline.bank_code.map(str::to_owned),
            message: decline.message.to_owned(),
        }
    }
}

impl Charge {
    /// What can still be given back.
    pub(crate) const fn left(&self) -> i64 {
        self.amount - self.amount_refunded
    }

    /// As Stripe writes it.
    pub(crate) fn show(&self) -> Value {
        let failure = self.failure.as_ref();
        let is_paid = failure.is_none();
        let card = card::of_charge(&self.payment_method, self.created);
        json!({
            "id": self.id,
            "object": "charge",
            "amount": self.amount,
            "amount_captured": if is_paid { self.amount } else { 0 },
            "amount_refunded": self.amount_refunded,
            "balance_transaction": null,
            "billing_details": {"address": null, "email": null, "name": null, "phone": null},
            "captured": is_paid,
            "created": self.created,
            "currency": self.currency,
            "customer": null,
            "description": self.description,
            "disputed": self.disputed,
            "failure_code": failure.map(|it| &it.code),
            "failure_message": failure.map(|it| &it.message),
            "livemode": false,
            "metadata": self.metadata,
            "outcome": outcome(failure),
            "paid": is_paid,
            "payment_intent": self.payment_intent,
            "payment_method": self.payment_method,
            "payment_method_details": {"type": "card", "card": card},
            "receipt_email": null,
            "receipt_url": null,
            "refunded": is_paid && self.left() == 0,
            "status": if is_paid { "succeeded" } else { "failed" },
        })
    }
}

/// What became of the attempt at the bank.
fn outcome(failure: Option<&Failure>) -> Value {
    match failure {
        None => json!({
            "network_status": "approved_by_network",
            "reason": null,
            "risk_level": "normal",
            "seller_message": "Payment complete.",
            "type": "authorized",
        }),
        Some(failure) => json!({
            "network_status": "declined_by_network",
            "reason": failure.decline_code.as_ref().unwrap_or(&failure.code),
            "risk_level": "normal",
            "seller_message": "The bank did not return any further details with this decline.",
            "type": "issuer_declined",
        }),
    }
}

impl Document for Charge {
    const KIND: &'static str = "charge";
    const OF_PAYMENT: bool = true;

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
