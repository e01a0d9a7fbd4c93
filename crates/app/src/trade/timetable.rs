//! Puts a timetable in force: a plan of what it changes, then one commit. Uses the store.

use std::sync::Arc;

use thiserror::Error;

use crate::context::App;
use crate::history::{Deed, Subject};
use crate::ports::store::{StoreError, WorldVersion};
use crate::timetable::{
    ApplyError, CapacityError, Departures, Plan, PlanError, Wanted, apply, capacity, plan,
};
use crate::trade::By;
use crate::trade::tariff::OVER_THE_API;

/// What a timetable would change; nothing is changed yet.
pub async fn plan_timetable(app: &App, wanted: Wanted) -> Result<Plan, TimetableError> {
    let store = &*app.ports.store;
    // Nothing is sold where there is no tariff.
    let seats = capacity(store).await?.unwrap_or_else(|| Arc::new(|_, _| 0));
    Ok(plan(store, wanted, seats, app.now()).await?)
}

/// Applies a plan. One that takes away much has to be confirmed.
pub async fn apply_timetable(
    app: &App,
    plan: Plan,
    is_confirmed: bool,
    by: &By,
) -> Result<WorldVersion, TimetableError> {
    if plan.takes_away_much() && !is_confirmed {
        return Err(TimetableError::NeedsConfirmation(plan.taken_away()));
    }
    let Departures { added, withdrawn, moved, retimed, reequipped } = plan.departures;
    let airlines: Vec<_> = plan.airlines.iter().map(ToString::to_string).collect();
    let changed = serde_json::json!({
        "airlines": airlines, "from": plan.window.start().to_string(),
        "until": plan.window.end().to_string(), "added": added, "withdrawn": withdrawn,
        "moved": moved, "retimed": retimed, "reequipped": reequipped, "bookings": plan.bookings,
    });
    let entry = by.entry(
        app,
        (Subject::Timetable, Deed::TimetableImported),
        None,
        Some(changed.to_string()),
    );
    // As long as the demo's flights are among them, the world is the demo's.
    let provenance = plan.replaces_all().then(|| OVER_THE_API.to_owned());
    let store = &*app.ports.store;
    let version = apply(store, plan, provenance, vec![entry], &|_| ()).await?;
    app.outbox.notify_one();
    Ok(version)
}

/// Why the timetable before stays in force.
#[derive(Debug, Error)]
pub enum TimetableError {
    #[error("this takes away much: {0}. `confirm=true` applies it all the same")]
    NeedsConfirmation(String),
    #[error(transparent)]
    Capacity(#[from] CapacityError),
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Apply(#[from] ApplyError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
