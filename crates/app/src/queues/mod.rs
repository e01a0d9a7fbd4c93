//! What a person has to look at, from what is true: each piece with why it is there, since when,
//! and what clears it. Uses the store.
//!
//! Nobody puts anything into a queue or takes it out: what was cleared is not found any more.

mod bookings;
mod money;
mod sent;

use airside_booking::RecordLocator;
use airside_primitives::BookingId;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::ports::{Store, StoreError};

/// The most pieces of a queue that are looked at: it is to be worked off from its oldest.
pub const MOST: u16 = 1_000;

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

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Of the refund, payment, document and so on.
    pub id: Uuid,
    pub booking: Option<RecordLocator>,
    /// In words.
    pub why: String,
    pub since: OffsetDateTime,
    pub clear: Clear,
}

/// What clears a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clear {
    /// A call of the API: its method and path.
    Call(&'static str, String),
    /// A command for somebody with a shell.
    Command(String),
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

/// The reference of a booking.
async fn reference(store: &dyn Store, id: BookingId) -> Result<Option<RecordLocator>, StoreError> {
    Ok(store.booking(id).await?.map(|booking| booking.value.reference))
}

/// A call about a booking.
fn about(method: &'static str, booking: Option<RecordLocator>, rest: &str) -> Clear {
    let booking = booking.map_or_else(|| "{ref}".to_owned(), |it| it.to_string());
    Clear::Call(method, format!("/v1/admin/bookings/{booking}/{rest}"))
}
