//! The one way to change what others change too: decide on what is true now, commit, and decide
//! again after a conflict. Uses the store.

use crate::context::App;
use crate::ports::{Changes, CommitError};
use crate::work::world::load_newer_world;
use crate::world::LoadError;

/// How often a decision is tried before the client is told of the conflict.
const TRIES: u32 = 8;

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
    decide: impl Fn() -> D,
) -> Result<T, E>
where
    D: Future<Output = Result<Decision<T>, E>>,
    E: From<CommitError> + From<LoadError>,
{
    for tries_left in (0..TRIES).rev() {
        let known = app.world.load().version;
        let Decision { changes, outcome } = decide().await?;
        if changes.is_empty() {
            return Ok(outcome);
        }
        match app.commit(changes).await {
            Ok(()) => return Ok(outcome),
            Err(CommitError::Conflict) if tries_left > 0 => (),
            Err(CommitError::SeatTaken(_)) if tries_left > 0 && seats == SeatsAre::Planned => (),
            Err(CommitError::Outdated) if tries_left > 0 => load_newer_world(app, known).await?,
            Err(refused) => return Err(refused.into()),
        }
    }
    Err(CommitError::Conflict.into())
}
