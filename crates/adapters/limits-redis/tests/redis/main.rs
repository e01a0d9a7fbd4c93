//! What the adapter promises, against a real Redis.
//!
//! `cargo xtask test` starts one and says where it is.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test panics when it fails")]

mod away;
mod contract;
mod nodes;
mod service;
mod tls;
