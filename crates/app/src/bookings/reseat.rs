//! Other seats for those who travel. Uses the store.

use airside_booking::reseating::{CannotReseat, WantedSeat};
use airside_booking::{Booking, RecordLocator};
use airside_primitives::UserId;
use thiserror::Error;

use crate::bookings::read::{ReadError, own_booking};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::ports::{CommitError, StoreError, Versioned};
use crate::schedule_changes::moves::writes;
use crate::webhooks::Event;
use crate::world::LoadError;

/// Gives them these seats, all of them or none; the same once more changes nothing. Tickets that say
/// another seat are made anew.
pub async fn reseat(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    wanted: &[WantedSeat],
) -> Result<Booking, ReseatError> {
    let decide = |_| async {
        let booking = own_booking(app, owner, reference).await?;
        decide(app, booking, wanted)
    };
    decision::carry_out(app, SeatsAre::Picked, decide).await
}

fn decide(
    app: &App,
    booking: Versioned<Booking>,
    wanted: &[WantedSeat],
) -> Result<Decision<Booking>, ReseatError> {
    let (world, now) = (app.world.load(), app.now());
    let Versioned { value, version } = booking;
    let reseated = value.reseat(wanted, &world.terms.fleet, now)?;
    let after = reseated.booking.clone();
    if !reseated.is_changed() {
        return Ok(Decision::nothing(after));
    }
    let changes = writes(app, &world, reseated, version, now);
    let journeys = wanted.iter().map(|it| it.journey).collect();
    let changes = changes.tell([Event::reseated(app, &after, &journeys)]);
    Ok(Decision { changes, outcome: after })
}

/// Why everybody sits where they sat.
#[derive(Debug, Error)]
pub enum ReseatError {
    #[error(transparent)]
    Refused(#[from] CannotReseat),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
