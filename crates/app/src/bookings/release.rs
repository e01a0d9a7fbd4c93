//! Gives up a booking that is not paid: what it held is for sale again at once. Uses the store and
//! the gateway.

use airside_booking::{Booking, RecordLocator, State};
use airside_primitives::UserId;
use thiserror::Error;

use crate::bookings::expire::ended;
use crate::bookings::read::{ReadError, own_booking};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::payments::settle::end_payments;
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};
use crate::world::LoadError;

/// Ends the hold of a booking at its owner's wish, and its open payment with it. Done twice it is
/// done once; money that arrives all the same goes back.
pub async fn release_booking(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
) -> Result<(), ReleaseError> {
    let decide = |_| decide(app, owner, reference);
    let booking = decision::carry_out(app, SeatsAre::Picked, decide).await?;
    Ok(end_payments(app, booking.id, None).await?)
}

async fn decide(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
) -> Result<Decision<Booking>, ReleaseError> {
    let Versioned { value: held, version } = own_booking(app, owner, reference).await?;
    let released = held.clone().release().map_err(|_| ReleaseError::AlreadyPaid)?;
    let now = Versioned { value: released.clone(), version };
    let changes = match held.state {
        State::PendingPayment { .. } => ended(app, &held, &now),
        // It holds nothing any more, but late money may no longer buy it.
        State::Expired { .. } | State::Confirmed { .. } if held != released => {
            Changes::default().write(Write::save(&now))
        }
        State::Expired { .. } | State::Confirmed { .. } => Changes::default(),
    };
    Ok(Decision { changes, outcome: released })
}

/// Why the booking stands.
#[derive(Debug, Error)]
pub enum ReleaseError {
    #[error("the booking is paid: cancel it to get money back")]
    AlreadyPaid,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
