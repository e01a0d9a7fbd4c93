//! Reads bookings for their owner. What belongs to another does not exist.

use airside_booking::{Booking, BookingStatus, RecordLocator};
use airside_primitives::{BookingId, UserId};
use thiserror::Error;

use crate::context::App;
use crate::ports::store::{BookingFilter, Page};
use crate::ports::{StoreError, Versioned};

/// The booking, if it is this user's.
pub async fn own_booking(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
) -> Result<Versioned<Booking>, ReadError> {
    let found = app.ports.store.booking_by_reference(reference).await?;
    found.filter(|it| it.value.owner == owner).ok_or(ReadError::NotFound)
}

/// The bookings of a user, newest first.
pub async fn own_bookings(
    app: &App,
    owner: UserId,
    status: Option<BookingStatus>,
    page: Page<BookingId>,
) -> Result<Vec<Booking>, StoreError> {
    let filter = BookingFilter { owner, status, now: app.now() };
    app.ports.store.bookings(filter, page).await
}

/// Why there is nothing to read.
#[derive(Debug, Error)]
pub enum ReadError {
    #[error("there is no such thing here")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}
