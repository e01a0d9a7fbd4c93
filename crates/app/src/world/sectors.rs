//! Flights as pricing sees them, each pair of airports measured once.

use std::collections::HashMap;

use airside_fares::Sector;
use airside_primitives::{AirlineCode, AirportCode};
use airside_timetable::Flight;
use foldhash::fast::FixedState;
use time::Date;

use super::Snapshot;

/// Sector by pair, so that a search measures each distance once.
///
/// A quick hash without a seed is enough: only the operator's airports are keys.
#[derive(Default)]
pub struct Sectors(HashMap<(AirlineCode, AirportCode, AirportCode), Option<Sector>, FixedState>);

impl Sectors {
    /// The sector of a flight on a local date, from memory if its pair was seen before.
    pub fn of(&mut self, world: &Snapshot, flight: &Flight, date: Date) -> Option<Sector> {
        let key = (flight.number.airline(), flight.origin, flight.destination);
        let measured = *self.0.entry(key).or_insert_with(|| world.sector(flight, date));
        measured.map(|sector| Sector { flight: flight.number, date, ..sector })
    }
}
