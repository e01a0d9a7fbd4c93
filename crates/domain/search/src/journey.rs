//! What a search finds: flights on dates, one after the other.
//!
//! Every change of flight is within one airport.

use airside_primitives::{AirlineCode, AirportCode};
use airside_timetable::{Departure, Flight};
use smallvec::SmallVec;
use time::{Date, OffsetDateTime};

/// One flight on one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg<'a> {
    /// The position of its [`Service`](crate::Service) in the index.
    pub service: u32,
    pub flight: &'a Flight,
    /// Of departure, local to the leg's origin.
    pub date: Date,
    pub departure: Departure,
}

/// One to three legs from an origin to a destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey<'a> {
    /// In order of time, never empty.
    pub legs: SmallVec<[Leg<'a>; 3]>,
}

impl Journey<'_> {
    /// When the first leg leaves, with the origin's offset.
    pub fn departs_at(&self) -> OffsetDateTime {
        self.legs[0].departure.departs_at
    }

    /// When the last leg arrives, with the destination's offset.
    pub fn arrives_at(&self) -> OffsetDateTime {
        self.legs[self.legs.len() - 1].departure.arrives_at
    }

    /// From the first departure to the last arrival, layovers included.
    pub fn minutes(&self) -> u32 {
        minutes_between(self.departs_at(), self.arrives_at())
    }

    /// The number of changes of flight.
    pub fn stops(&self) -> u8 {
        u8::try_from(self.legs.len() - 1).unwrap_or(u8::MAX)
    }

    /// The airports of change, in order, each with the minutes spent there.
    pub fn layovers(&self) -> impl Iterator<Item = (AirportCode, u32)> {
        self.legs.windows(2).map(|pair| {
            let minutes =
                minutes_between(pair[0].departure.arrives_at, pair[1].departure.departs_at);
            (pair[1].flight.origin, minutes)
        })
    }

    /// The seller of the whole journey: the marketing airline of its first leg.
    pub fn airline(&self) -> AirlineCode {
        self.legs[0].flight.number.airline()
    }
}

fn minutes_between(earlier: OffsetDateTime, later: OffsetDateTime) -> u32 {
    u32::try_from((later - earlier).whole_minutes()).unwrap_or(0)
}
