//! The promises of the port, kept by a real broker; what becomes of messages that fail,
//! and what happens when the broker is away.
//!
//! Each test has queues of its own, and deletes them when it passes.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test panics when it fails")]

mod listeners;
mod outages;
mod proxy;
mod retries;
mod site;

airside_port_contracts::bus!(site::subject());
