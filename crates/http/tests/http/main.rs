//! The API as its clients meet it, over a store in memory.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test panics when it fails")]

mod access;
mod accounts;
mod browsers;
mod caching;
mod compatible;
mod desk_samples;
mod documents;
mod foundation;
mod lists;
mod mailed_links;
mod methods;
mod once;
mod packed;
mod party_samples;
mod refusals;
mod samples;
mod service;
mod staff;
mod variations;
