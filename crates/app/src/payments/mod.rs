//! Paying: one live attempt for each booking, and what follows from its success.

mod ask;
mod bought;
pub mod conclude;
pub mod events;
pub mod list;
pub(crate) mod listed;
mod meanwhile;
pub mod open;
pub mod refund;
pub(crate) mod repay;
pub mod return_link;
pub mod reversals;
mod seats;
pub mod settle;
pub mod start;
mod stray;
