//! An attempt to pay for a booking.
//!
//! A booking has at most one live attempt. It is written down before the gateway
//! is asked, so that a crash in between leaves something to repeat.

pub mod conclusion;
pub mod gateway;
mod reversals;
pub mod steps;
#[cfg(test)]
mod tests;

use std::fmt;

use airside_primitives::{Amount, BookingId, ExchangeId, PaymentId};
use time::OffsetDateTime;

use crate::reversal::Reversal;

/// The gateway's id of a hosted page (`cs_…`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckoutId(pub String);

/// The gateway's id of a payment (`pi_…`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IntentId(pub String);

/// The gateway's id of a refund (`re_…`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GatewayRefundId(pub String);

/// One attempt to pay.
#[derive(Clone, PartialEq, Eq)]
pub struct Payment {
    pub id: PaymentId,
    pub booking: BookingId,
    /// What it pays for: an exchange, or else the booking itself.
    pub exchange: Option<ExchangeId>,
    pub amount: Amount,
    pub method: Method,
    /// Where the gateway sends the payer afterwards.
    pub return_url: String,
    /// The idempotency key of the request that began it: asked again, it finds its payment.
    pub begun_with: String,
    pub created_at: OffsetDateTime,
    /// When the state last changed.
    pub updated_at: OffsetDateTime,
    /// Why it was declined or refused when it last was.
    pub refusal: Option<Refusal>,
    pub state: PaymentState,
    /// What the gateway moved back without our asking.
    pub reversals: Vec<Reversal>,
    /// How much of it pays for bookings of people who parted from this one.
    pub given: Amount,
    /// Of a booking that parted: the payment that brought the money, under the same payment of the
    /// gateway.
    pub part_of: Option<PaymentId>,
}

/// Why the gateway, or the bank behind it, said no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The gateway's code, as `insufficient_funds`.
    pub code: String,
    /// In words for the payer.
    pub message: String,
}

airside_primitives::hide_in_debug!(Payment { id, booking, amount, state });

/// How the money is asked for.
#[derive(Clone, PartialEq, Eq)]
pub enum Method {
    /// On the gateway's hosted page.
    Checkout,
    /// By a payment method that the client brought (`pm_…`).
    Card(String),
    /// Nothing was due.
    Free,
}

impl fmt::Debug for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Checkout => "Checkout",
            Self::Card(_) => "Card(..)",
            Self::Free => "Free",
        })
    }
}

/// Where an attempt is in its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentState {
    /// Written down; the gateway is being asked. A charge has its `intent` before it is made.
    Opening { intent: Option<IntentId> },
    /// At the gateway, and the payer may still succeed.
    Open { handle: Handle, progress: Progress, url: Option<String> },
    /// Paid. The intent is absent when nothing was due.
    Succeeded { intent: Option<IntentId> },
    /// Declined for good: another attempt is needed.
    Failed { intent: Option<IntentId> },
    /// Given up before it was paid.
    Canceled { intent: Option<IntentId> },
}

/// What to ask the gateway about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handle {
    Checkout { id: CheckoutId, intent: Option<IntentId> },
    Intent(IntentId),
}

/// What an open attempt waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The payer has to do something.
    RequiresAction,
    /// The bank has to do something.
    Processing,
    /// A card was declined on the hosted page; the page takes another.
    Declined,
}

impl Payment {
    /// What of it pays for its booking.
    pub fn pays(&self) -> Amount {
        self.amount - self.given
    }

    /// A share of it for a booking of people who part, and what is left of it.
    #[must_use]
    pub fn divided(
        self,
        share: Amount,
        (id, booking): (PaymentId, BookingId),
        now: OffsetDateTime,
    ) -> [Self; 2] {
        let part = Self {
            id,
            booking,
            exchange: None,
            amount: share,
            begun_with: format!("part of {}", self.id),
            created_at: now,
            updated_at: now,
            refusal: None,
            reversals: Vec::new(),
            given: Amount::ZERO,
            part_of: Some(self.part_of.unwrap_or(self.id)),
            ..self.clone()
        };
        [Self { given: self.given + share, ..self }, part]
    }

    /// Whether the payer may still pay on it.
    pub const fn is_live(&self) -> bool {
        match self.state {
            PaymentState::Opening { .. } | PaymentState::Open { .. } => true,
            PaymentState::Succeeded { .. }
            | PaymentState::Failed { .. }
            | PaymentState::Canceled { .. } => false,
        }
    }

    /// The gateway's payment, if it is known.
    pub const fn intent(&self) -> Option<&IntentId> {
        match &self.state {
            PaymentState::Open { handle: Handle::Intent(intent), .. } => Some(intent),
            PaymentState::Opening { intent }
            | PaymentState::Open { handle: Handle::Checkout { intent, .. }, .. }
            | PaymentState::Succeeded { intent }
            | PaymentState::Failed { intent }
            | PaymentState::Canceled { intent } => intent.as_ref(),
        }
    }

    /// The code of the API, `REQUIRES_ACTION`.
    pub const fn status_code(&self) -> &'static str {
        match &self.state {
            PaymentState::Opening { .. } => "REQUIRES_ACTION",
            PaymentState::Open { progress, .. } => match progress {
                Progress::RequiresAction => "REQUIRES_ACTION",
                Progress::Processing => "PROCESSING",
                Progress::Declined => "FAILED",
            },
            PaymentState::Succeeded { .. } => "SUCCEEDED",
            PaymentState::Failed { .. } => "FAILED",
            PaymentState::Canceled { .. } => "CANCELED",
        }
    }

    /// Moves to `state` now. A `refusal` that was heard stays until another is.
    #[must_use]
    pub fn moved(self, state: PaymentState, refusal: Option<Refusal>, now: OffsetDateTime) -> Self {
        Self { state, refusal: refusal.or(self.refusal), updated_at: now, ..self }
    }
}
