//! What the domain promises of a booking as a whole, checked again when one is read.
//!
//! Each field was read by itself before. Here is what they promise together: code finds seats
//! by the places of segment and passenger, and numbers by the place of a ticket, and would
//! silently find nothing. What a changed timetable may move is no promise, so neither the ages
//! on the last day nor the order of the journeys' times is one.

mod changes;
mod party;
mod price;
mod seats;
mod tickets;
mod trip;

use airside_booking::Booking;

use crate::BadRecord;

/// Names the first field that breaks a promise.
pub(crate) fn kept_by(booking: &Booking) -> Result<(), BadRecord> {
    trip::check(booking)?;
    party::check(booking)?;
    price::check(booking)?;
    seats::check(booking)?;
    tickets::check(booking)?;
    changes::check(booking)
}
