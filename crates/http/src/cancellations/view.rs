//! How a cancellation is shown.

use airside_app::App;
use airside_app::cancellations::read::Repayment;
use airside_app::documents::link::link;
use airside_booking::{Booking, Cancellation, DocumentState};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::money::MoneyView;
use crate::times::Utc;
use crate::words;

/// A quote, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Cancellation)]
pub(crate) struct CancellationView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(value_type = words::BookingRef)]
    booking_ref: String,
    /// QUOTED, CONFIRMED, EXPIRED or SUPERSEDED.
    #[schema(value_type = words::CancellationStatus)]
    status: &'static str,
    expires_at: Utc,
    refund: MoneyView,
    /// What of `refund` the gateway had moved back already without our asking, once it is
    /// confirmed: only the rest is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    already_returned: Option<MoneyView>,
    lines: Vec<LineView>,
    /// PENDING, SUCCEEDED or FAILED, once it is confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RefundStatus>, nullable = false)]
    refund_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    receipt: Option<ReceiptView>,
}

/// `refund` is paid − charge − taxes kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CancellationLine)]
struct LineView {
    #[schema(value_type = words::Direction)]
    journey: String,
    #[schema(value_type = words::Id)]
    ticket_id: String,
    /// Those who leave the journey: everybody who travels on it, unless some were named.
    #[schema(value_type = Vec<words::Id>)]
    passengers: Vec<String>,
    paid: MoneyView,
    charge: MoneyView,
    taxes_kept: MoneyView,
    refund: MoneyView,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Receipt)]
struct ReceiptView {
    #[schema(value_type = words::Id)]
    document_id: String,
    /// PENDING, READY or FAILED.
    #[schema(value_type = words::DocumentStatus)]
    status: &'static str,
    /// Null until it is ready.
    #[schema(required, format = "uri")]
    url: Option<String>,
}

impl CancellationView {
    pub(crate) fn of(
        app: &App,
        booking: &Booking,
        cancellation: &Cancellation,
        repayment: Option<&Repayment>,
        now: OffsetDateTime,
    ) -> Self {
        let money = |amount| MoneyView::of(amount, booking.currency);
        Self {
            id: cancellation.id.to_string(),
            booking_ref: booking.reference.to_string(),
            status: cancellation.status_code(now),
            expires_at: Utc(cancellation.expires_at),
            refund: money(cancellation.refund()),
            already_returned: repayment.map(|repayment| money(repayment.refund.elsewhere)),
            lines: cancellation
                .lines
                .iter()
                .map(|cancelled| LineView {
                    journey: cancelled.direction.to_string(),
                    ticket_id: cancelled.ticket.to_string(),
                    passengers: cancellation
                        .covered(booking, cancelled)
                        .iter()
                        .map(|it| it.id.to_string())
                        .collect(),
                    paid: money(cancelled.line.paid()),
                    charge: money(cancelled.line.charge()),
                    taxes_kept: money(cancelled.line.taxes_kept()),
                    refund: money(cancelled.line.refund()),
                })
                .collect(),
            refund_status: repayment.map(|repayment| repayment.refund.status_code()),
            receipt: repayment.map(|repayment| ReceiptView::of(app, repayment)),
        }
    }
}

impl ReceiptView {
    fn of(app: &App, repayment: &Repayment) -> Self {
        let receipt = &repayment.receipt;
        Self {
            document_id: receipt.id.to_string(),
            status: receipt.status_code(),
            url: match receipt.state {
                DocumentState::Ready { .. } => Some(link(app, receipt.id).url),
                DocumentState::Awaited
                | DocumentState::Pending
                | DocumentState::Failed
                | DocumentState::Erasing { .. }
                | DocumentState::Erased { .. } => None,
            },
        }
    }
}
