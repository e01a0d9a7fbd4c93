//! Sees a refund through at the gateway. Uses the store and the gateway. Safe to repeat.

use airside_booking::payment::IntentId;
use airside_booking::refund::RefundStep;
use airside_booking::{Document, Refund, RefundState};
use airside_primitives::RefundId;

use crate::bookings::happened::about_refund;
use crate::context::App;
use crate::history::{Actor, Deed, HistoryEntry, Subject};
use crate::payments::reversals::follow_reversals;
use crate::payments::settle::SettleError;
use crate::ports::payments::{GatewayRefund, PaymentsError, RefundOrder};
use crate::ports::{Changes, CommitError, Message, Versioned, Write};
use crate::webhooks::Event;

/// Asks for the refund, or asks how it stands; once it succeeded, asks for its receipt.
pub async fn advance_refund(app: &App, id: RefundId) -> Result<(), SettleError> {
    let Some(Versioned { value: refund, version }) = app.ports.store.refund(id).await? else {
        return Ok(());
    };
    let state = match refund.next(app.now()) {
        RefundStep::Nothing => None,
        // A refusal to tell is no news of the refund itself.
        RefundStep::AskAbout(gateway) => {
            let GatewayRefund { id, status } = app.ports.payments.refund_state(&gateway).await?;
            refund.hear(id, status, app.now())
        }
        RefundStep::AskFor { intent, attempt } => ask_for(app, &refund, intent, attempt).await?,
    };
    let Some(state) = state else { return Ok(()) };
    if let RefundState::Failed { attempts, .. } = state {
        tracing::error!(refund.id = %id, attempts, "a refund failed; it will be tried again");
    }
    let receipt = app.ports.store.document(refund.receipt).await?;
    let booking = app.ports.store.booking(refund.booking).await?;
    let failed_at = match state {
        RefundState::Failed { at, .. } => Some(at),
        RefundState::Pending { .. } | RefundState::Succeeded { .. } => None,
    };
    let intent = refund.intent.clone().filter(|_| failed_at.is_some());
    let had_failed = refund.attempts() > 0;
    let moved = refund.moved(state);
    let told = booking.and_then(|it| Event::refund_moved(app, &it.value, &moved, had_failed));
    let failed = failed_at.map(|at| {
        let subject = Subject::Booking(moved.booking);
        HistoryEntry::new(app, Actor::System, subject, Deed::RefundFailed)
            .at(at)
            .changed(None, Some(about_refund(&moved).to_string()))
    });
    let changes = saved(Changes::default(), moved.clone(), version, receipt)
        .write_all(failed.map(Write::AddHistory))
        .tell(told);
    match app.commit(changes).await {
        Ok(()) => app.figures.refunded(&moved),
        // It was brought up to date meanwhile, which is as good.
        Err(CommitError::Conflict) => (),
        Err(error) => return Err(error.into()),
    }
    // Somebody may have paid it back by hand, and the event of that may be lost.
    match intent {
        Some(intent) => follow_reversals(app, &intent).await,
        None => Ok(()),
    }
}

async fn ask_for(
    app: &App,
    refund: &Refund,
    intent: IntentId,
    attempt: u32,
) -> Result<Option<RefundState>, SettleError> {
    let booking = app.ports.store.booking(refund.booking).await?;
    let Some(Versioned { value: booking, .. }) = booking else { return Ok(None) };
    let order = RefundOrder {
        refund: refund.id,
        attempt,
        intent,
        amount: refund.due(),
        currency: booking.currency,
    };
    match app.ports.payments.refund(order).await {
        Ok(GatewayRefund { id, status }) => Ok(refund.hear(id, status, app.now())),
        Err(error @ PaymentsError::Unavailable(_)) => Err(error.into()),
        Err(
            error @ (PaymentsError::Refused(_)
            | PaymentsError::NotFound
            | PaymentsError::UnknownPaymentMethod),
        ) => {
            tracing::error!(refund.id = %refund.id, %error, "the gateway refuses a refund; an operator has to look");
            Ok(Some(refund.hear_refusal(app.now())))
        }
    }
}

/// Saves a refund; the receipt of one that succeeded is asked for, and made anew where it was made
/// for a part of the money.
pub(super) fn saved(
    changes: Changes,
    refund: Refund,
    version: crate::ports::Version,
    receipt: Option<Versioned<Document>>,
) -> Changes {
    let succeeded = matches!(refund.state, RefundState::Succeeded { .. });
    let changes = changes.write(Write::save(&Versioned { value: refund, version }));
    match receipt {
        Some(Versioned { value, version }) if succeeded => changes
            .send(Message::DocumentRequested(value.id))
            .write(Write::save(&Versioned { value: value.requested().again(), version })),
        Some(_) | None => changes,
    }
}
