//! Ends a hold that was not paid in time, of a booking or of an exchange, and puts back what it held.
//! Uses the store.

use airside_booking::Booking;
use airside_booking::booking::NotOverdue;
use airside_primitives::BookingId;
use thiserror::Error;

use crate::context::App;
use crate::exchanges::give_up::lapsed;
use crate::ports::{Changes, CommitError, Message, StoreError, Versioned, Write};
use crate::stock_writes::{flights, return_inventory};
use crate::webhooks::Event;

/// Expires the booking, or an exchange of its journeys, if its time is over; one that was settled meanwhile is left alone.
pub async fn expire_hold(app: &App, id: BookingId) -> Result<(), ExpireError> {
    let Some(Versioned { value: booking, version }) = app.ports.store.booking(id).await? else {
        return Ok(());
    };
    let now = app.now();
    let changes = match booking.clone().expire(now) {
        Ok(expired) => ended(app, &booking, &Versioned { value: expired, version }),
        Err(NotOverdue) => match lapsed(app, &Versioned { value: booking, version }, now) {
            Some(changes) => changes,
            None => return Ok(()),
        },
    };
    match app.commit(changes).await {
        // It was settled meanwhile, which is as good.
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The changes that end a hold: all that it held is for sale again.
pub(super) fn ended(app: &App, held: &Booking, now: &Versioned<Booking>) -> Changes {
    let directions = held.directions();
    Changes::default()
        .tell([Event::booking_expired(app, &now.value)])
        .write_all(return_inventory(held, &directions))
        .write(Write::ReturnPromo { booking: held.id })
        .write(Write::save(now))
        .send(Message::InventoryChanged(flights(held, &directions)))
}

/// Why the hold stands.
#[derive(Debug, Error)]
pub enum ExpireError {
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
