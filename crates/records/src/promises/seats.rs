//! Seats: none for an infant or for who has left the journey, none twice on a flight.

use std::collections::HashSet;

use airside_booking::{Booking, Journey};
use airside_primitives::SeatNumber;

use crate::BadRecord;

pub(super) fn check(booking: &Booking) -> Result<(), BadRecord> {
    let is_right = |journey: &Journey| journey.seats.iter().all(|row| fits(row, booking, journey));
    if booking.journeys.iter().all(is_right) {
        Ok(())
    } else {
        Err(BadRecord::new("journey", "seats"))
    }
}

fn fits(row: &[Option<SeatNumber>], booking: &Booking, journey: &Journey) -> bool {
    let mut given = HashSet::new();
    row.iter().zip(&booking.passengers).all(|(seat, passenger)| match seat {
        Some(seat) => {
            passenger.kind.has_seat() && journey.carries(passenger) && given.insert(*seat)
        }
        None => true,
    })
}
