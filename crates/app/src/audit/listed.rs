//! What the gateway lists of its own accord, against the books: money that moved without our knowing.
//!
//! What is in the books is compared booking by booking, so here only what is not in them counts.

use airside_booking::RefundState;
use airside_booking::refund::RefundStatus;
use airside_primitives::Amount;
use time::OffsetDateTime;

use super::finding::{Audit, AuditError, Finding};
use crate::payments::listed::read;
use crate::ports::payments::{ListedPayment, ListedRefund};
use crate::ports::{Payments, Store, StoreError};

/// Reads both lists back to `since`.
pub(super) async fn unknown(
    store: &dyn Store,
    gateway: &dyn Payments,
    since: OffsetDateTime,
    audit: &mut Audit,
) -> Result<(), AuditError> {
    let payments = read(since, async |part| gateway.listed_payments(part).await).await?;
    let refunds = read(since, async |part| gateway.listed_refunds(part).await).await?;
    audit.listed = payments.found.len() + refunds.found.len();
    audit.list_goes_on = payments.next.or(refunds.next).is_some();
    for payment in payments.found {
        audit.findings.extend(unknown_payment(store, gateway, payment).await?);
    }
    for refund in refunds.found {
        audit.findings.extend(unknown_refund(store, refund).await?);
    }
    Ok(())
}

async fn unknown_payment(
    store: &dyn Store,
    gateway: &dyn Payments,
    listed: ListedPayment,
) -> Result<Option<Finding>, AuditError> {
    let ListedPayment { id, payment, received } = listed;
    if received.is_zero() || store.payment_by_intent(&id).await?.is_some() {
        return Ok(None);
    }
    // One that was made a moment ago is not told of yet.
    let is_open = store.payment(payment).await?.is_some_and(|it| it.value.is_live());
    if is_open {
        return Ok(None);
    }
    let told = gateway.reversals(&id).await?;
    let away = told.iter().filter(|it| it.state.is_away()).map(|it| it.amount);
    let received = received - away.sum();
    Ok((received > Amount::ZERO).then_some(Finding::ReceivedUnbooked { intent: id.0, received }))
}

async fn unknown_refund(
    store: &dyn Store,
    listed: ListedRefund,
) -> Result<Option<Finding>, StoreError> {
    let ListedRefund { id, refund, intent, amount, status } = listed;
    let moves = match status {
        RefundStatus::Pending | RefundStatus::Succeeded => true,
        RefundStatus::Failed => false,
    };
    if !moves || store.refund_by_gateway_id(&id).await?.is_some() {
        return Ok(None);
    }
    let is_asked_for = match refund {
        // A moment ago, and we are not told of it yet.
        Some(ours) => store.refund(ours).await?.is_some_and(|it| !is_made(&it.value.state)),
        None => false,
    };
    // Ours to know only if the payment is.
    let payment = store.payment_by_intent(&intent).await?;
    let is_fine = is_asked_for
        || payment.is_none_or(|payment| {
            payment.value.reversals.iter().any(|reversal| reversal.id.0 == id.0)
        });
    Ok((!is_fine).then_some(Finding::ReturnedUnbooked { refund: id.0, intent: intent.0, amount }))
}

const fn is_made(state: &RefundState) -> bool {
    matches!(state, RefundState::Succeeded { .. })
}
