//! Refunds that the gateway refused, and payments of which nobody knows how they stand.

use airside_booking::{Payment, Refund, RefundState};
use time::{Duration, OffsetDateTime};

use super::piece::{Clear, MOST, Piece, about, reference};
use crate::ports::{Store, StoreError};

/// A refund that has waited so long is looked at, whatever the gateway says.
const LONG_FOR_A_REFUND: Duration = Duration::days(7);
/// A live payment that has not moved for so long has lost its payer, or the gateway.
const LONG_FOR_A_PAYMENT: Duration = Duration::hours(24);

/// Refunds that the gateway gave up, and those that take too long.
pub(super) async fn failed_refunds(
    store: &dyn Store,
    now: OffsetDateTime,
) -> Result<Vec<Piece>, StoreError> {
    let mut pieces = Vec::new();
    for id in store.unfinished_refunds(now, MOST).await? {
        let Some(refund) = store.refund(id).await? else { continue };
        let refund = refund.value;
        let Some((why, since)) = trouble(&refund, now) else { continue };
        let booking = reference(store, refund.booking).await?;
        let clear = about("POST", booking, "notes");
        pieces.push(Piece { id: id.0, booking, why, since, clear });
    }
    Ok(pieces)
}

fn trouble(refund: &Refund, now: OffsetDateTime) -> Option<(String, OffsetDateTime)> {
    match refund.state {
        RefundState::Failed { attempts, at, .. } => {
            let why = format!(
                "the gateway gave it up, after {attempts} requests; it is asked again by itself: \
                 see there why, and pay by another way if it stays so"
            );
            Some((why, at))
        }
        RefundState::Pending { .. } if refund.created_at + LONG_FOR_A_REFUND <= now => {
            Some(("the gateway has not decided for a week".to_owned(), refund.created_at))
        }
        RefundState::Pending { .. } | RefundState::Succeeded { .. } => None,
    }
}

/// Payments of which money moved back without our asking, and live ones that do not move.
pub(super) async fn unclear_payments(
    store: &dyn Store,
    now: OffsetDateTime,
) -> Result<Vec<Piece>, StoreError> {
    let mut pieces = Vec::new();
    for payment in store.payments_to_look_at().await?.into_iter().take(MOST.into()) {
        let payment = payment.value;
        let first = payment.reversals.iter().filter(|it| it.note.is_none()).map(|it| it.since);
        let since = first.min().unwrap_or(payment.updated_at);
        let settle = format!("airside reversals settle {} --note TEXT", payment.id);
        let why = "money of it moved back without our asking".to_owned();
        pieces.push(piece(store, &payment, why, since, Some(Clear::Command(settle))).await?);
    }
    let long_ago = now - LONG_FOR_A_PAYMENT;
    for id in store.live_payments(long_ago, MOST).await? {
        let Some(payment) = store.payment(id).await? else { continue };
        let why = format!("{} for more than a day", payment.value.status_code());
        pieces.push(piece(store, &payment.value, why, payment.value.updated_at, None).await?);
    }
    Ok(pieces)
}

async fn piece(
    store: &dyn Store,
    payment: &Payment,
    why: String,
    since: OffsetDateTime,
    clear: Option<Clear>,
) -> Result<Piece, StoreError> {
    let booking = reference(store, payment.booking).await?;
    let clear = clear.unwrap_or_else(|| about("POST", booking, "notes"));
    Ok(Piece { id: payment.id.0, booking, why, since, clear })
}
