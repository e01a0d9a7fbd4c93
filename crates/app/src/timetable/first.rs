//! The first timetable of a store that has sold nothing. Uses the store.

use std::collections::BTreeSet;

use airside_timetable::Flight;

use crate::ports::store::{AdoptError, Adoption, Judge, Store, WorldVersion};
use crate::timetable::apply::ApplyError;

/// Makes these rows the timetable of their airlines, unless the store has a world by now:
/// another node was quicker then, which is as good.
pub async fn adopt_first(store: &dyn Store, rows: Vec<Flight>) -> Result<(), ApplyError> {
    let airlines: BTreeSet<_> = rows.iter().map(|row| row.number.airline()).collect();
    let stage = store.stage(rows, &|_| ()).await?;
    let adoption = Adoption {
        planned_at: WorldVersion::default(),
        timetable: Some((stage, airlines.into_iter().collect())),
        provenance: None,
        restocked: Vec::new(),
        touched: Vec::new(),
        planned_when: store.time().await?,
        judge: Judge::nothing_changes(),
        also: Vec::new(),
    };
    match store.adopt(adoption).await {
        Ok(_) | Err(AdoptError::Outdated) => Ok(()),
        Err(AdoptError::Store(error)) => Err(error.into()),
    }
}
