//! Placing, reading and expiring bookings.

pub mod expire;
pub mod place;
pub mod read;
