//! Applies a plan: the rows are staged in their own time, then adopted by one commit. Uses
//! the store.

use std::sync::Arc;

use thiserror::Error;

use crate::ports::Write;
use crate::ports::store::{AdoptError, Adoption, Judge, Store, StoreError, WorldVersion};
use crate::timetable::plan::{Plan, new_capacity};

/// Applies the plan, and writes `also` in its commit; `progress` hears how many of its rows are
/// staged.
///
/// A refusal leaves the old timetable in force, and so does a process that is killed before
/// the end.
pub async fn apply(
    store: &dyn Store,
    plan: Plan,
    provenance: Option<String>,
    also: Vec<Write>,
    progress: &(dyn Fn(usize) + Send + Sync),
) -> Result<WorldVersion, ApplyError> {
    let stage = store.stage(plan.to_stage().cloned().collect(), progress).await?;

    let (before, after) = (plan.before, plan.after);
    let (capacity, amendments) = (plan.capacity, plan.amendments);
    let judge = Judge(Arc::new(move |flight, date, cabin| {
        new_capacity((&before, &after), (&capacity, &amendments), (flight, date, cabin))
    }));
    let adoption = Adoption {
        planned_at: plan.planned_at,
        timetable: Some((stage, plan.airlines.into_iter().collect())),
        provenance,
        restocked: plan.restocked,
        touched: plan.touched.into_iter().map(|(touched, _)| touched).collect(),
        planned_when: plan.planned_when,
        judge,
        also,
    };
    Ok(store.adopt(adoption).await?)
}

/// Why the old timetable stays.
#[derive(Debug, Error)]
pub enum ApplyError {
    #[error("the timetable or the tariff was changed meanwhile: make the plan again")]
    Outdated,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<AdoptError> for ApplyError {
    fn from(error: AdoptError) -> Self {
        match error {
            AdoptError::Outdated => Self::Outdated,
            AdoptError::Store(error) => Self::Store(error),
        }
    }
}
