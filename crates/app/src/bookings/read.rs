//! Reads bookings for their owner; for anybody else they do not exist.
//!
//! A booking whose flights have changed is brought up to date before it is shown.

use airside_booking::{Booking, BookingStatus, RecordLocator};
use airside_primitives::{BookingId, UserId};
use thiserror::Error;

use crate::context::App;
use crate::ports::store::{BookingFilter, Page};
use crate::ports::{StoreError, Versioned};
use crate::schedule_changes::follow::{FollowError, follow_booking, is_behind, up_to_date};

/// The booking, if it is this user's.
pub async fn own_booking(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
) -> Result<Versioned<Booking>, ReadError> {
    let found = app.ports.store.booking_by_reference(reference).await?;
    let own = found.filter(|it| it.value.owner == owner).ok_or(ReadError::NotFound)?;
    Ok(up_to_date(app, own).await?)
}

/// The booking, whoever owns it, for those who serve any.
pub async fn any_booking(
    app: &App,
    reference: RecordLocator,
) -> Result<Versioned<Booking>, ReadError> {
    let found = app.ports.store.booking_by_reference(reference).await?;
    Ok(up_to_date(app, found.ok_or(ReadError::NotFound)?).await?)
}

/// The bookings of a user, newest first.
pub async fn own_bookings(
    app: &App,
    owner: UserId,
    status: Option<BookingStatus>,
    page: Page<BookingId>,
) -> Result<Vec<Booking>, ReadError> {
    let filter = BookingFilter { owner, status, now: app.now() };
    let mut bookings = app.ports.store.bookings(filter, page).await?;
    for booking in &mut bookings {
        if is_behind(app, booking)
            && let Some(followed) = follow_booking(app, booking.id).await?
        {
            *booking = followed.value;
        }
    }
    Ok(bookings)
}

/// Why there is nothing to read.
#[derive(Debug, Error)]
pub enum ReadError {
    #[error("there is no such thing here")]
    NotFound,
    #[error(transparent)]
    Follow(#[from] FollowError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
