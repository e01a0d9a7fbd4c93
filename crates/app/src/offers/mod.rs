//! Searching, and the signed offers that come of it.

pub mod change_rules;
pub mod destinations;
pub mod fare_calendar;
pub mod id;
mod known_destinations;
mod known_offers;
mod market;
pub mod read;
pub mod search;
pub mod seat_map;
pub mod slices;

pub use known_destinations::KnownDestinations;
pub use known_offers::{FollowsFrom, KnownOffers};
pub use market::OfferMarket;
