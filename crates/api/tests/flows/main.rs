//! Whole flows over HTTP through the real server, with the demo's small world.
//!
//! One binary, because linking costs more than running; each test has a server and a data
//! folder of its own, and a clock that starts at the same noon (see `site`).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test panics when it fails"
)]

mod accounts;
mod another_stripe;
mod audited;
mod bodies;
mod booking;
mod call;
mod cancelling;
mod crash;
mod currencies;
mod described;
mod destinations;
mod documents;
mod fare_calendar;
mod garbage;
mod habits;
mod journeys;
mod logged;
mod offers;
mod overload;
mod pages;
mod paying;
mod personal_data;
mod reference;
mod restart;
mod scenarios;
mod schedules;
mod search;
mod secrecy;
mod site;
mod spelling;
mod stack;
mod stock;
mod webhooks;
