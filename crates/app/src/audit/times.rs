//! When a booking flies, against the timetable.

use airside_booking::schedule_change::{Flies, WhatFlies as _};
use airside_booking::{Booking, Journey, Segment};
use time::OffsetDateTime;

use super::finding::Finding;
use crate::schedule_changes::LiveTimetable;
use crate::world::Snapshot;

/// Changes of live journeys that wait for an answer.
pub(super) fn open_changes(booking: &Booking, now: OffsetDateTime) -> usize {
    booking.schedule_changes.iter().filter(|change| change.is_open(now)).count()
}

/// Live journeys that fly otherwise than they show, without an open change.
pub(super) fn behind(booking: &Booking, world: &Snapshot, now: OffsetDateTime) -> Vec<Finding> {
    let live = LiveTimetable::of(world);
    // Flights that have left stay as they were.
    let is_flown = |segment: &Segment| {
        segment.departs_at <= now
            || match live.flies(segment.flight, segment.date) {
                Flies::OnItsDate(flown) => flown.segment(segment, segment.date) == *segment,
                Flies::OnNeighbouringDate { .. } | Flies::Withdrawn | Flies::Cancelled => false,
            }
    };
    let is_behind = |journey: &&Journey| {
        let shown = journey.offer.segments.iter().all(is_flown);
        // What the sandbox makes up is in no timetable.
        let changes = booking.schedule_changes.iter();
        let mut changes = changes.filter(|it| it.direction == journey.direction);
        if changes.any(|it| it.is_simulated) {
            return false;
        }
        match booking.open_change(journey.direction) {
            None => !shown,
            Some(change) => match &change.after {
                Some(after) => !after.iter().all(is_flown),
                // What it was moved to has gone, and its own flight has no room for it any more.
                None => shown && change.held.is_none(),
            },
        }
    };
    let directions = booking.held_directions();
    let journeys = booking.journeys.iter().filter(|it| directions.contains(&it.direction));
    journeys
        .filter(is_behind)
        .map(|journey| journey.offer.segments.first().date)
        .map(|date| Finding::Behind { reference: booking.reference, date })
        .collect()
}
