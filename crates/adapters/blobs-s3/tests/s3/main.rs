//! What the adapter promises, against a real server that checks signatures.
//!
//! `cargo xtask test` starts one and says where it is.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test panics when it fails")]

mod contract;
mod faults;
mod links;
mod privacy;
mod service;
mod trust;
