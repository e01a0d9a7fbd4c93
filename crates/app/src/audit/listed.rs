//! What the gateway lists of its own accord, against the books: money that moved without our knowing.
//!
//! What is in the books is compared booking by booking, so here only what is not in them counts.

use airside_booking::RefundState;
use airside_booking::refund::RefundStatus;
use time::OffsetDateTime;

use super::finding::{Audit, AuditError, Finding};
use crate::ports::payments::{Listed, ListedPayment, ListedRefund, Part, PaymentsError};
use crate::ports::{Payments, Store, StoreError};

/// The most that Stripe answers at a time.
const AT_ONCE: u8 = 100;
/// The most parts of each list: an account of a million payments must not keep an audit for ever.
const MOST_PARTS: usize = 1_000;

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
        audit.findings.extend(unknown_payment(store, payment).await?);
    }
    for refund in refunds.found {
        audit.findings.extend(unknown_refund(store, refund).await?);
    }
    Ok(())
}

/// A list, as far as it is read.
async fn read<T>(
    since: OffsetDateTime,
    list: impl AsyncFn(Part) -> Result<Listed<T>, PaymentsError>,
) -> Result<Listed<T>, PaymentsError> {
    let mut all = Listed { found: Vec::new(), next: None };
    for _ in 0..MOST_PARTS {
        let part = list(Part { since, after: all.next.take(), limit: AT_ONCE }).await?;
        all.found.extend(part.found);
        all.next = part.next;
        if all.next.is_none() {
            break;
        }
    }
    Ok(all)
}

async fn unknown_payment(
    store: &dyn Store,
    listed: ListedPayment,
) -> Result<Option<Finding>, StoreError> {
    let ListedPayment { id, payment, received } = listed;
    if received.is_zero() || store.payment_by_intent(&id).await?.is_some() {
        return Ok(None);
    }
    // One that was made a moment ago is not told of yet.
    let is_open = store.payment(payment).await?.is_some_and(|it| it.value.is_live());
    Ok((!is_open).then_some(Finding::ReceivedUnbooked { intent: id.0, received }))
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
    let is_fine = match refund {
        // Asked for a moment ago, and not told of yet.
        Some(ours) => store.refund(ours).await?.is_some_and(|it| !is_made(&it.value.state)),
        // By somebody else: ours to know only if the payment is.
        None => store.payment_by_intent(&intent).await?.is_none_or(|payment| {
            payment.value.reversals.iter().any(|reversal| reversal.id.0 == id.0)
        }),
    };
    Ok((!is_fine).then_some(Finding::ReturnedUnbooked { refund: id.0, intent: intent.0, amount }))
}

const fn is_made(state: &RefundState) -> bool {
    matches!(state, RefundState::Succeeded { .. })
}
