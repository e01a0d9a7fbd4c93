//! The promises of each port, as tests that every adapter of it runs.
//!
//! One module a port: a promise is a function, and the macro of the same name as the
//! module makes a `#[tokio::test]` of each.

#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "these are tests: a promise that is not kept panics"
)]

pub mod blobs;
pub mod bus;
pub mod fakes;
pub mod limits;
pub mod payments;
pub mod sales;
pub mod samples;
pub mod sealing;
pub mod store;
pub mod stored;
pub mod tls;
