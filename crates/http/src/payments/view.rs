//! How a payment is shown.

use airside_booking::payment::PaymentState;
use airside_booking::{Booking, Payment};
use serde::Serialize;
use utoipa::ToSchema;

use crate::money::MoneyView;
use crate::times::Utc;
use crate::words;

/// One attempt to pay.
#[derive(Serialize, ToSchema)]
#[schema(as = Payment)]
pub(crate) struct PaymentView {
    #[schema(value_type = words::Id)]
    id: String,
    /// `REQUIRES_ACTION`, PROCESSING, SUCCEEDED, FAILED or CANCELED.
    #[schema(value_type = words::PaymentStatus)]
    status: &'static str,
    amount: MoneyView,
    /// What of it pays for bookings of people who parted from this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    split_amount: Option<MoneyView>,
    /// The gateway's own id, once there is one.
    #[schema(required)]
    payment_intent_id: Option<String>,
    #[schema(value_type = words::BookingRef)]
    booking_ref: String,
    /// The change that it pays for, if that is not the booking itself.
    #[schema(value_type = Option<words::Id>, required)]
    change_id: Option<String>,
    /// What the payer has to do next, if anything.
    #[schema(required)]
    next_action: Option<NextActionView>,
    /// Why it was declined or refused, while it is FAILED.
    #[schema(required)]
    failure: Option<FailureView>,
    created_at: Utc,
    /// What the gateway moved back without our asking: refunds made at its dashboard, disputes.
    reversals: Vec<ReversalView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Reversal)]
struct ReversalView {
    /// The gateway's own id.
    id: String,
    /// `REFUND_PENDING`, REFUNDED, `REFUND_FAILED`, INQUIRY, DISPUTED, `DISPUTE_WON` or
    /// `DISPUTE_LOST`.
    #[schema(value_type = words::ReversalStatus)]
    status: &'static str,
    amount: MoneyView,
    /// When it was first known to stand so.
    since: Utc,
}

#[derive(Serialize, ToSchema)]
#[schema(as = PaymentFailure)]
struct FailureView {
    /// The gateway's code.
    #[schema(example = "insufficient_funds")]
    code: String,
    /// In words for the payer.
    message: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = NextAction)]
struct NextActionView {
    #[serde(rename = "type")]
    #[schema(value_type = words::NextActionType)]
    kind: &'static str,
    #[schema(format = "uri")]
    url: String,
}

impl PaymentView {
    pub(crate) fn of(booking: &Booking, payment: &Payment) -> Self {
        let url = match &payment.state {
            PaymentState::Open { url, .. } => url.clone(),
            PaymentState::Opening { .. }
            | PaymentState::Succeeded { .. }
            | PaymentState::Failed { .. }
            | PaymentState::Canceled { .. } => None,
        };
        Self {
            id: payment.id.to_string(),
            status: payment.status_code(),
            amount: MoneyView::of(payment.amount, booking.currency),
            split_amount: (!payment.given.is_zero())
                .then(|| MoneyView::of(payment.given, booking.currency)),
            payment_intent_id: payment.intent().map(|intent| intent.0.clone()),
            booking_ref: booking.reference.to_string(),
            change_id: payment.exchange.map(|id| id.to_string()),
            failure: failure(payment),
            next_action: url.map(|url| NextActionView { kind: "redirect_to_url", url }),
            created_at: Utc(payment.created_at),
            reversals: payment
                .reversals
                .iter()
                .map(|reversal| ReversalView {
                    id: reversal.id.0.clone(),
                    status: reversal.state.code(),
                    amount: MoneyView::of(reversal.amount, booking.currency),
                    since: Utc(reversal.since),
                })
                .collect(),
        }
    }
}

/// A decline that was followed by another card is over.
fn failure(payment: &Payment) -> Option<FailureView> {
    let refusal = payment.refusal.clone().filter(|_| payment.status_code() == "FAILED")?;
    Some(FailureView { code: refusal.code, message: refusal.message })
}
