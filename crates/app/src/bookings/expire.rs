//! Ends a hold that was not paid in time, and puts back what it held. Uses the store.

use airside_primitives::BookingId;
use thiserror::Error;

use crate::context::App;
use crate::ports::{Changes, CommitError, Message, StoreError, Versioned, Write};
use crate::stock_writes::{flights, return_inventory};

/// Expires the booking if its time is over; one that was settled meanwhile is left alone.
pub async fn expire_hold(app: &App, id: BookingId) -> Result<(), ExpireError> {
    let Some(Versioned { value: booking, version }) = app.ports.store.booking(id).await? else {
        return Ok(());
    };
    let directions = booking.directions();
    let returned = return_inventory(&booking, &directions);
    let flights = flights(&booking, &directions);
    let Ok(booking) = booking.expire(app.now()) else { return Ok(()) };

    let changes = Changes::default()
        .write_all(returned)
        .write(Write::ReturnPromo { booking: id })
        .write(Write::save(&Versioned { value: booking, version }))
        .send(Message::InventoryChanged(flights));
    match app.commit(changes).await {
        // It was settled meanwhile, which is as good.
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Why the hold stands.
#[derive(Debug, Error)]
pub enum ExpireError {
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
