//! Departures that were sold from, when a new tariff gives their aircraft other seats. Uses
//! the store.

use std::sync::Arc;

use airside_booking::booking::Inventory;
use airside_timetable::Rows;
use time::Date;

use crate::ports::store::{AdoptError, Adoption, Judge, Restocked, Sold, Store, StoreError};
use crate::timetable::capacity::Capacity;
use crate::timetable::plan::Closed;

/// Lets every departure from `from` on sell what its aircraft holds by this `capacity`, and
/// tells of the cabins that have sold more.
///
/// To be done after a tariff was saved. It counts as a new world: a node that has not read the
/// tariff yet opens no more departures by the one before.
pub async fn restock(
    store: &dyn Store,
    capacity: Capacity,
    from: Date,
) -> Result<Vec<Closed>, StoreError> {
    loop {
        let planned_when = store.time().await?;
        let planned_at = store.world_version().await?;
        let amendments = Arc::new(store.amendments().await?);
        let rows = Arc::new(Rows::new(amendments.apply(store.flights().await?).rows));
        let sold = store.sold_from(from).await?;

        let holds = {
            let (rows, capacity) = (rows.clone(), capacity.clone());
            move |flight, date, cabin| {
                let of_aircraft = capacity(rows.on(flight, date)?.aircraft, cabin);
                Some(amendments.capacity((flight, date), cabin, of_aircraft))
            }
        };
        let changed = sold.into_iter().filter_map(|Sold { inventory, capacity }| {
            let holds = holds(inventory.flight, inventory.date, inventory.cabin)?;
            (holds != capacity).then_some((inventory, holds))
        });
        let changed: Vec<_> = changed.collect();
        let restocked = changed.iter().map(|(inventory, capacity)| {
            let (flight, date, cabin) = (inventory.flight, inventory.date, inventory.cabin);
            Restocked { flight, date, cabin, capacity: *capacity }
        });
        let adoption = Adoption {
            planned_at,
            timetable: None,
            provenance: None,
            restocked: restocked.collect(),
            touched: Vec::new(),
            planned_when,
            judge: Judge(Arc::new(holds)),
            also: Vec::new(),
        };
        match store.adopt(adoption).await {
            Ok(_) => return Ok(closed(&changed)),
            // A timetable came in between.
            Err(AdoptError::Outdated) => (),
            Err(AdoptError::Store(error)) => return Err(error),
        }
    }
}

fn closed(changed: &[(Inventory, u16)]) -> Vec<Closed> {
    let closed = changed.iter().filter(|(inventory, capacity)| inventory.count > *capacity);
    closed
        .map(|(inventory, capacity)| Closed {
            flight: inventory.flight,
            date: inventory.date,
            cabin: inventory.cabin,
            sold: inventory.count,
            capacity: *capacity,
        })
        .collect()
}
