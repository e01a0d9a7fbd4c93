//! The one way to change what others change too: decide on what is true now, commit, and decide
//! again after a conflict. Uses the store.

use crate::context::App;
use crate::ports::{Changes, CommitError};
use crate::work::world::load_newer_world;
use crate::world::LoadError;

/// How often a decision is tried before the client is told of the conflict.
const TRIES: u32 = 8;

/// How often planned seats are planned anew before there are none to plan.
const MOST_SEATS_LOST: u32 = 16;

/// Changes to commit, and the outcome to return once they are committed.
pub(crate) struct Decision<T> {
    pub changes: Changes,
    pub outcome: T,
}

/// Who chose the seats that a decision claims, if it claims any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SeatsAre {
    /// The traveller: no other will do, so a taken one is a refusal.
    Picked,
    /// The decision itself, which finds others for those that were taken meanwhile.
    Planned,
}

/// How often others took the seats that a decision had planned, before it could be committed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SeatsLost(u32);

impl SeatsLost {
    pub(crate) const fn is_none(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn are_several(self) -> bool {
        self.0 > 1
    }

    /// The decision had better plan none: it is the last one that a lost seat may undo.
    pub(crate) const fn are_too_many(self) -> bool {
        self.0 >= MOST_SEATS_LOST
    }
}

impl<T> Decision<T> {
    /// A decision that changes nothing.
    pub(crate) fn nothing(outcome: T) -> Self {
        Self { changes: Changes::default(), outcome }
    }
}

/// Decides and commits; does both again when a record, a seat or the world changed in between.
///
/// A refusal by `decide` is final; so is a lasting one by the store, such as `SoldOut`.
pub(crate) async fn carry_out<T, E, D>(
    app: &App,
    seats: SeatsAre,
    decide: impl Fn(SeatsLost) -> D,
) -> Result<T, E>
where
    D: Future<Output = Result<Decision<T>, E>>,
    E: From<CommitError> + From<LoadError>,
{
    let (mut tries_left, mut lost) = (TRIES, SeatsLost::default());
    loop {
        let known = app.world.load().version;
        let Decision { changes, outcome } = decide(lost).await?;
        if changes.is_empty() {
            return Ok(outcome);
        }
        match app.commit(changes).await {
            Ok(()) => return Ok(outcome),
            Err(CommitError::SeatTaken(_))
                if seats == SeatsAre::Planned && !lost.are_too_many() =>
            {
                lost.0 += 1;
            }
            Err(CommitError::Conflict) if tries_left > 1 => tries_left -= 1,
            Err(CommitError::Outdated) if tries_left > 1 => {
                tries_left -= 1;
                load_newer_world(app, known).await?;
            }
            Err(refused) => return Err(refused.into()),
        }
    }
}
