//! Encryption at rest: what is private in a booking, and remembered answers, are sealed with a key
//! from the settings before a store writes them, and opened when it has read them.
//!
//! Use cases and the domain know nothing of it. Each store seals every commit ([`KeyRing::seal`])
//! and opens every body that it reads.

mod endpoints;
mod history;
mod reseal;
mod ring;
mod rows;

pub use reseal::Resealing;
pub use ring::{BadRing, KeyRing, Unopened};
