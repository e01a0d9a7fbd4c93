//! Where the passengers of a booking sit on the flights of one journey.

use airside_primitives::SeatNumber;

/// A row for each flight of a journey, with an entry for each passenger of the booking.
///
/// Picked seats while payment is pending, all seats afterwards; infants have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatRows(Vec<Vec<Option<SeatNumber>>>);

impl SeatRows {
    /// `None` unless there is a row for each of the flights with an entry for each passenger.
    pub fn new(
        rows: Vec<Vec<Option<SeatNumber>>>,
        flights: usize,
        passengers: usize,
    ) -> Option<Self> {
        let is_whole = rows.len() == flights && rows.iter().all(|row| row.len() == passengers);
        is_whole.then_some(Self(rows))
    }

    /// The rows that `seats` has for each of the flights.
    pub(crate) fn of<T>(flights: &[T], seats: impl FnMut(&T) -> Vec<Option<SeatNumber>>) -> Self {
        Self(flights.iter().map(seats).collect())
    }

    /// The seat of a passenger on a flight, both by their position.
    pub fn seat(&self, flight: usize, passenger: usize) -> Option<SeatNumber> {
        self.on(flight).get(passenger).copied().flatten()
    }

    /// The seats on one flight; empty where the journey has no such flight.
    pub fn on(&self, flight: usize) -> &[Option<SeatNumber>] {
        self.0.get(flight).map_or(&[], Vec::as_slice)
    }

    pub fn iter(&self) -> impl Iterator<Item = &[Option<SeatNumber>]> {
        self.0.iter().map(Vec::as_slice)
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut [Option<SeatNumber>]> {
        self.0.iter_mut().map(Vec::as_mut_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_an_entry_for_each_passenger_on_each_flight() {
        let seat = "8A".parse().ok();
        let rows = SeatRows::new(vec![vec![seat, None], vec![None, None]], 2, 2).unwrap();
        assert_eq!((rows.seat(0, 0), rows.seat(0, 1), rows.seat(2, 0)), (seat, None, None));
        assert_eq!(rows.on(1), [None, None]);
        for (flights, passengers) in [(1, 2), (3, 2), (2, 1), (2, 3)] {
            let rows = vec![vec![None; 2]; 2];
            assert_eq!(SeatRows::new(rows, flights, passengers), None);
        }
    }
}
