//! A refund: money on its way back. With some test cards its status changes later.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Document, Metadata};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Refund {
    pub(crate) id: String,
    pub(crate) charge: String,
    pub(crate) payment_intent: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) created: i64,
    pub(crate) metadata: Metadata,
    pub(crate) reason: Option<String>,
    pub(crate) status: Status,
    /// What becomes of it by itself.
    pub(crate) later: Option<Later>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Pending,
    Succeeded,
    Failed,
}

impl Status {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }
}

/// A status to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Later {
    pub(crate) status: Status,
    /// Unix milliseconds.
    pub(crate) at: i64,
}

impl Refund {
    /// As Stripe writes it.
    pub(crate) fn show(&self) -> Value {
        let mut shown = json!({
            "id": self.id,
            "object": "refund",
            "amount": self.amount,
            "balance_transaction": null,
            "charge": self.charge,
            "created": self.created,
            "currency": self.currency,
            "destination_details": {"type": "card", "card": {"type": "refund"}},
            "metadata": self.metadata,
            "payment_intent": self.payment_intent,
            "reason": self.reason,
            "receipt_number": null,
            "source_transfer_reversal": null,
            "status": self.status.name(),
            "transfer_reversal": null,
        });
        if self.status == Status::Failed {
            shown["failure_reason"] = json!("unknown");
        }
        shown
    }
}

impl Document for Refund {
    const KIND: &'static str = "refund";
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

    fn due_at(&self) -> Option<i64> {
        self.later.map(|later| later.at)
    }
}
