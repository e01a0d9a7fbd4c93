//! What the system does: one file for each use case, and the ports they need.
//!
//! A use case loads, lets the domain decide, and commits once. It never holds a
//! transaction open and never calls the outside world inside one. Depends on the
//! domain only; adapters depend on this crate, never the reverse.

pub mod account;
pub mod accounts;
pub mod audit;
pub mod bookings;
pub mod cancellations;
pub mod carry_over;
pub mod context;
mod decision;
pub mod departures;
pub mod documents;
pub mod exchanges;
pub mod figures;
pub mod history;
pub mod idempotency;
pub mod in_flight;
pub mod mail;
pub mod offers;
pub mod payments;
pub mod personal_data;
pub mod ports;
pub mod queues;
pub mod reports;
pub mod scenarios;
pub mod schedule_changes;
mod scopes;
pub mod sealing;
mod shared_reading;
pub mod signature;
pub mod stock;
mod stock_writes;
mod terms;
pub mod timetable;
pub mod traces;
pub mod trade;
pub mod travel_documents;
pub mod webhooks;
pub mod wire;
pub mod words;
pub mod work;
pub mod world;

pub use context::{App, LimitSettings, Ports, SandboxToken, Secrets, Settings, TimeMovers};

/// An error and its causes in one line, for a log.
pub fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |line, cause| format!("{line}: {cause}"))
}
