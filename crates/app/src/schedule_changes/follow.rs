//! Brings a booking up to date with what flies now. Uses the store.
//!
//! Reading or acting on a booking first checks whether it is behind, without asking the store; a
//! sweeper does the same for bookings that nobody reads.

use std::collections::{HashMap, HashSet};

use airside_booking::Booking;
use airside_booking::schedule_change::{Followed, Seats};
use airside_primitives::{AircraftCode, BookingId, FlightId, SeatNumber};
use thiserror::Error;
use time::{Date, OffsetDateTime};

use super::live_timetable::LiveTimetable;
use super::moves::writes;
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::ports::changes::{Version, Versioned};
use crate::ports::{CommitError, StoreError};
use crate::world::LoadError;
use crate::world::Snapshot;

/// The booking, brought up to date if it was behind; `None` when there is none.
pub async fn follow_booking(
    app: &App,
    id: BookingId,
) -> Result<Option<Versioned<Booking>>, FollowError> {
    change(app, id, |booking, live, seats, now| {
        Ok(booking.follow(live, seats, app.settings.schedule_changes, now))
    })
    .await
}

/// The booking, brought up to date if it was behind, to be read or acted on.
pub(crate) async fn up_to_date(
    app: &App,
    booking: Versioned<Booking>,
) -> Result<Versioned<Booking>, FollowError> {
    if !is_behind(app, &booking.value) {
        return Ok(booking);
    }
    match follow_booking(app, booking.value.id).await {
        Ok(followed) => Ok(followed.unwrap_or(booking)),
        // Neither its own flights nor others have room: it stands as it is, to be read and cancelled.
        Err(FollowError::Commit(CommitError::SoldOut(_))) => Ok(booking),
        Err(error) => Err(error),
    }
}

/// Whether a booking shows other flights than fly now.
pub(crate) fn is_behind(app: &App, booking: &Booking) -> bool {
    let world = app.world.load();
    let now = app.now();
    let live = LiveTimetable::of(&world).played_with(app, booking, now);
    let nobody = |_, _| HashSet::new();
    let plan = |aircraft: AircraftCode| world.terms.fleet.layout(aircraft);
    let seats = Seats { plan: &plan, taken: &nobody };
    booking.clone().follow(&live, seats, app.settings.schedule_changes, now).is_changed()
}

/// Makes a move of a booking that may need seats, and commits what follows from it.
///
/// A move that changes nothing is not committed. A departure that the booking would have to take,
/// and that has no room, counts as withdrawn: the date that its own moved to, or its own when it
/// flies again after the booking had moved.
pub(super) async fn change(
    app: &App,
    id: BookingId,
    decide: impl Fn(
        Booking,
        &LiveTimetable<'_>,
        Seats<'_>,
        OffsetDateTime,
    ) -> Result<Followed, FollowError>,
) -> Result<Option<Versioned<Booking>>, FollowError> {
    let mut full = HashSet::new();
    loop {
        let (decide, known) = (&decide, &full);
        let decide = move |_| decision(app, id, known, decide);
        match decision::carry_out(app, SeatsAre::Planned, decide).await {
            // Known to be full, it would be needed all the same: there is no other way.
            Err(FollowError::Commit(CommitError::SoldOut(it)))
                if full.insert((it.flight, it.date)) => {}
            moved => return moved,
        }
    }
}

/// The booking as it is then, and what changes with it.
async fn decision(
    app: &App,
    id: BookingId,
    full: &HashSet<(FlightId, Date)>,
    decide: &impl Fn(
        Booking,
        &LiveTimetable<'_>,
        Seats<'_>,
        OffsetDateTime,
    ) -> Result<Followed, FollowError>,
) -> Result<Decision<Option<Versioned<Booking>>>, FollowError> {
    let Some(read) = app.ports.store.booking(id).await? else { return Ok(Decision::nothing(None)) };
    let (world, now) = (app.world.load(), app.now());
    let version = read.version;
    let followed = followed(app, &world, read.value, full, now, decide).await?;
    if !followed.is_changed() {
        return Ok(Decision::nothing(Some(Versioned { value: followed.booking, version })));
    }
    let value = followed.booking.clone();
    let outcome = Some(Versioned { value, version: Version(version.0 + 1) });
    Ok(Decision { changes: writes(app, &world, followed, version, now), outcome })
}

/// The outcome of the move, with what the store knows of moved departures and taken seats.
async fn followed(
    app: &App,
    world: &Snapshot,
    booking: Booking,
    full: &HashSet<(FlightId, Date)>,
    now: OffsetDateTime,
    decide: &impl Fn(
        Booking,
        &LiveTimetable<'_>,
        Seats<'_>,
        OffsetDateTime,
    ) -> Result<Followed, FollowError>,
) -> Result<Followed, FollowError> {
    let store = &app.ports.store;
    let departures = booking.departures(&booking.held_directions());
    let moved = store.touched_among(&departures).await?;
    let live = LiveTimetable::with_moves(world, &moved, full).played_with(app, &booking, now);

    let wanted = booking.seats_to_know(&live, now);
    let mut taken: HashMap<(FlightId, Date), HashSet<SeatNumber>> = HashMap::new();
    for (flight, date, seat, holder) in store.taken_seats(&wanted).await? {
        if holder != booking.id {
            taken.entry((flight, date)).or_default().insert(seat);
        }
    }
    let taken = |flight, date| taken.get(&(flight, date)).cloned().unwrap_or_default();
    let plan = |aircraft: AircraftCode| world.terms.fleet.layout(aircraft);
    decide(booking, &live, Seats { plan: &plan, taken: &taken }, now)
}

/// Why a booking is still behind. Try again.
#[derive(Debug, Error)]
pub enum FollowError {
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Accept(#[from] airside_booking::schedule_change::CannotAccept),
}
