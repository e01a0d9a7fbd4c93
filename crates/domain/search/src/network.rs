//! What an index is built from.
//!
//! Flights whose airports are not listed are left out of the index.

use std::collections::HashMap;

use airside_primitives::{AirlineCode, AirportCode};
use airside_timetable::{Airport, Flight};

/// A whole timetable, with what decides how its flights connect.
#[derive(Debug, Clone, Default)]
pub struct Network {
    pub airports: Vec<Airport>,
    pub flights: Vec<Flight>,
    /// Airlines that sell connections with each other; both ways, and not beyond:
    /// a partner's partner is no partner.
    pub partners: Vec<[AirlineCode; 2]>,
    pub connecting: ConnectingTimes,
}

/// The least time between two flights at one airport, in minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectingTimes {
    /// From a domestic flight to another.
    pub domestic: u16,
    pub domestic_to_international: u16,
    pub international_to_domestic: u16,
    /// From an international flight to another.
    pub international: u16,
    /// Airports with a time of their own, which holds for every kind.
    pub overrides: HashMap<AirportCode, u16>,
}

impl Default for ConnectingTimes {
    fn default() -> Self {
        Self {
            domestic: 45,
            domestic_to_international: 60,
            international_to_domestic: 60,
            international: 90,
            overrides: HashMap::new(),
        }
    }
}

impl ConnectingTimes {
    /// Minutes from an arrival to the next departure at an airport.
    pub(crate) fn at(&self, airport: AirportCode, arriving: Kind, departing: Kind) -> u16 {
        let usual = match (arriving, departing) {
            (Kind::Domestic, Kind::Domestic) => self.domestic,
            (Kind::Domestic, Kind::International) => self.domestic_to_international,
            (Kind::International, Kind::Domestic) => self.international_to_domestic,
            (Kind::International, Kind::International) => self.international,
        };
        self.overrides.get(&airport).copied().unwrap_or(usual)
    }
}

/// Whether a flight crosses a border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Domestic,
    International,
}
