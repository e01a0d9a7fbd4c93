//! Events: what happened, with the object as it then was.

use serde_json::{Value, json};

/// The version of Stripe's API that the sandbox follows.
pub(crate) const API_VERSION: &str = "2026-09-30.endive";

/// Every name that Stripe gives an event of its own account, one a line.
const TYPES: &str = include_str!("event_types.txt");

/// The names of all events at Stripe; most of them never happen here.
pub(crate) fn types() -> impl Iterator<Item = &'static str> {
    TYPES.lines()
}

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    PaymentIntentCreated,
    PaymentIntentRequiresAction,
    PaymentIntentProcessing,
    PaymentIntentSucceeded,
    PaymentIntentPaymentFailed,
    PaymentIntentCanceled,
    CheckoutSessionCompleted,
    CheckoutSessionPaidLater,
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
            Self::PaymentIntentProcessing => "payment_intent.processing",
            Self::PaymentIntentSucceeded => "payment_intent.succeeded",
            Self::PaymentIntentPaymentFailed => "payment_intent.payment_failed",
            Self::PaymentIntentCanceled => "payment_intent.canceled",
            Self::CheckoutSessionCompleted => "checkout.session.completed",
            Self::CheckoutSessionPaidLater => "checkout.session.async_payment_succeeded",
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
