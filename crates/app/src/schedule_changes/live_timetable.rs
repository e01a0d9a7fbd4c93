//! The timetable of today, as bookings ask about it: memory only.

use std::collections::{HashMap, HashSet};

use airside_booking::schedule_change::{Flies, FlownAs, WhatFlies};
use airside_booking::{Booking, Segment};
use airside_primitives::FlightId;
use time::{Date, Duration, OffsetDateTime};

use super::played::Played;
use crate::context::App;
use crate::ports::store::TouchedDeparture;
use crate::world::Snapshot;

/// What flies in one world.
pub(crate) struct LiveTimetable<'a> {
    world: &'a Snapshot,
    /// The new dates of withdrawn departures whose bookings have not followed yet.
    moved: HashMap<(FlightId, Date), Date>,
    /// Departures that have no room for the booking that asks.
    full: HashSet<(FlightId, Date)>,
    /// What the sandbox makes of the flights of the booking that asks.
    played: Option<Played>,
}

impl<'a> LiveTimetable<'a> {
    /// As far as memory knows: a departure that moved looks withdrawn.
    pub(crate) fn of(world: &'a Snapshot) -> Self {
        Self { world, moved: HashMap::new(), full: HashSet::new(), played: None }
    }

    /// With what the store knows of departures that moved. For a booking that would have to take
    /// them anew, those that are full do not fly.
    pub(super) fn with_moves(
        world: &'a Snapshot,
        touched: &[TouchedDeparture],
        full: &HashSet<(FlightId, Date)>,
    ) -> Self {
        let moved = touched
            .iter()
            .filter_map(|it| Some(((it.touched.flight, it.touched.date), it.touched.moved_to?)));
        Self { world, moved: moved.collect(), full: full.clone(), played: None }
    }

    /// As this booking is to see it.
    pub(super) fn played_with(self, app: &App, booking: &Booking, now: OffsetDateTime) -> Self {
        Self { played: Played::with(app, self.world, booking, now), ..self }
    }

    fn really(&self, flight: FlightId, date: Date) -> Flies {
        if let Some(flown) = self.flown(flight, date) {
            return Flies::OnItsDate(flown);
        }
        if self.world.is_cancelled(flight, date) {
            return Flies::Cancelled;
        }
        let moved_to = self.moved.get(&(flight, date)).copied();
        let moved = moved_to.and_then(|date| Some((date, self.flown(flight, date)?)));
        match moved {
            Some((date, flown)) => Flies::OnNeighbouringDate { date, flown },
            None => Flies::Withdrawn,
        }
    }

    fn flown(&self, flight: FlightId, date: Date) -> Option<FlownAs> {
        let row = self.world.index.row_on(flight, date)?;
        let departure = self.world.index.departure(row, date)?;
        // A codeshare whose operating flight has gone is not flown.
        let seats = self.world.seats_of(row, date)?;
        if self.full.contains(&(seats.id, date)) {
            return None;
        }
        Some(FlownAs {
            inventory: seats.id,
            operating_airline: row.operating_airline,
            departs_at: departure.departs_at,
            arrives_at: departure.arrives_at,
            aircraft: seats.aircraft,
        })
    }
}

impl WhatFlies for LiveTimetable<'_> {
    fn flies(&self, flight: FlightId, date: Date) -> Flies {
        let really = self.really(flight, date);
        let played = self.played.as_ref().filter(|it| it.is_of(flight, date));
        played.map_or(really, |played| played.applied(really))
    }

    fn is_simulated(&self, flight: FlightId, date: Date) -> bool {
        self.played.as_ref().is_some_and(|it| it.is_of(flight, date))
    }

    fn connecting_time(&self, arriving: &Segment, leaving: &Segment) -> Duration {
        let minutes =
            self.world.index.connecting_time(arriving.origin, leaving.origin, leaving.destination);
        Duration::minutes(minutes.into())
    }
}
