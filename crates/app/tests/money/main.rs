//! What is promised about money and seats, kept when answers are lost, clocks run out and
//! requests meet.
//!
//! The use cases run on a real store, and on a gateway that does as each test tells it.
//! Nothing sleeps: a test moves its clock.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test panics when it fails")]

mod books;
mod cancelling;
mod charging;
mod client;
mod erasing;
mod giving_up;
mod hold_ends;
mod hot_flight;
mod late_money;
mod lock_order;
mod machine;
mod mails;
mod placing;
mod refunding;
mod reversals;
mod sales;
mod scenarios;
mod site;
mod tariffs;
mod webhooks;
