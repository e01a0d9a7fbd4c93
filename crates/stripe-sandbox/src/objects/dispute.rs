//! A dispute: the payer's bank asks for the money back. It takes the money at once, unless it only
//! inquires, and decides by the evidence that the merchant sends.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Document, Metadata};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Dispute {
    pub(crate) id: String,
    pub(crate) charge: String,
    pub(crate) payment_intent: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) created: i64,
    pub(crate) metadata: Metadata,
    pub(crate) status: Status,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    WarningNeedsResponse,
    WarningClosed,
    NeedsResponse,
    Won,
    Lost,
}

impl Status {
    const fn name(self) -> &'static str {
        match self {
            Self::WarningNeedsResponse => "warning_needs_response",
            Self::WarningClosed => "warning_closed",
            Self::NeedsResponse => "needs_response",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }

    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::WarningNeedsResponse | Self::NeedsResponse)
    }

    /// Whether the bank has the money.
    pub(crate) const fn is_away(self) -> bool {
        matches!(self, Self::NeedsResponse | Self::Lost)
    }
}

impl Dispute {
    /// As Stripe writes it.
    pub(crate) fn show(&self) -> Value {
        json!({
            "id": self.id,
            "object": "dispute",
            "amount": self.amount,
            "balance_transactions": [],
            "charge": self.charge,
            "created": self.created,
            "currency": self.currency,
            "evidence": {},
            "is_charge_refundable": self.status == Status::WarningNeedsResponse,
            "livemode": false,
            "metadata": self.metadata,
            "payment_intent": self.payment_intent,
            "reason": "fraudulent",
            "status": self.status.name(),
        })
    }
}

impl Document for Dispute {
    const KIND: &'static str = "dispute";
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
