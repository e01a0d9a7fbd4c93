//! What releases handed out, sent on its way or kept is still understood; and what this code
//! writes is what the newest of the folders has.
//!
//! Offer ids, links, tokens and keys are with clients; messages and events wait in an outbox
//! or a broker. `README.md` tells of the files, and how the folder of a release is made.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test panics when it fails")]

#[expect(dead_code, reason = "most of it is for the tests of money")]
#[path = "../money/site.rs"]
mod site;

mod answers;
mod every;
mod handed_out;
mod issued;
mod keys;
mod offer_ids;
mod offers;
mod releases;
mod store;
mod tariffs;
mod texts;

#[tokio::test]
#[ignore = "writes the folder of the release to come"]
async fn write_next() {
    answers::write();
    issued::write().await;
    keys::write();
    offer_ids::write();
    tariffs::write().await;
    texts::write();
    store::write().await;
}
