//! Events: what happened, with the object as it then was.

use serde_json::{Value, json};

/// The version of Stripe's API that the sandbox follows.
pub(crate) const API_VERSION: &str = "2026-09-30.endive";

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    PaymentIntentCreated,
    PaymentIntentRequiresAction,
    PaymentIntentSucceeded,
    PaymentIntentPaymentFailed,
    PaymentIntentCanceled,
    CheckoutSessionCompleted,
    CheckoutSessionExpired,
    ChargeRefunded,
    ChargeDisputeCreated,
    ChargeDisputeClosed,
    ChargeDisputeFundsWithdrawn,
    ChargeDisputeFundsReinstated,
    RefundCreated,
    RefundUpdated,
    RefundFailed,
}

impl Kind {
    /// Stripe's name of it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::PaymentIntentCreated => "payment_intent.created",
            Self::PaymentIntentRequiresAction => "payment_intent.requires_action",
            Self::PaymentIntentSucceeded => "payment_intent.succeeded",
            Self::PaymentIntentPaymentFailed => "payment_intent.payment_failed",
            Self::PaymentIntentCanceled => "payment_intent.canceled",
            Self::CheckoutSessionCompleted => "checkout.session.completed",
            Self::CheckoutSessionExpired => "checkout.session.expired",
            Self::ChargeRefunded => "charge.refunded",
            Self::ChargeDisputeCreated => "charge.dispute.created",
            Self::ChargeDisputeClosed => "charge.dispute.closed",
            Self::ChargeDisputeFundsWithdrawn => "charge.dispute.funds_withdrawn",
            Self::ChargeDisputeFundsReinstated => "charge.dispute.funds_reinstated",
            Self::RefundCreated => "refund.created",
            Self::RefundUpdated => "refund.updated",
            Self::RefundFailed => "refund.failed",
        }
    }
}

/// An event as Stripe writes it; `created` in Unix seconds.
pub(crate) fn show(
    id: &str,
    kind: Kind,
    created: i64,
    object: &Value,
    endpoints: usize,
    idempotency_key: Option<&str>,
) -> Value {
    json!({
        "id": id,
        "object": "event",
        "api_version": API_VERSION,
        "created": created,
        "data": {"object": object},
        "livemode": false,
        "pending_webhooks": endpoints,
        "request": {"id": null, "idempotency_key": idempotency_key},
        "type": kind.name(),
    })
}
