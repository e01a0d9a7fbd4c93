//! What the books say was paid and given back, against what the gateway says.

use airside_booking::payment::gateway::IntentStatus;
use airside_booking::refund::RefundStatus;
use airside_booking::{Booking, RefundState};
use airside_primitives::Amount;

use super::finding::{AuditError, Finding};
use super::money::Moved;
use crate::payments::reversals::strange;
use crate::ports::payments::PaymentsError;
use crate::ports::{Payments, Store};

/// Asks about every payment and refund of a booking that the gateway has heard of.
pub(super) async fn differences(
    (store, gateway): (&dyn Store, &dyn Payments),
    booking: &Booking,
    moved: &Moved,
) -> Result<Vec<Finding>, AuditError> {
    let reference = booking.reference;
    let mut findings = Vec::new();
    // A part of a payment is asked about where its money was brought.
    let whole = || moved.payments.iter().filter(|it| it.part_of.is_none());
    for payment in whole() {
        let Some(intent) = payment.intent() else { continue };
        let booked = if moved.captured().any(|it| it.id == payment.id) {
            payment.amount
        } else {
            Amount::ZERO
        };
        let received = match gateway.intent(intent).await {
            Ok(told) if told.status == IntentStatus::Succeeded => told.received,
            Ok(_) | Err(PaymentsError::NotFound) => Amount::ZERO,
            Err(error) => return Err(error.into()),
        };
        // A payment that is still open may have been made a moment ago.
        if received != booked && !payment.is_live() {
            findings.push(Finding::GatewayReceived { reference, booked, received });
        }
    }
    for payment in moved.captured().filter(|it| it.part_of.is_none()) {
        let Some(intent) = payment.intent() else { continue };
        let told = match gateway.reversals(intent).await {
            Ok(told) => told,
            Err(PaymentsError::NotFound) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        let strange = strange(store, told).await?.into_iter();
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
            Err(error) => return Err(error.into()),
        }
    }
    Ok(findings)
}
