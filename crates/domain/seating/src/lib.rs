//! Cabin layouts, seat maps, and allocation by preference.
//!
//! A cabin's inventory is exactly its seats on the map: nothing is overbooked
//! and nothing kept back, so counting seats and drawing them cannot disagree.

mod allocation;
mod assignment;
mod fleet;
mod layout;
mod pick;
mod togetherness;
mod walk;

pub use allocation::{Seeker, allocate};
pub use layout::{Layout, Row, Seat, layout};
pub use pick::{PickRefused, refuse_pick};
