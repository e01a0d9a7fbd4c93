//! Ends a hold that was not paid in time, and puts back what it held. Uses the store.

use airside_booking::Booking;
use airside_primitives::BookingId;
use thiserror::Error;

use crate::bookings::place::flights;
use crate::context::App;
use crate::ports::changes::SeatClaim;
use crate::ports::{Changes, CommitError, Message, StoreError, Versioned, Write};

/// Expires the booking if its time is over; one that was settled meanwhile is left alone.
pub async fn expire_hold(app: &App, id: BookingId) -> Result<(), ExpireError> {
    let Some(Versioned { value: booking, version }) = app.ports.store.booking(id).await? else {
        return Ok(());
    };
    let put_back = put_back(&booking);
    let flights = flights(&booking);
    let Ok(booking) = booking.expire(app.now()) else { return Ok(()) };

    let changes = Changes::default()
        .write_all(put_back)
        .write(Write::ReturnPromo { booking: id })
        .write(Write::SaveBooking(Versioned { value: booking, version }))
        .send(Message::InventoryChanged(flights));
    match app.commit(changes).await {
        // Somebody settled it first, which is as good.
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn put_back(booking: &Booking) -> Vec<Write> {
    let directions = booking.directions();
    let places = booking.places(&directions).into_iter().map(Write::ReturnPlaces);
    let seats = booking.held_seats(&directions).into_iter().map(|(flight, date, seat)| {
        Write::ReleaseSeat(SeatClaim { flight, date, seat, booking: booking.id })
    });
    places.chain(seats).collect()
}

/// Why the hold stands.
#[derive(Debug, Error)]
pub enum ExpireError {
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
