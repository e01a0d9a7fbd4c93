//! Gives up a change that is not paid: the places held for it are for sale again at once. Uses the
//! store and the gateway.

use airside_booking::exchange::CannotAgree;
use airside_booking::{Booking, ExchangeState};
use airside_primitives::{ExchangeId, UserId};
use thiserror::Error;

use super::give_up::given_up;
use super::read::own_exchange;
use crate::bookings::read::ReadError;
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::payments::settle::end_payments;
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};
use crate::world::LoadError;

/// Ends a quote at the wish of the booking's owner, what is held for it, and its open payment; the
/// booking stays as it is. Done twice it is done once; money that arrives all the same goes back.
pub async fn release_exchange(
    app: &App,
    owner: UserId,
    id: ExchangeId,
) -> Result<(), ReleaseError> {
    let decide = |_| decide(app, owner, id);
    let booking = decision::carry_out(app, SeatsAre::Planned, decide).await?;
    Ok(end_payments(app, booking.id, Some(id)).await?)
}

async fn decide(
    app: &App,
    owner: UserId,
    id: ExchangeId,
) -> Result<Decision<Booking>, ReleaseError> {
    let (exchange, booking) = own_exchange(app, owner, id).await?;
    let is_holding = booking.value.exchanging.as_ref().is_some_and(|held| held.exchange == id);
    let held = is_holding.then(|| given_up(app, &booking, app.now()));
    let changes = match exchange.value.state {
        ExchangeState::Done { .. } => return Err(CannotAgree::Done.into()),
        // The booking is saved as it is, so that whoever accepts it at this moment meets this.
        ExchangeState::Quoted => {
            let Versioned { value, version } = exchange;
            let over = Versioned { value: value.superseded(), version };
            let alone = || Changes::default().write(Write::save(&booking));
            held.unwrap_or_else(alone).write(Write::save(&over))
        }
        ExchangeState::Superseded => held.unwrap_or_default(),
    };
    Ok(Decision { changes, outcome: booking.value })
}

/// Why the change stands.
#[derive(Debug, Error)]
pub enum ReleaseError {
    #[error(transparent)]
    Agree(#[from] CannotAgree),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
