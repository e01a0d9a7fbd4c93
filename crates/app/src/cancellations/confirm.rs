//! Confirms a quote: journeys end and seats go back on sale in one commit; money follows. Uses the
//! store.

use airside_booking::cancellation::{CannotCancel, CannotConfirm};
use airside_booking::schedule_change::Followed;
use airside_booking::{
    Booking, Cancellation, CancellationState, Direction, Document, DocumentKind, RefundCause,
    TicketStatus,
};
use airside_primitives::{CancellationId, DocumentId, MailId, RefundId, UserId};
use thiserror::Error;
use time::OffsetDateTime;

use crate::bookings::read::ReadError;
use crate::cancellations::read::{Repayment, own_cancellation};
use crate::context::App;
use crate::decision::{Decision, SeatsAre};
use crate::exchanges::quote::superseded_exchanges;
use crate::idempotency::{Given, IdempotencyError, Once};
use crate::mail::Mail;
use crate::payments::conclude;
use crate::payments::repay::{Paid, Repaid, paid_with, receipt_of, repay};
use crate::ports::{Changes, CommitError, Message, StoreError, Versioned, Write};
use crate::stock_writes::{flights, put_back};
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
    once.carry_out(app, SeatsAre::Planned, |_| Box::pin(decide(app, owner, id))).await
}

async fn decide(
    app: &App,
    owner: UserId,
    id: CancellationId,
) -> Result<Decision<Confirmed>, ConfirmError> {
    let now = app.now();
    let (cancellation, booking) = own_cancellation(app, owner, id).await?;
    let paid = paid_with(app, &booking.value).await?.ok_or(ConfirmError::NotPaid)?;

    let refund_id = RefundId(app.ports.entropy.id());
    let confirmed = cancellation.value.confirm(&booking.value, refund_id, now)?;
    // What was quoted for other journeys is no longer true of these.
    let exchanges = superseded_exchanges(app, booking.value.id, None).await?;
    let cancelled = booking.value.clone().cancelled_by(&confirmed, now)?;
    let (changes, repayment) = ended(app, &booking, cancelled, &confirmed, &paid, now);
    let saved = Versioned { value: confirmed, version: cancellation.version };
    let changes = changes.write(Write::save(&saved)).write_all(exchanges);
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
    let owed = (cancellation.refund(), cause);
    let Repaid { refund, changes } =
        repay(app, &cancelled, paid, owed, (refund_id, receipt_id), now);
    let kind =
        DocumentKind::RefundReceipt { refund: refund_id, cancellation: Some(cancellation.id) };
    let (receipt, asked) =
        receipt_of(&refund, Document::awaited(receipt_id, cancelled.id, kind, now));
    let repayment = Repayment { refund, receipt: receipt.clone() };

    let mail = MailId(app.ports.entropy.id());
    let mail = Mail::cancelled(mail, cancelled.id, cancellation.id, now);
    let freed = Followed::between(&booking.value, cancelled.clone());
    let mut changes = changes
        .mail(&mail)
        .tell([Event::booking_cancelled(app, &cancelled, cancellation)])
        .write_all(put_back(&freed))
        .send(Message::InventoryChanged(flights(&booking.value, &directions)));
    changes = asked.into_iter().fold(changes, Changes::send);
    for document in new_tickets(app, &cancelled, &directions, now) {
        changes =
            changes.send(Message::DocumentRequested(document.id)).write(Write::add(&document));
    }
    let saved = Versioned { value: cancelled, version: booking.version };
    (changes.write(Write::add(&receipt)).write(Write::save(&saved)), repayment)
}

/// A new document for each ticket that lost some of its journeys or travellers, but not all.
fn new_tickets(
    app: &App,
    booking: &Booking,
    directions: &[Direction],
    now: OffsetDateTime,
) -> Vec<Document> {
    let changed = |ticket| {
        booking.ticket(ticket).is_some_and(|ticket| {
            booking.ticket_status(ticket, now) != TicketStatus::Cancelled
                && ticket.journeys.iter().any(|it| directions.contains(it))
        })
    };
    let mut documents = conclude::tickets(app, booking, now);
    documents.retain(|document| match document.kind {
        DocumentKind::Ticket(ticket) => changed(ticket),
        DocumentKind::RefundReceipt { .. } | DocumentKind::ChangeReceipt(_) => false,
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
