//! The journeys of a booking: as many, and called as, its trip type says, in one currency.

use airside_booking::{Booking, TripType};

use crate::BadRecord;

pub(super) fn check(booking: &Booking) -> Result<(), BadRecord> {
    let journeys = booking.journeys.len();
    let as_many = match booking.trip_type {
        TripType::OneWay => 1..=1,
        TripType::RoundTrip => 2..=2,
        TripType::MultiCity => 2..=6,
    };
    if !as_many.contains(&journeys) {
        return Err(BadRecord::new("booking", "journeys"));
    }
    let named = (0..).map(|at| booking.trip_type.direction(at));
    if !booking.directions().into_iter().eq(named.take(journeys)) {
        return Err(BadRecord::new("journey", "direction"));
    }
    if booking.journeys.iter().any(|journey| journey.offer.currency != booking.currency) {
        return Err(BadRecord::new("booking", "currency"));
    }
    Ok(())
}
