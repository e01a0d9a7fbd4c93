//! Searching, and the signed offers that come of it.

pub mod id;
pub mod read;
pub mod search;
pub mod seat_map;
mod slices;
