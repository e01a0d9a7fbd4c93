//! What the search promises, through its public face.
#![expect(clippy::unwrap_used, reason = "a test's own values are known to be good")]

mod brute_force;
mod drawn_prices;
mod everywhere;
mod network;
mod places;
mod rules;
