//! Cabin layouts, seat maps, and allocation by preference.
//!
//! A cabin's inventory is exactly its seats on the map, without those that the plan blocks: nothing
//! is overbooked and nothing else kept back, so counting seats and drawing them cannot disagree.

mod allocation;
mod assignment;
mod fleet;
mod layout;
mod open;
mod pick;
mod plan;
#[cfg(test)]
mod samples;
mod seeker;
mod togetherness;
mod walk;

pub use allocation::allocate;
pub use fleet::Fleet;
pub use layout::{Layout, Row, Seat};
pub use pick::{PickRefused, refuse_pick};
pub use plan::{Plan, PlanFault, Section};
pub use seeker::Seeker;
