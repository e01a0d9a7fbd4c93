//! Money that arrived by a second payment of the gateway for one of ours. Uses the store and the
//! gateway.
//!
//! It cannot happen by what we ask, since each request has a key, but the gateway forgets keys after
//! a day, and somebody may work by hand at its dashboard. Whatever it names as ours and holds goes
//! back to its payer, with a receipt.

use airside_booking::payment::gateway::IntentStatus;
use airside_booking::{IntentId, Payment, PaymentState, RefundCause};
use airside_primitives::{Amount, PaymentId};

use crate::context::App;
use crate::payments::conclude::refunded;
use crate::payments::settle::SettleError;
use crate::ports::{Changes, CommitError, Write};

/// Books what this payment of the gateway brought, and gives it back; one that brought nothing, or
/// that is in the books, is fine.
pub(super) async fn give_back(
    app: &App,
    beside: &Payment,
    intent: &IntentId,
) -> Result<(), SettleError> {
    if app.ports.store.payment_by_intent(intent).await?.is_some() {
        return Ok(());
    }
    let told = app.ports.payments.intent(intent).await?;
    if told.status != IntentStatus::Succeeded || told.received.is_zero() {
        return Ok(());
    }
    tracing::error!(payment.id = %beside.id, "the gateway took money a second time; it goes back");
    let now = app.now();
    let stray = Payment {
        id: PaymentId(app.ports.entropy.id()),
        amount: told.received,
        begun_with: format!("stray {}", intent.0),
        created_at: now,
        updated_at: now,
        refusal: None,
        state: PaymentState::Succeeded { intent: Some(intent.clone()) },
        reversals: Vec::new(),
        given: Amount::ZERO,
        part_of: None,
        ..beside.clone()
    };
    let changes = Changes::default().write(Write::add(&stray));
    let changes = refunded(app, changes, &stray, RefundCause::PaidTwice, now);
    match app.commit(changes).await {
        // Another node was first: the store has each payment of the gateway once.
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
