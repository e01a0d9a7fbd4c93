//! What the books say was paid and given back, against what the gateway says.

use airside_booking::payment::gateway::IntentStatus;
use airside_booking::refund::RefundStatus;
use airside_booking::{Booking, RefundState};
use airside_primitives::Amount;

use super::finding::Finding;
use super::money::Moved;
use crate::ports::Payments;
use crate::ports::payments::PaymentsError;

/// Asks about every payment and refund of a booking that the gateway has heard of.
pub(super) async fn differences(
    booking: &Booking,
    moved: &Moved,
    gateway: &dyn Payments,
) -> Result<Vec<Finding>, PaymentsError> {
    let reference = booking.reference;
    let mut findings = Vec::new();
    for payment in &moved.payments {
        let Some(intent) = payment.intent() else { continue };
        let booked = if moved.captured().any(|it| it.id == payment.id) {
            payment.amount
        } else {
            Amount::ZERO
        };
        let received = match gateway.intent(intent).await {
            Ok(told) if told.status == IntentStatus::Succeeded => told.received,
            Ok(_) | Err(PaymentsError::NotFound) => Amount::ZERO,
            Err(error) => return Err(error),
        };
        // A payment that is still open may have been made a moment ago.
        if received != booked && !payment.is_live() {
            findings.push(Finding::GatewayReceived { reference, booked, received });
        }
    }
    for payment in moved.captured() {
        let Some(intent) = payment.intent() else { continue };
        let told = match gateway.reversals(intent).await {
            Ok(told) => told,
            Err(PaymentsError::NotFound) => Vec::new(),
            Err(error) => return Err(error),
        };
        let strange =
            told.iter().filter(|told| told.is_none_of(moved.refunds.iter().map(|it| it.id)));
        let away = strange.filter(|reversal| reversal.state.is_away());
        let (booked, moved) = (payment.reversed(), away.map(|reversal| reversal.amount).sum());
        if moved != booked {
            findings.push(Finding::GatewayMovedBack { reference, booked, moved });
        }
    }
    for refund in &moved.refunds {
        let RefundState::Succeeded { gateway: Some(id), .. } = &refund.state else { continue };
        match gateway.refund_state(id).await {
            Ok(told) if told.status == RefundStatus::Succeeded => (),
            Ok(_) | Err(PaymentsError::NotFound) => {
                findings.push(Finding::GatewayDidNotReturn { reference, booked: refund.amount });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(findings)
}
