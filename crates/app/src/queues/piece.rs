//! One thing to look at, and what clears it.

use airside_booking::RecordLocator;
use airside_primitives::BookingId;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::ports::{Store, StoreError};

/// The most pieces of a queue that are looked at: it is to be worked off from its oldest.
pub const MOST: u16 = 1_000;

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

/// The reference of a booking.
pub(super) async fn reference(
    store: &dyn Store,
    id: BookingId,
) -> Result<Option<RecordLocator>, StoreError> {
    Ok(store.booking(id).await?.map(|booking| booking.value.reference))
}

/// A call about a booking.
pub(super) fn about(method: &'static str, booking: Option<RecordLocator>, rest: &str) -> Clear {
    let booking = booking.map_or_else(|| "{ref}".to_owned(), |it| it.to_string());
    Clear::Call(method, format!("/v1/admin/bookings/{booking}/{rest}"))
}
