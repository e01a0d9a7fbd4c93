//! Placing, reading, giving up and expiring bookings.

pub mod correct;
pub(crate) mod done;
pub mod expire;
pub mod find;
pub mod happened;
pub mod index;
mod new_numbers;
pub mod note;
pub mod place;
pub mod promo;
pub mod read;
pub mod release;
pub mod reseat;
pub mod serve;
pub mod split;

pub(crate) use new_numbers::new_numbers;
