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

mod a_day;
mod accounts;
mod alternatives;
mod another_stripe;
mod audited;
mod bodies;
mod booking;
mod browser;
mod call;
mod cancelling;
mod chains;
mod change_for;
mod changes_refused;
mod changing;
mod crash;
mod currencies;
mod deeds;
mod departures;
mod described;
mod desk;
mod desk_pages;
mod desk_travellers;
mod destinations;
mod documents;
mod fare_calendar;
mod full_flight;
mod garbage;
mod giving_up;
mod habits;
mod journeys;
mod leaving;
mod letters;
mod logged;
mod moved_time;
mod naming;
mod offers;
mod operators;
mod overload;
mod pages;
mod paying;
mod personal_data;
mod program;
mod receiving;
mod reference;
mod reseating;
mod restart;
mod scenarios;
mod schedules;
mod search;
mod secrecy;
mod seeing;
mod serving;
mod site;
mod spelling;
mod splitting;
mod stack;
mod states;
mod stock;
mod traces;
mod trade;
mod travel_documents;
mod webhooks;
