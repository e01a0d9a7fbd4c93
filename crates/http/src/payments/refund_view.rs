//! How a refund is shown.

use airside_booking::{Booking, Refund};
use serde::Serialize;
use utoipa::ToSchema;

use crate::money::MoneyView;
use crate::times::Utc;
use crate::words;

/// Money on its way back.
#[derive(Serialize, ToSchema)]
#[schema(as = Refund)]
pub(crate) struct RefundView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(value_type = words::Id)]
    payment_id: String,
    #[schema(value_type = Option<words::Id>, required)]
    cancellation_id: Option<String>,
    #[schema(value_type = Option<words::Id>, required)]
    change_id: Option<String>,
    /// The gateway's id, once there is one.
    #[schema(required)]
    gateway_refund_id: Option<String>,
    /// PENDING, SUCCEEDED or FAILED.
    #[schema(value_type = words::RefundStatus)]
    status: &'static str,
    amount: MoneyView,
    created_at: Utc,
}

impl RefundView {
    pub(crate) fn of(booking: &Booking, refund: &Refund) -> Self {
        Self {
            id: refund.id.to_string(),
            payment_id: refund.payment.to_string(),
            cancellation_id: refund.cause.cancellation().map(|id| id.to_string()),
            change_id: refund.cause.exchange().map(|id| id.to_string()),
            gateway_refund_id: refund.gateway().map(|id| id.0.clone()),
            status: refund.status_code(),
            amount: MoneyView::of(refund.amount, booking.currency),
            created_at: Utc(refund.created_at),
        }
    }
}
