//! What older releases handed out or sent on its way is still understood.
//!
//! Offer ids, links, tokens and keys are with clients; messages and events wait in an outbox
//! or a broker. The store that knows the rest of them is the one that the tests of
//! `store-sqlite` keep.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

#[expect(dead_code, reason = "most of it is for the tests of money")]
#[path = "../money/site.rs"]
mod site;

mod handed_out;
mod offer_ids;
mod texts;
