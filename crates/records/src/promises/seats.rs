//! Seats: none for an infant, none twice on a flight.

use std::collections::HashSet;

use airside_booking::{Booking, Journey, Passenger};
use airside_primitives::SeatNumber;

use crate::BadRecord;

pub(super) fn check(booking: &Booking) -> Result<(), BadRecord> {
    let is_right =
        |journey: &Journey| journey.seats.iter().all(|row| fits(row, &booking.passengers));
    if booking.journeys.iter().all(is_right) {
        Ok(())
    } else {
        Err(BadRecord::new("journey", "seats"))
    }
}

fn fits(row: &[Option<SeatNumber>], passengers: &[Passenger]) -> bool {
    let mut given = HashSet::new();
    row.iter().zip(passengers).all(|(seat, passenger)| match seat {
        Some(seat) => passenger.kind.has_seat() && given.insert(*seat),
        None => true,
    })
}
