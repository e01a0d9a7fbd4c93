//! What a booking holds of the stock: which departures its inventory and seats are rows of.

use time::{Date, OffsetDateTime};

use airside_primitives::FlightId;

use crate::booking::{Booking, Journey, State};
use crate::offer::{Segment, Segments};
use crate::schedule_change::compare::{Course, course};
use crate::schedule_change::{ScheduleChange, WhatFlies};
use crate::trip::Direction;

/// A departure whose counter and seats are taken.
pub(crate) type StockOf = (FlightId, Date);

impl Booking {
    /// The unanswered change of a journey, even if it is overdue.
    pub fn open_change(&self, direction: Direction) -> Option<&ScheduleChange> {
        let of_journey = |it: &&ScheduleChange| it.direction == direction && it.is_unsettled();
        self.schedule_changes.iter().find(of_journey)
    }

    /// Journeys for which inventory and seats are held: all of a hold, the live ones of a sale.
    pub fn held_directions(&self) -> Vec<Direction> {
        match self.state {
            State::PendingPayment { .. } => self.directions(),
            State::Expired { .. } => Vec::new(),
            State::Confirmed { .. } => self.live_journeys(),
        }
    }

    /// The segments of a journey whose inventory is held: the new ones, while a change with an
    /// alternative is open, and what was held before, while one without is.
    pub fn held_segments<'a>(&'a self, journey: &'a Journey) -> &'a Segments {
        let open = self.open_change(journey.direction);
        open.and_then(ScheduleChange::holds).unwrap_or(&journey.offer.segments)
    }

    /// The departures whose taken seats have to be known before the booking can follow
    /// `timetable`: those that it holds and those that it is to hold. Each once, sorted.
    pub fn seats_to_know(
        &self,
        timetable: &dyn WhatFlies,
        now: OffsetDateTime,
    ) -> Vec<(FlightId, Date)> {
        let mut departures = Vec::new();
        for direction in self.held_directions() {
            let Some(journey) = self.journey(direction) else { continue };
            let open = self.open_change(direction);
            let to_hold = match course(&journey.offer.segments, open, timetable, now) {
                Course::Flown(segments) => segments,
                Course::Gone(_) => self.held_segments(journey).clone(),
            };
            if open.is_none() && to_hold == journey.offer.segments {
                continue;
            }
            let held = self.held_segments(journey);
            departures.extend(held.iter().chain(&to_hold).map(Segment::stock));
        }
        departures.sort_unstable();
        departures.dedup();
        departures
    }
}
