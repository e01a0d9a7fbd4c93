//! Sweepers: they look at what is true, and fix it. No input, safe anywhere and twice.

use std::fmt::Display;
use std::time::Duration as Pause;

use time::Duration;

use crate::bookings::expire::expire_hold;
use crate::context::App;
use crate::documents::make::make_document;
use crate::payments::events::settle_event;
use crate::payments::refund::advance_refund;
use crate::payments::settle::settle_payment;
use crate::ports::StoreError;

/// The time between two rounds.
const EVERY: Pause = Pause::from_secs(10);
/// The most of each kind in one round.
const BATCH: u16 = 500;
/// How long a message gets to do its work before a sweeper looks.
const GRACE: Duration = Duration::seconds(5);
/// How long settled messages, events and answers are kept.
const KEPT: Duration = Duration::days(7);

/// Sweeps at once and every ten seconds, until the future is dropped.
pub async fn run(app: &App) {
    loop {
        if let Err(error) = sweep(app).await {
            tracing::warn!(error = %crate::chain(&error), "a sweep could not be finished");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// One round.
pub async fn sweep(app: &App) -> Result<(), StoreError> {
    let store = &app.ports.store;
    let now = app.now();
    let since = now - GRACE;

    for id in store.overdue_holds(now, BATCH).await? {
        report("hold", id, expire_hold(app, id).await);
    }
    for id in store.unsettled_events(since, BATCH).await? {
        report("gateway event", &id.0, settle_event(app, &id).await);
    }
    for id in store.live_payments(since, BATCH).await? {
        report("payment", id, settle_payment(app, id).await);
    }
    for id in store.unfinished_refunds(since, BATCH).await? {
        report("refund", id, advance_refund(app, id).await);
    }
    for id in store.pending_documents(since, BATCH).await? {
        report("document", id, make_document(app, id).await);
    }
    store.forget(now - KEPT).await
}

fn report<E: std::error::Error>(what: &str, id: impl Display, done: Result<(), E>) {
    if let Err(error) = done {
        tracing::warn!(%id, error = %crate::chain(&error), "a {what} could not be settled; it stays due");
    }
}
