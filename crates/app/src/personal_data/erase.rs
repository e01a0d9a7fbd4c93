//! Begins to erase an account. Uses `store`, `clock`.
//!
//! One commit empties the account's row, which ends its keys and logins; a sweeper does the rest,
//! some at a time, however often the node dies.

use airside_booking::RecordLocator;
use airside_primitives::UserId;
use thiserror::Error;

use crate::account::Role;
use crate::accounts::password::{self, HashingFailed};
use crate::context::App;
use crate::ports::store::Page;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// The most bookings that are looked at together.
const PAGE: u16 = 100;

/// Erases this account from now on, if the password is right and nothing of it lies ahead.
pub async fn erase_account(
    app: &App,
    user: UserId,
    password: String,
) -> Result<(), EraseAccountError> {
    let store = &app.ports.store;
    let known = store.user(user).await?.ok_or(EraseAccountError::NoAccount)?;
    if !password::matches(password, Some(known.password_hash)).await? {
        return Err(EraseAccountError::InvalidCredentials);
    }
    if let Some(reference) = booking_ahead(app, user).await? {
        return Err(EraseAccountError::JourneyAhead { reference });
    }
    if let Some(id) = store.money_under_way(user).await? {
        let booking = store.booking(id).await?.ok_or(EraseAccountError::NoAccount)?;
        return Err(EraseAccountError::MoneyUnderWay { reference: booking.value.reference });
    }
    let mut changes = Changes::default().write(Write::LeaveAccount { user, at: app.now() });
    if known.role == Role::Admin {
        changes = changes.write(Write::KeepsAnAdmin { but: user });
    }
    app.commit(changes).await?;
    app.known_callers.forget_user(user);
    tracing::info!(user.id = %user, "an account is being erased");
    Ok(())
}

/// A booking of this user that is still to be paid or flown.
async fn booking_ahead(app: &App, user: UserId) -> Result<Option<RecordLocator>, StoreError> {
    let now = app.now();
    let mut before = None;
    loop {
        let page = Page { limit: PAGE, before };
        let bookings = app.ports.store.bookings_ahead(user, now, page).await?;
        if let Some(ahead) = bookings.iter().find(|booking| booking.is_ahead(now)) {
            return Ok(Some(ahead.reference));
        }
        let Some(last) = bookings.last() else { return Ok(None) };
        before = Some(last.id);
    }
}

/// Why nothing is erased.
#[derive(Debug, Error)]
pub enum EraseAccountError {
    #[error("the password is wrong")]
    InvalidCredentials,
    /// It was erased meanwhile.
    #[error("there is no such account any more")]
    NoAccount,
    #[error(
        "booking {reference} lies ahead: cancel it, let its hold end, or come back after the last \
         flight"
    )]
    JourneyAhead { reference: RecordLocator },
    #[error(
        "a payment or refund of booking {reference} is still on its way: come back when it has \
         arrived"
    )]
    MoneyUnderWay { reference: RecordLocator },
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
