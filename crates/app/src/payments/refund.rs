//! Sees a refund through at the gateway. Uses the store and the gateway. Safe to repeat.

use airside_booking::{Document, Refund, RefundState};
use airside_primitives::RefundId;

use crate::context::App;
use crate::payments::settle::SettleError;
use crate::ports::payments::{PaymentsError, RefundOrder, RefundStatus};
use crate::ports::{Changes, CommitError, Message, Versioned, Write};

/// Asks for the refund, or asks how it stands; once it succeeded, asks for its receipt.
///
/// One that the gateway failed, even after it had succeeded, as a bank may return money
/// days later, is asked for again as a new request.
pub async fn advance_refund(app: &App, id: RefundId) -> Result<(), SettleError> {
    let Some(Versioned { value: refund, version }) = app.ports.store.refund(id).await? else {
        return Ok(());
    };
    if !refund.is_due(app.now()) {
        return Ok(());
    }
    let attempts = refund.attempts();
    let answered = match &refund.state {
        RefundState::Succeeded { gateway: None, .. } => return Ok(()),
        // A refusal to tell is no news of the refund itself.
        RefundState::Pending { gateway: Some(gateway), .. }
        | RefundState::Succeeded { gateway: Some(gateway), .. } => {
            Ok(app.ports.payments.refund_state(gateway).await?)
        }
        RefundState::Pending { gateway: None, .. } | RefundState::Failed { .. } => {
            let Some(intent) = refund.intent.clone() else { return Ok(()) };
            let booking = app.ports.store.booking(refund.booking).await?;
            let Some(Versioned { value: booking, .. }) = booking else { return Ok(()) };
            let order = RefundOrder {
                refund: id,
                attempt: attempts,
                intent,
                amount: refund.amount,
                currency: booking.currency,
            };
            app.ports.payments.refund(order).await
        }
    };
    let now = app.now();
    let state = match answered {
        Ok(answer) => match answer.status {
            RefundStatus::Pending => RefundState::Pending { gateway: Some(answer.id), attempts },
            RefundStatus::Succeeded => match &refund.state {
                RefundState::Succeeded { .. } => return Ok(()),
                RefundState::Pending { .. } | RefundState::Failed { .. } => {
                    RefundState::Succeeded { gateway: Some(answer.id), attempts, at: now }
                }
            },
            RefundStatus::Failed => {
                RefundState::Failed { gateway: Some(answer.id), attempts: attempts + 1, at: now }
            }
        },
        Err(error @ PaymentsError::Unavailable(_)) => return Err(error.into()),
        Err(
            error @ (PaymentsError::Refused { .. }
            | PaymentsError::NotFound
            | PaymentsError::UnknownPaymentMethod),
        ) => {
            tracing::error!(refund.id = %id, %error, "the gateway refuses a refund; an operator has to look");
            RefundState::Failed { gateway: None, attempts: attempts + 1, at: now }
        }
    };
    if let RefundState::Failed { attempts, .. } = state {
        tracing::error!(refund.id = %id, attempts, "a refund failed; it will be tried again");
    }
    if state == refund.state {
        return Ok(());
    }
    let receipt = app.ports.store.document(refund.receipt).await?;
    let changes = saved(refund.moved(state), version, receipt);
    match app.commit(changes).await {
        // Somebody brought it up to date first, which is as good.
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn saved(
    refund: Refund,
    version: crate::ports::Version,
    receipt: Option<Versioned<Document>>,
) -> Changes {
    let succeeded = matches!(refund.state, RefundState::Succeeded { .. });
    let changes = Changes::default().write(Write::save(&Versioned { value: refund, version }));
    match receipt {
        Some(Versioned { value, version }) if succeeded => changes
            .send(Message::DocumentRequested(value.id))
            .write(Write::save(&Versioned { value: value.requested(), version })),
        Some(_) | None => changes,
    }
}
