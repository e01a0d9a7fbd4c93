//! Replaces the timetable: a plan first, then one commit.

pub mod apply;
pub mod capacity;
mod first;
pub mod plan;
mod restock;

pub use apply::{ApplyError, apply};
pub use capacity::{Capacity, CapacityError, capacity};
pub use first::adopt_first;
pub use plan::{Closed, Departures, Plan, PlanError, Wanted, plan};
pub use restock::restock;
