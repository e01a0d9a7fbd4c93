//! What a person has to look at, from what is true: each piece with why it is there, since when,
//! and what clears it. Uses the store.
//!
//! Nobody puts anything into a queue or takes it out: what was cleared is not found any more.

mod bookings;
mod money;
mod piece;
mod sent;

use time::OffsetDateTime;

use crate::ports::{Store, StoreError};

pub use piece::{Clear, MOST, Piece};

/// A queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    ScheduleChanges,
    RefundsFailed,
    PaymentsUnclear,
    DocumentsFailed,
    WebhooksFailing,
    MailsFailed,
}

impl Queue {
    pub const ALL: [Self; 6] = [
        Self::ScheduleChanges,
        Self::RefundsFailed,
        Self::PaymentsUnclear,
        Self::DocumentsFailed,
        Self::WebhooksFailing,
        Self::MailsFailed,
    ];

    /// Its name in paths.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ScheduleChanges => "schedule-changes",
            Self::RefundsFailed => "refunds-failed",
            Self::PaymentsUnclear => "payments-unclear",
            Self::DocumentsFailed => "documents-failed",
            Self::WebhooksFailing => "webhooks-failing",
            Self::MailsFailed => "mails-failed",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.name() == name)
    }
}

/// The pieces of a queue, oldest first; at most [`MOST`].
pub async fn pieces(
    store: &dyn Store,
    queue: Queue,
    now: OffsetDateTime,
) -> Result<Vec<Piece>, StoreError> {
    let mut pieces = match queue {
        Queue::ScheduleChanges => bookings::open_changes(store, now).await?,
        Queue::DocumentsFailed => bookings::failed_documents(store).await?,
        Queue::RefundsFailed => money::failed_refunds(store, now).await?,
        Queue::PaymentsUnclear => money::unclear_payments(store, now).await?,
        Queue::WebhooksFailing => sent::failing_webhooks(store).await?,
        Queue::MailsFailed => sent::failed_mails(store).await?,
    };
    pieces.sort_by_key(|piece| (piece.since, piece.id));
    Ok(pieces)
}
