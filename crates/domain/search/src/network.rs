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

/// The least time between two flights at one airport, wherever that is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConnectingTimes {
    pub usual: ConnectingMinutes,
    /// Airports with times of their own.
    pub airports: HashMap<AirportCode, ConnectingMinutes>,
}

/// The least minutes between two flights, by the kinds of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectingMinutes {
    /// From a domestic flight to another.
    pub domestic: u16,
    pub domestic_to_international: u16,
    pub international_to_domestic: u16,
    /// From an international flight to another.
    pub international: u16,
}

impl Default for ConnectingMinutes {
    fn default() -> Self {
        Self {
            domestic: 45,
            domestic_to_international: 60,
            international_to_domestic: 60,
            international: 90,
        }
    }
}

impl ConnectingMinutes {
    /// The same for every kind.
    pub const fn all(minutes: u16) -> Self {
        Self {
            domestic: minutes,
            domestic_to_international: minutes,
            international_to_domestic: minutes,
            international: minutes,
        }
    }
}

impl ConnectingTimes {
    /// Minutes from an arrival to the next departure at an airport.
    pub(crate) fn at(&self, airport: AirportCode, arriving: Kind, departing: Kind) -> u16 {
        let minutes = self.airports.get(&airport).unwrap_or(&self.usual);
        match (arriving, departing) {
            (Kind::Domestic, Kind::Domestic) => minutes.domestic,
            (Kind::Domestic, Kind::International) => minutes.domestic_to_international,
            (Kind::International, Kind::Domestic) => minutes.international_to_domestic,
            (Kind::International, Kind::International) => minutes.international,
        }
    }
}

/// Whether a flight crosses a border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Domestic,
    International,
}
