//! The life of a booking, from the request to the last cancellation.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod cancelling;
mod concluding;
mod correcting;
mod erasing;
mod exchanging;
mod issuing;
mod leaving;
mod placing;
mod splitting;
mod states;
mod travel_documents;
mod world;
