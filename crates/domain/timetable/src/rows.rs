//! The rows of a timetable, flight by flight.
//!
//! A departure is a flight on a date; at most one row covers it, which the maker of the rows has to
//! ensure.

use std::collections::HashMap;

use airside_primitives::FlightId;
use time::Date;

use crate::flight::Flight;

/// Rows by flight, each flight's by season.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    by_flight: HashMap<FlightId, Vec<Flight>>,
}

impl Rows {
    pub fn new(rows: impl IntoIterator<Item = Flight>) -> Self {
        let mut by_flight: HashMap<FlightId, Vec<Flight>> = HashMap::new();
        for row in rows {
            by_flight.entry(row.id).or_default().push(row);
        }
        for rows in by_flight.values_mut() {
            rows.sort_by_key(|row| (row.valid_from, row.days.bits()));
        }
        Self { by_flight }
    }

    /// Every flight that has a row, in no order.
    pub fn flights(&self) -> impl Iterator<Item = FlightId> {
        self.by_flight.keys().copied()
    }

    /// The rows of a flight, by season.
    pub fn of(&self, flight: FlightId) -> &[Flight] {
        self.by_flight.get(&flight).map_or(&[], Vec::as_slice)
    }

    /// The row that covers a departure.
    pub fn on(&self, flight: FlightId, date: Date) -> Option<&Flight> {
        self.of(flight).iter().find(|row| row.operates_on(date))
    }

    /// Every row, flight by flight.
    pub fn iter(&self) -> impl Iterator<Item = &Flight> {
        self.by_flight.values().flatten()
    }
}
