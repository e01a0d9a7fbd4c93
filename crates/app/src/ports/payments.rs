//! The payment gateway, in our words.
//!
//! Every call that moves or promises money takes one of our ids, and the adapter
//! sends it as the gateway's idempotency key: repeating a call is always safe.

pub use airside_booking::payment::gateway::{Checkout, CheckoutStatus, Intent, IntentStatus};
pub use airside_booking::payment::{CheckoutId, GatewayRefundId, IntentId, Refusal};
pub use airside_booking::refund::RefundStatus;
pub use airside_booking::reversal::{ReversalId, ReversalState, ToldReversal};
use airside_primitives::{Amount, Currency, PaymentId, RefundId};
use async_trait::async_trait;
use thiserror::Error;
use time::OffsetDateTime;

use super::scenario::Scenario;

/// Takes and returns money.
///
/// The promises below are checked by `port-contracts`.
#[async_trait]
pub trait Payments: Send + Sync {
    /// Whether real money moves. Keys of the API are `air_live_` if so; if not, no ticket is valid
    /// for travel.
    fn is_live(&self) -> bool;

    /// Succeeds while the gateway answers and takes our key.
    ///
    /// Cheap enough to be asked all the time; a good answer may be a few seconds old.
    async fn ping(&self) -> Result<(), PaymentsError>;

    /// It is `now` with us. A stand-in for the gateway goes by that if it is later than it thinks,
    /// and does what has become due; the true one is never told.
    async fn follow_time(&self, _now: OffsetDateTime) -> Result<(), PaymentsError> {
        Ok(())
    }

    /// Opens a hosted page where the payer gives a card and passes 3-D Secure.
    ///
    /// Called again with the same payment, it answers the same page.
    async fn open_checkout(&self, order: CheckoutOrder) -> Result<Checkout, PaymentsError>;

    /// The hosted page as it stands now.
    async fn checkout(&self, id: &CheckoutId) -> Result<Checkout, PaymentsError>;

    /// Closes the page, so that nobody can pay on it any more.
    ///
    /// Answers the page as it stands afterwards: a page that was paid before stays paid.
    async fn expire_checkout(&self, id: &CheckoutId) -> Result<Checkout, PaymentsError>;

    /// Makes a payment that takes no money before it is charged, so that its id can be written
    /// down first.
    ///
    /// Called again with the same order, it answers the same payment.
    async fn prepare_charge(&self, order: ChargeOrder) -> Result<IntentId, PaymentsError>;

    /// Charges a payment that was prepared; 3-D Secure is asked for where the card wants it.
    ///
    /// A decline is an intent that [`IntentStatus::Failed`], not an error. One that was given up
    /// stays so.
    async fn charge(&self, id: &IntentId, order: ChargeOrder) -> Result<Intent, PaymentsError>;

    /// The payment as it stands now.
    async fn intent(&self, id: &IntentId) -> Result<Intent, PaymentsError>;

    /// Gives up a payment that has not succeeded.
    ///
    /// Answers the payment as it stands afterwards: one that succeeded before stays so, and
    /// one that the bank is working on goes on.
    async fn cancel_intent(&self, id: &IntentId) -> Result<Intent, PaymentsError>;

    /// Pays back part or all of a payment that succeeded.
    ///
    /// Called again with the same refund, it answers the same refund.
    async fn refund(&self, order: RefundOrder) -> Result<GatewayRefund, PaymentsError>;

    /// The refund as it stands now.
    async fn refund_state(&self, id: &GatewayRefundId) -> Result<GatewayRefund, PaymentsError>;

    /// What moved back of a payment, as it stands now: refunds, with ours of those that we asked
    /// for, and disputes.
    async fn reversals(&self, id: &IntentId) -> Result<Vec<ToldReversal>, PaymentsError>;

    /// A part of the gateway's own list of payments that name one of ours, newest first.
    async fn listed_payments(&self, part: Part) -> Result<Listed<ListedPayment>, PaymentsError>;

    /// A part of the gateway's own list of refunds, newest first, whoever asked for them.
    async fn listed_refunds(&self, part: Part) -> Result<Listed<ListedRefund>, PaymentsError>;

    /// Checks that the gateway signed `payload` within the last five minutes, and reads it.
    fn verify(
        &self,
        payload: &[u8],
        signature: &str,
        now: OffsetDateTime,
    ) -> Result<GatewayEvent, InvalidSignature>;
}

/// The gateway's id of an event (`evt_…`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GatewayEventId(pub String);

/// What to collect on a hosted page.
#[derive(Clone)]
pub struct CheckoutOrder {
    pub payment: PaymentId,
    /// The record locator, shown to the payer and kept with the payment.
    pub booking_ref: String,
    /// One line for the payer: the route of each journey.
    pub description: String,
    pub amount: Amount,
    pub currency: Currency,
    /// Where the payer comes back to, paid or not.
    pub return_url: String,
    /// What the payment is to go through, where the gateway is the sandbox.
    pub scenario: Option<Scenario>,
}

/// What to charge at once.
#[derive(Clone)]
pub struct ChargeOrder {
    pub payment: PaymentId,
    pub booking_ref: String,
    pub description: String,
    pub amount: Amount,
    pub currency: Currency,
    /// The gateway's id of a payment method (`pm_…`), as the client gave it.
    pub payment_method: String,
    /// Where the payer comes back to after 3-D Secure.
    pub return_url: String,
    /// What the payment is to go through, where the gateway is the sandbox.
    pub scenario: Option<Scenario>,
}

/// What to pay back.
#[derive(Debug, Clone)]
pub struct RefundOrder {
    pub refund: RefundId,
    /// From 0; a refund that the gateway failed is asked for again under the next number.
    pub attempt: u32,
    pub intent: IntentId,
    pub amount: Amount,
    /// The payment's.
    pub currency: Currency,
}

/// Money on its way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayRefund {
    pub id: GatewayRefundId,
    pub status: RefundStatus,
}

/// Which part of a list of the gateway to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Only what was made then or later.
    pub since: OffsetDateTime,
    /// Where the part before said that it goes on; `None` for the first.
    pub after: Option<String>,
    /// How many to look at: 1 to 100.
    pub limit: u8,
}

/// A part of a list. It may be empty though the list goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    pub found: Vec<T>,
    /// Where the list goes on; `None` at its end.
    pub next: Option<String>,
}

/// A payment as the gateway lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPayment {
    pub id: IntentId,
    /// Ours, from the metadata that we gave.
    pub payment: PaymentId,
    /// What the gateway has received of it.
    pub received: Amount,
}

/// A refund as the gateway lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRefund {
    pub id: GatewayRefundId,
    /// Ours, from the metadata that we gave; `None` for one that somebody else asked for.
    pub refund: Option<RefundId>,
    pub intent: IntentId,
    pub amount: Amount,
    pub status: RefundStatus,
}

/// A verified webhook: it tells only which object to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayEvent {
    pub id: GatewayEventId,
    /// The gateway's name of the event, as `payment_intent.succeeded`.
    pub kind: String,
    pub about: EventSubject,
}

/// The object an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventSubject {
    /// A payment; `payment` is ours, from the metadata that we gave.
    Intent { id: IntentId, payment: Option<PaymentId> },
    /// A hosted page; `payment` is ours, from the metadata that we gave.
    Checkout { id: CheckoutId, payment: Option<PaymentId> },
    /// A refund; `refund` is ours, from the metadata that we gave.
    Refund { id: GatewayRefundId, refund: Option<RefundId> },
    /// Money of a payment that moved back without our asking.
    Reversal { intent: IntentId },
    /// Something we do not act on.
    Other,
}

impl EventSubject {
    /// What it is found by: our id of it, else the gateway's.
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Intent { payment: Some(id), .. } | Self::Checkout { payment: Some(id), .. } => {
                Some(id.to_string())
            }
            Self::Refund { refund: Some(id), .. } => Some(id.to_string()),
            Self::Intent { id, payment: None } | Self::Reversal { intent: id } => {
                Some(id.0.clone())
            }
            Self::Checkout { id, payment: None } => Some(id.0.clone()),
            Self::Refund { id, refund: None } => Some(id.0.clone()),
            Self::Other => None,
        }
    }
}

/// Why the gateway did not do it.
#[derive(Debug, Error)]
pub enum PaymentsError {
    /// Away, busy or slow. Call again with the same order; nothing is charged twice.
    #[error("the payment gateway cannot be reached")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The payment method does not exist or cannot be used.
    #[error("the payment gateway does not know this payment method")]
    UnknownPaymentMethod,
    /// The gateway has no object with this id.
    #[error("the payment gateway has no such object")]
    NotFound,
    /// The gateway refused for a reason that calling again will not change.
    #[error("the payment gateway refused: {}", .0.message)]
    Refused(Refusal),
}

/// The payload was not signed by the gateway, or too long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the signature does not match the payload")]
pub struct InvalidSignature;

airside_primitives::hide_in_debug!(
    CheckoutOrder { payment, amount },
    ChargeOrder { payment, amount }
);
