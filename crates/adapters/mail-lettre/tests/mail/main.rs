//! Letters: how they look, how they are packed, and where they go.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test panics when it fails")]

mod folder;
mod samples;
mod seen;
mod smtp;
