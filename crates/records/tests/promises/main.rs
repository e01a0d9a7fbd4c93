//! A record that breaks what the domain promises is refused, and the field named.
//!
//! Each test takes a record that a release wrote, changes what is said, and reads it. The
//! records are those of `tests/stored/next` or, after a release, of its folder.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test panics when it fails")]

mod aftermath;
mod broken;
mod changes;
mod journeys;
mod party;
mod tickets;
