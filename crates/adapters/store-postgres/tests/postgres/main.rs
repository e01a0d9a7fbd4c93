//! What the store promises, on the PostgreSQL that `AIRSIDE_TEST_POSTGRES_URL` names.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test panics when it fails")]

mod commits;
mod contract;
mod crash_points;
mod migrations;
mod plans;
mod schema;
mod sealing;
mod stored;
