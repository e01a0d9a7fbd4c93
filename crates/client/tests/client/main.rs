//! The client against a server that answers by a script, on this machine alone.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

mod pages;
mod reading;
mod retrying;
mod samples;
mod secrets;
mod sending;
mod server;
mod webhooks;
