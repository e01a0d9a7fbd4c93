//! What the system does: one file for each use case, and the ports they need.
//!
//! A use case loads, lets the domain decide, and commits once. It never holds a
//! transaction open and never calls the outside world inside one.

pub mod account;
pub mod import;
pub mod ports;
