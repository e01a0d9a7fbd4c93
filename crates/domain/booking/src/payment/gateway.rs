//! A payment as the gateway reports it, in our words.

use airside_primitives::Amount;

use super::{CheckoutId, IntentId, Refusal};

/// A hosted page.
#[derive(Clone, PartialEq, Eq)]
pub struct Checkout {
    pub id: CheckoutId,
    /// The address to send the payer to; `None` once the page is closed.
    pub url: Option<String>,
    pub status: CheckoutStatus,
    /// Known once the payer has tried to pay.
    pub intent: Option<IntentId>,
}

/// Where a hosted page is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckoutStatus {
    /// The payer can still pay, also after a declined card.
    Open,
    /// The payer is done; the intent tells whether the money arrived.
    Complete,
    Expired,
}

/// One payment at the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    pub id: IntentId,
    pub status: IntentStatus,
    pub amount: Amount,
    /// What the gateway has received of it.
    pub received: Amount,
    /// Where the payer must go next, if anywhere.
    pub next_url: Option<String>,
    /// Why the last attempt was declined.
    pub decline: Option<Refusal>,
}

/// Where a payment is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntentStatus {
    /// The payer has to do something, such as 3-D Secure.
    RequiresAction,
    Processing,
    Succeeded,
    /// The card was declined; another method may be tried.
    Failed,
    Canceled,
}

impl Intent {
    /// Whether it counts as succeeded although less has arrived than was `asked`, by us and not by
    /// whoever made it. That buys nothing, and an operator has to look.
    pub fn is_short(&self, asked: Amount) -> bool {
        self.status == IntentStatus::Succeeded && self.received < asked
    }
}

airside_primitives::hide_in_debug!(Checkout { id, status });
