//! What a booking asks about the timetable of today.

use airside_primitives::{AircraftCode, AirlineCode, FlightId};
use time::{Date, Duration, OffsetDateTime};

use crate::offer::Segment;

/// The timetable of today, as far as bookings follow it.
pub trait WhatFlies {
    /// What became of a flight's departure on a date.
    ///
    /// A move to a neighbouring date must be reported until the bookings of the withdrawn date have
    /// been brought up to date; from then on an open change remembers it.
    fn flies(&self, flight: FlightId, date: Date) -> Flies;

    /// Whether what became of it was made up, for those who try things out.
    fn is_simulated(&self, _flight: FlightId, _date: Date) -> bool {
        false
    }

    /// The least time between two flights of a journey; never asked for two of one number, which
    /// are one aircraft going on.
    fn connecting_time(&self, arriving: &Segment, leaving: &Segment) -> Duration;
}

/// What became of a departure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flies {
    OnItsDate(FlownAs),
    /// The date was withdrawn, and `date` beside it added: passengers and inventory move there.
    OnNeighbouringDate {
        date: Date,
        flown: FlownAs,
    },
    /// The timetable does not have it any more.
    Withdrawn,
    /// An operator cancelled it.
    Cancelled,
}

/// How a departure is flown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlownAs {
    /// The flight whose seats are taken.
    pub inventory: FlightId,
    pub operating_airline: AirlineCode,
    /// In the origin's own offset.
    pub departs_at: OffsetDateTime,
    /// In the destination's own offset.
    pub arrives_at: OffsetDateTime,
    pub aircraft: AircraftCode,
}

impl FlownAs {
    /// The same flight of a journey, as it is flown on `date`.
    pub fn segment(self, was: &Segment, date: Date) -> Segment {
        Segment {
            flight: was.flight,
            inventory: self.inventory,
            number: was.number,
            operating_airline: self.operating_airline,
            origin: was.origin,
            destination: was.destination,
            date,
            departs_at: self.departs_at,
            arrives_at: self.arrives_at,
            aircraft: self.aircraft,
        }
    }
}
