//! Reads Stripe's objects as ours.
//!
//! A status that Stripe invents after this was written is not guessed at, since every
//! guess would be about money: we say that nothing is known, and ask again later.

use airside_app::ports::payments::{
    Checkout, CheckoutId, CheckoutStatus, GatewayRefund, GatewayRefundId, Intent, IntentId,
    IntentStatus, PaymentsError, RefundStatus,
};
use airside_primitives::Amount;
use stripe_checkout::CheckoutSession;
use stripe_core::{PaymentIntent, Refund};

pub(crate) fn checkout(session: CheckoutSession) -> Result<Checkout, PaymentsError> {
    let status = match session.status.as_ref().map_or("missing", |status| status.as_str()) {
        "open" => CheckoutStatus::Open,
        "complete" => CheckoutStatus::Complete,
        "expired" => CheckoutStatus::Expired,
        other => return Err(unknown("checkout session", other)),
    };
    let url = match status {
        CheckoutStatus::Open => session.url,
        CheckoutStatus::Complete | CheckoutStatus::Expired => None,
    };
    let intent = session.payment_intent.map(|intent| IntentId(intent.into_id().into()));
    Ok(Checkout { id: CheckoutId(session.id.into()), url, status, intent })
}

pub(crate) fn intent(intent: PaymentIntent) -> Result<Intent, PaymentsError> {
    let status = match intent.status.as_str() {
        // Ours have a method from the start: waiting for one means that it failed.
        "requires_payment_method" => IntentStatus::Failed,
        "requires_action" | "requires_confirmation" => IntentStatus::RequiresAction,
        "processing" | "requires_capture" => IntentStatus::Processing,
        "succeeded" => IntentStatus::Succeeded,
        "canceled" => IntentStatus::Canceled,
        other => return Err(unknown("payment", other)),
    };
    let redirect = intent.next_action.and_then(|action| action.redirect_to_url);
    let decline = intent.last_payment_error.and_then(|error| error.message);
    Ok(Intent {
        id: IntentId(intent.id.into()),
        status,
        amount: Amount::minor(intent.amount),
        received: Amount::minor(intent.amount_received),
        next_url: redirect.and_then(|redirect| redirect.url),
        decline,
    })
}

pub(crate) fn refund(refund: &Refund) -> Result<GatewayRefund, PaymentsError> {
    let status = match refund.status.as_deref().unwrap_or("missing") {
        "pending" | "requires_action" => RefundStatus::Pending,
        "succeeded" => RefundStatus::Succeeded,
        "failed" | "canceled" => RefundStatus::Failed,
        other => return Err(unknown("refund", other)),
    };
    Ok(GatewayRefund { id: GatewayRefundId((&refund.id).into()), status })
}

fn unknown(what: &str, status: &str) -> PaymentsError {
    PaymentsError::Unavailable(format!("a {what} has the unknown status {status:?}").into())
}
