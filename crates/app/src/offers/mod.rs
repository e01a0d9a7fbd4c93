//! Searching, and the signed offers that come of it.

pub mod fare_calendar;
pub mod id;
mod market;
pub mod read;
pub mod search;
pub mod seat_map;
mod slices;

pub use market::OfferMarket;
