//! Stripe's objects, as far as we read them, and as ours.
//!
//! Only the fields that we use are named, and text stays text: an answer of another version of the
//! API, with fields fewer or more, can still be read. A status that Stripe adds later is not
//! guessed at, since a guess would be about money: we say that nothing is known, and ask again
//! later.

use std::collections::HashMap;

use airside_app::ports::payments::{
    Checkout, CheckoutId, CheckoutStatus, GatewayRefund, GatewayRefundId, Intent, IntentId,
    IntentStatus, PaymentsError, RefundStatus, Refusal, ReversalId, ReversalState, ToldReversal,
};
use airside_primitives::RefundId;
use serde::Deserialize;

use crate::amounts::meant;

/// A hosted page.
#[derive(Deserialize)]
pub(crate) struct CheckoutSession {
    id: String,
    status: Option<String>,
    url: Option<String>,
    payment_intent: Option<Reference>,
}

/// One payment.
#[derive(Deserialize)]
pub(crate) struct PaymentIntent {
    pub(crate) id: String,
    status: String,
    /// In Stripe's units of the currency.
    amount: i64,
    amount_received: i64,
    currency: String,
    next_action: Option<NextAction>,
    last_payment_error: Option<LastError>,
}

/// Money on its way back.
#[derive(Debug, Deserialize)]
pub(crate) struct Refund {
    id: String,
    status: Option<String>,
    /// In Stripe's units of the currency; read only where it is not our own order.
    #[serde(default)]
    amount: i64,
    #[serde(default)]
    currency: String,
    pub(crate) metadata: Option<HashMap<String, String>>,
}

/// What a payer's bank wants back.
#[derive(Debug, Deserialize)]
pub(crate) struct Dispute {
    id: String,
    status: String,
    /// In Stripe's units of the currency.
    amount: i64,
    currency: String,
}

/// One page of a list.
#[derive(Debug, Deserialize)]
pub(crate) struct Page<T> {
    pub(crate) data: Vec<T>,
}

/// Where events go.
#[derive(Debug, Deserialize)]
pub(crate) struct WebhookEndpoint {
    pub(crate) url: String,
    #[serde(default)]
    pub(crate) enabled_events: Vec<String>,
}

/// An id, or the object itself where Stripe was asked to show it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Reference {
    Id(String),
    Object { id: String },
}

#[derive(Debug, Deserialize)]
struct NextAction {
    redirect_to_url: Option<RedirectToUrl>,
}

#[derive(Deserialize)]
struct RedirectToUrl {
    url: Option<String>,
}

#[derive(Debug, Deserialize)]
struct LastError {
    code: Option<String>,
    decline_code: Option<String>,
    message: Option<String>,
}

impl CheckoutSession {
    pub(crate) fn into_ours(self) -> Result<Checkout, PaymentsError> {
        let status = match self.status.as_deref().unwrap_or("missing") {
            "open" => CheckoutStatus::Open,
            "complete" => CheckoutStatus::Complete,
            "expired" => CheckoutStatus::Expired,
            other => return Err(unknown("checkout session", other)),
        };
        let url = match status {
            CheckoutStatus::Open => self.url,
            CheckoutStatus::Complete | CheckoutStatus::Expired => None,
        };
        let intent = self.payment_intent.map(|intent| match intent {
            Reference::Id(id) | Reference::Object { id } => IntentId(id),
        });
        Ok(Checkout { id: CheckoutId(self.id), url, status, intent })
    }
}

impl PaymentIntent {
    /// Whether no attempt to charge has been made yet.
    pub(crate) fn awaits_confirmation(&self) -> bool {
        self.status == "requires_confirmation"
    }

    pub(crate) fn into_ours(self) -> Result<Intent, PaymentsError> {
        let status = match self.status.as_str() {
            // Ours have a method from the start: waiting for one means that it failed.
            "requires_payment_method" => IntentStatus::Failed,
            "requires_action" | "requires_confirmation" => IntentStatus::RequiresAction,
            "processing" | "requires_capture" => IntentStatus::Processing,
            "succeeded" => IntentStatus::Succeeded,
            "canceled" => IntentStatus::Canceled,
            other => return Err(unknown("payment", other)),
        };
        let redirect = self.next_action.and_then(|action| action.redirect_to_url);
        Ok(Intent {
            id: IntentId(self.id),
            status,
            amount: meant(self.amount, &self.currency)?,
            received: meant(self.amount_received, &self.currency)?,
            next_url: redirect.and_then(|redirect| redirect.url),
            decline: self.last_payment_error.map(|error| Refusal {
                code: error.decline_code.or(error.code).unwrap_or_else(|| "declined".to_owned()),
                message: error.message.unwrap_or_else(|| "The card was declined.".to_owned()),
            }),
        })
    }
}

impl Refund {
    pub(crate) fn into_ours(self) -> Result<GatewayRefund, PaymentsError> {
        let status = refund_status(self.status.as_deref())?;
        Ok(GatewayRefund { id: GatewayRefundId(self.id), status })
    }

    /// The same for a refund that nobody asked us for.
    /// As money that moved back, by this refund of ours if it is one.
    pub(crate) fn into_reversal(
        self,
        ours: Option<RefundId>,
    ) -> Result<ToldReversal, PaymentsError> {
        let amount = meant(self.amount, &self.currency)?;
        let GatewayRefund { id, status } = self.into_ours()?;
        let state = match status {
            RefundStatus::Pending => ReversalState::RefundPending,
            RefundStatus::Succeeded => ReversalState::Refunded,
            RefundStatus::Failed => ReversalState::RefundFailed,
        };
        Ok(ToldReversal { id: ReversalId(id.0), refund: ours, amount, state })
    }
}

impl Dispute {
    /// Source of what each status means for the money:
    /// <https://docs.stripe.com/api/disputes/object#dispute_object-status>.
    pub(crate) fn into_reversal(self) -> Result<ToldReversal, PaymentsError> {
        let state = match self.status.as_str() {
            "warning_needs_response" | "warning_under_review" | "warning_closed" | "prevented" => {
                ReversalState::Inquiry
            }
            "needs_response" | "under_review" => ReversalState::Disputed,
            "won" => ReversalState::DisputeWon,
            "lost" => ReversalState::DisputeLost,
            other => return Err(unknown("dispute", other)),
        };
        let amount = meant(self.amount, &self.currency)?;
        Ok(ToldReversal { id: ReversalId(self.id), refund: None, amount, state })
    }
}

/// What Stripe calls this status of a refund.
pub(crate) fn refund_status(status: Option<&str>) -> Result<RefundStatus, PaymentsError> {
    match status.unwrap_or("missing") {
        "pending" | "requires_action" => Ok(RefundStatus::Pending),
        "succeeded" => Ok(RefundStatus::Succeeded),
        "failed" | "canceled" => Ok(RefundStatus::Failed),
        other => Err(unknown("refund", other)),
    }
}

fn unknown(what: &str, status: &str) -> PaymentsError {
    PaymentsError::Unavailable(format!("a {what} has the unknown status {status:?}").into())
}

airside_primitives::hide_in_debug!(
    CheckoutSession { id, status },
    PaymentIntent { id, status },
    RedirectToUrl,
);
