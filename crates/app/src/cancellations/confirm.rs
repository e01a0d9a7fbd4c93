//! Confirms a quote: journeys end and seats go back on sale in one commit; money follows. Uses the
//! store.

use airside_booking::booking::CannotCancel;
use airside_booking::cancellation::CannotConfirm;
use airside_booking::{
    Booking, Cancellation, CancellationState, Direction, Document, DocumentKind, DocumentState,
    Payment, PaymentState, Refund, RefundCause, RefundState, TicketStatus,
};
use airside_primitives::{Amount, CancellationId, DocumentId, MailId, RefundId, UserId};
use thiserror::Error;
use time::OffsetDateTime;

use crate::bookings::read::ReadError;
use crate::cancellations::read::{Repayment, own_cancellation};
use crate::context::App;
use crate::decision::{Decision, SeatsAre};
use crate::idempotency::{Given, IdempotencyError, Once};
use crate::mail::Mail;
use crate::payments::conclude;
use crate::ports::{Changes, CommitError, Message, StoreError, Versioned, Write};
use crate::stock_writes::{flights, return_inventory};
use crate::webhooks::Event;
use crate::world::LoadError;

/// The outcome of a confirmed cancellation.
pub struct Confirmed {
    /// As it was before.
    pub booking: Booking,
    pub cancellation: Cancellation,
    pub repayment: Repayment,
}

pub async fn confirm_cancellation(
    app: &App,
    owner: UserId,
    id: CancellationId,
    once: &Once<'_, Confirmed>,
) -> Result<Given, ConfirmError> {
    once.carry_out(app, SeatsAre::Planned, |_| decide(app, owner, id)).await
}

async fn decide(
    app: &App,
    owner: UserId,
    id: CancellationId,
) -> Result<Decision<Confirmed>, ConfirmError> {
    let now = app.now();
    let (cancellation, booking) = own_cancellation(app, owner, id).await?;
    let paid = paid_with(app, &booking.value).await?;

    let refund_id = RefundId(app.ports.entropy.id());
    let confirmed = cancellation.value.confirm(&booking.value, refund_id, now)?;
    let cancelled = booking.value.clone().cancel(&confirmed.directions(), now)?;
    let (changes, repayment) = ended(app, &booking, cancelled, &confirmed, &paid, now);
    let saved = Versioned { value: confirmed, version: cancellation.version };
    let changes = changes.write(Write::save(&saved));
    let outcome = Confirmed { booking: booking.value, cancellation: saved.value, repayment };
    Ok(Decision { changes, outcome })
}

/// What follows when journeys of a booking end: their inventory and seats are free, what is
/// owed is refunded with a receipt, and tickets that keep other journeys are made anew.
pub(crate) fn ended(
    app: &App,
    booking: &Versioned<Booking>,
    cancelled: Booking,
    cancellation: &Cancellation,
    paid: &Paid,
    now: OffsetDateTime,
) -> (Changes, Repayment) {
    let directions = cancellation.directions();
    let receipt_id = DocumentId(app.ports.entropy.id());
    let cause = RefundCause::Cancellation(cancellation.id);
    let refund_id = match cancellation.state {
        CancellationState::Confirmed { refund, .. } => refund,
        CancellationState::Quoted | CancellationState::Superseded => {
            RefundId(app.ports.entropy.id())
        }
    };
    let amount = cancellation.refund();
    let Paid { payment, back } = paid;
    let refund = Refund::decided(refund_id, &payment.value, amount, *back, cause, receipt_id, now);
    // What is back counts for one refund only.
    let counted = (!refund.elsewhere.is_zero()).then(|| Write::save(payment));
    let receipt = receipt(&refund, cancellation, now);
    let repayment = Repayment { refund: refund.clone(), receipt: receipt.clone() };

    let refunded = Event::refund_moved(app, &cancelled, &refund, false);
    let mail = MailId(app.ports.entropy.id());
    let mail = Mail::cancelled(mail, cancelled.id, cancellation.id, now);
    let mut changes = Changes::default()
        .mail(&mail)
        .tell([Event::booking_cancelled(app, &cancelled, cancellation)])
        .tell(refunded)
        .write_all(return_inventory(&booking.value, &directions))
        .send(Message::InventoryChanged(flights(&booking.value, &directions)))
        .send(match refund.state {
            RefundState::Succeeded { .. } => Message::DocumentRequested(receipt_id),
            RefundState::Pending { .. } | RefundState::Failed { .. } => {
                Message::RefundRequested(refund_id)
            }
        });
    for document in new_tickets(app, &cancelled, &directions, now) {
        changes =
            changes.send(Message::DocumentRequested(document.id)).write(Write::add(&document));
    }
    let saved = Versioned { value: cancelled, version: booking.version };
    let changes =
        changes.write(Write::add(&receipt)).write(Write::add(&refund)).write(Write::save(&saved));
    (changes.write_all(counted), repayment)
}

/// The payment that bought a booking.
pub(crate) struct Paid {
    pub payment: Versioned<Payment>,
    /// What of it is back without our asking, and is not part of any of its refunds.
    pub back: Amount,
}

/// The payment that bought the booking: succeeded, and not given back for buying nothing.
pub(crate) async fn paid_with(app: &App, booking: &Booking) -> Result<Paid, ConfirmError> {
    let store = &app.ports.store;
    let refunds = store.refunds(booking.id).await?;
    let returned = |payment: &Payment| {
        refunds.iter().any(|refund| {
            refund.value.payment == payment.id && refund.value.cause.cancellation().is_none()
        })
    };
    let payments = store.payments(booking.id).await?;
    let payment = payments
        .into_iter()
        .find(|it| matches!(it.value.state, PaymentState::Succeeded { .. }) && !returned(&it.value))
        .ok_or(ConfirmError::NotPaid)?;
    let back = payment.value.uncounted(refunds.iter().map(|refund| &refund.value));
    Ok(Paid { payment, back })
}

/// The receipt waits for the refund, unless that is of nothing.
fn receipt(refund: &Refund, cancellation: &Cancellation, now: OffsetDateTime) -> Document {
    let kind =
        DocumentKind::RefundReceipt { refund: refund.id, cancellation: Some(cancellation.id) };
    let awaited = Document {
        id: refund.receipt,
        booking: refund.booking,
        kind,
        created_at: now,
        state: DocumentState::Awaited,
    };
    match refund.state {
        RefundState::Succeeded { .. } => awaited.requested(),
        RefundState::Pending { .. } | RefundState::Failed { .. } => awaited,
    }
}

/// A new document for each ticket that lost some of its journeys, but not all.
fn new_tickets(
    app: &App,
    booking: &Booking,
    directions: &[Direction],
    now: OffsetDateTime,
) -> Vec<Document> {
    let changed = |ticket| {
        booking.ticket(ticket).is_some_and(|ticket| {
            booking.ticket_status(ticket, now) == TicketStatus::PartiallyCancelled
                && ticket.journeys.iter().any(|it| directions.contains(it))
        })
    };
    let mut documents = conclude::tickets(app, booking, now);
    documents.retain(|document| match document.kind {
        DocumentKind::Ticket(ticket) => changed(ticket),
        DocumentKind::RefundReceipt { .. } => false,
    });
    documents
}

/// Why nothing was cancelled.
#[derive(Debug, Error)]
pub enum ConfirmError {
    #[error(transparent)]
    Quote(#[from] CannotConfirm),
    #[error(transparent)]
    Booking(#[from] CannotCancel),
    #[error("the booking has no payment to return")]
    NotPaid,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Once(#[from] IdempotencyError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
