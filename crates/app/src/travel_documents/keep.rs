//! Keeps and forgets what a traveller shows at a border. Uses the store.
//!
//! Doing either twice is doing it once: what is kept already is not written again. The history has no
//! line of it, and nothing is remembered of a request, so the number stands in the booking alone.

use airside_booking::papers::CannotKeep;
use airside_booking::{Booking, RecordLocator, TravelDocument};
use airside_primitives::{PassengerId, UserId};
use thiserror::Error;

use crate::bookings::read::{ReadError, own_booking};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};
use crate::world::LoadError;

/// Keeps what a passenger of one's own booking travels with, in the place of what was kept.
pub async fn keep_travel_document(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    passenger: PassengerId,
    document: &TravelDocument,
) -> Result<Booking, KeepError> {
    let keep =
        |booking: Booking| booking.with_travel_document(passenger, document.clone(), app.now());
    decision::carry_out(app, SeatsAre::Picked, |_| decide(app, owner, reference, keep)).await
}

/// Forgets what a passenger of one's own booking travels with, whatever became of the booking.
pub async fn forget_travel_document(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    passenger: PassengerId,
) -> Result<(), KeepError> {
    let forget = |booking: Booking| booking.without_travel_document(passenger);
    decision::carry_out(app, SeatsAre::Picked, |_| decide(app, owner, reference, forget)).await?;
    Ok(())
}

async fn decide(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    change: impl Fn(Booking) -> Result<Booking, CannotKeep>,
) -> Result<Decision<Booking>, KeepError> {
    let Versioned { value: before, version } = own_booking(app, owner, reference).await?;
    let after = change(before.clone())?;
    if after == before {
        return Ok(Decision::nothing(after));
    }
    let now = Versioned { value: after.clone(), version };
    Ok(Decision { changes: Changes::default().write(Write::save(&now)), outcome: after })
}

/// Why nothing was kept or forgotten.
#[derive(Debug, Error)]
pub enum KeepError {
    #[error(transparent)]
    Refused(#[from] CannotKeep),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
