//! Follows money that the gateway moved back without our asking: refunds made at its dashboard, and
//! disputes. Uses the store and the gateway. Safe to repeat.
//!
//! What is away is away: it counts towards what a cancellation owes, and a refund that failed is
//! asked for again only for the rest. What it was for only people know, so the payment is to be
//! looked at until somebody has noted it.

use airside_booking::reversal::ToldReversal;
use airside_booking::{IntentId, Payment, Refund, RefundState};
use airside_primitives::PaymentId;
use thiserror::Error;
use time::OffsetDateTime;

use crate::context::App;
use crate::payments::listed::read;
use crate::payments::refund::saved;
use crate::payments::settle::SettleError;
use crate::ports::payments::ListedRefund;
use crate::ports::{Changes, CommitError, Store, StoreError, Versioned, Write};
use crate::webhooks::Event;

/// Asks the gateway what was moved back of its payment `intent`, and keeps it with ours; what it
/// has not heard from us is fine.
pub async fn follow_reversals(app: &App, intent: &IntentId) -> Result<(), SettleError> {
    let store = &app.ports.store;
    let Some(payment) = store.payment_by_intent(intent).await? else { return Ok(()) };
    let told = strange(&**store, app.ports.payments.reversals(intent).await?).await?;
    let refunds = store.refunds(payment.value.booking).await?;
    let Some(news) = payment.value.hear_reversals(told, app.now()) else { return Ok(()) };
    tracing::warn!(payment.id = %news.id, "the gateway moved money back without our asking; an operator has to look");

    let mut changes = Changes::default();
    let booking = store.booking(news.booking).await?.map(|it| it.value);
    let mut back = news.uncounted(refunds.iter().map(|refund| &refund.value));
    for Versioned { value, version } in refunds.into_iter().filter(|it| is_stuck(&it.value, &news))
    {
        let Some(counted) = value.counting(back, app.now()) else { continue };
        back -= counted.elsewhere - value.elsewhere;
        let receipt = store.document(counted.receipt).await?;
        let told = booking.as_ref().and_then(|it| Event::refund_moved(app, it, &counted, true));
        changes = saved(changes.tell(told), counted, version, receipt);
    }
    let changes = changes.write(Write::save(&Versioned { value: news, version: payment.version }));
    // On a conflict the event, or the refund, stays due.
    Ok(app.commit(changes).await?)
}

/// What of this no refund of ours is, of whichever booking: several may be paid by one payment.
pub(crate) async fn strange(
    store: &dyn Store,
    told: Vec<ToldReversal>,
) -> Result<Vec<ToldReversal>, StoreError> {
    let mut strange = Vec::new();
    for it in told {
        let is_ours = match it.refund {
            Some(id) => store.refund(id).await?.is_some(),
            None => false,
        };
        if !is_ours {
            strange.push(it);
        }
    }
    Ok(strange)
}

/// Follows every refund that the gateway lists since then and the books do not know: by hand and
/// untold, or by the books of before they were put back to an older state. Answers how many.
pub async fn follow_listed(app: &App, since: OffsetDateTime) -> Result<usize, SettleError> {
    let listed = read(since, async |part| app.ports.payments.listed_refunds(part).await).await?;
    let mut followed = 0;
    for refund in listed.found {
        if is_unknown(&*app.ports.store, &refund).await? {
            follow_reversals(app, &refund.intent).await?;
            followed += 1;
        }
    }
    Ok(followed)
}

/// Whether the payment of a listed refund is in the books, and it is not.
async fn is_unknown(store: &dyn Store, listed: &ListedRefund) -> Result<bool, StoreError> {
    if let Some(ours) = listed.refund
        && store.refund(ours).await?.is_some()
    {
        return Ok(false);
    }
    let payment = store.payment_by_intent(&listed.intent).await?;
    let is_kept = |payment: &Payment| payment.reversals.iter().any(|it| it.id.0 == listed.id.0);
    Ok(payment.is_some_and(|payment| !is_kept(&payment.value)))
}

fn is_stuck(refund: &Refund, payment: &Payment) -> bool {
    refund.payment == payment.id && matches!(refund.state, RefundState::Failed { .. })
}

/// Notes what an operator says about all that was moved of this payment.
pub async fn note_reversals(
    store: &(impl Store + ?Sized),
    id: PaymentId,
    text: &str,
    now: OffsetDateTime,
) -> Result<Payment, NoteError> {
    let payment = store.payment(id).await?.ok_or(NoteError::Unknown)?;
    if !payment.value.is_to_be_looked_at() {
        return Err(NoteError::Nothing);
    }
    let noted = payment.value.looked_at(text, now);
    let save = Write::save(&Versioned { value: noted.clone(), version: payment.version });
    store.commit(Changes::default().write(save)).await?;
    Ok(noted)
}

/// Why nothing was noted.
#[derive(Debug, Error)]
pub enum NoteError {
    #[error("there is no such payment")]
    Unknown,
    #[error("nothing of this payment waits to be looked at")]
    Nothing,
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
