//! The one way to change what others change too: decide on what is true now, commit, and decide
//! again when somebody was quicker. Uses the store.

use crate::context::App;
use crate::ports::{Changes, CommitError};
use crate::work::world::load_newer_world;
use crate::world::LoadError;

/// How often something is decided before the client is told of the conflict.
const TRIES: u32 = 8;

/// What is to be true, and what to say once it is.
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
    /// Things stay as they are.
    pub(crate) fn nothing(outcome: T) -> Self {
        Self { changes: Changes::default(), outcome }
    }
}

/// Decides, and commits what was decided: again on what is true by then, when a record, a seat
/// or the world changed in between.
///
/// What `decide` refuses is refused; so is what the store refuses for good, as `SoldOut`.
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
