//! Finds journeys in a world of recurring flights, from memory alone.
//!
//! An [`Index`] never changes: a new timetable is a new index. It knows when
//! flights leave, but neither prices nor room: the caller's [`Market`] does.

mod airlines;
mod airport_words;
mod beginnings;
mod cheapest;
mod cities;
mod clocks;
mod countries;
mod dated;
mod destinations;
mod filters;
mod first_legs;
mod graph;
mod grouping;
mod hunt;
mod last_legs;
mod legs;
mod middle;
mod names;
mod one_stop;
mod open_ways;
mod other_names;
mod places;
mod prices;
mod pruning;
mod schedule;
mod search;
mod through_middle;
mod tour;
mod two_stops;

pub mod index;
pub mod journey;
pub mod lookup;
pub mod market;
pub mod network;
pub mod query;
pub mod rank;
pub mod window;

pub use cheapest::Cheapest;
pub use cities::Place;
pub use countries::{countries, name as country_name};
pub use destinations::{Leaving, Score, Sought};
pub use graph::Service;
pub use index::Index;
pub use journey::{Journey, Leg};
pub use market::{Besides, Least, Market, Sold};
pub use network::{ConnectingMinutes, ConnectingTimes, Network};
pub use query::Query;
pub use rank::{Rank, Sort, order};
pub use window::{InvalidWindow, Window};
