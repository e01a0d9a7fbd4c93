//! Placing, reading, giving up and expiring bookings.

pub(crate) mod done;
pub mod expire;
pub mod find;
pub mod happened;
pub mod index;
pub mod note;
pub mod place;
pub mod read;
pub mod release;
