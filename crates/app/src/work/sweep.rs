//! Sweepers: they look at what is true, and fix it. No input, safe anywhere and twice.
//!
//! Holds, money, documents, schedules and personal data are swept separately: a gateway that is slow or away must
//! not keep seats from going back on sale.

use std::fmt::Display;

use futures::future::{join, join4, join5};
use futures::{StreamExt as _, stream};
use time::Duration;

use crate::bookings::expire::expire_hold;
use crate::bookings::index::index_bookings;
use crate::context::App;
use crate::departures::settle::sweep_cancellations;
use crate::documents::make::make_document;
use crate::mail::sweep::sweep_mails;
use crate::payments::events::settle_event;
use crate::payments::refund::advance_refund;
use crate::payments::settle::settle_payment;
use crate::personal_data::sweep::sweep_personal_data;
use crate::ports::StoreError;
use crate::ports::store::{Claim, Work};
use crate::reports::catch_up::catch_up;
use crate::schedule_changes::sweep::{sweep_touched, sweep_unanswered};
use crate::webhooks::deliver::{deliver_due, sweep_webhooks};

/// The time between two rounds.
const EVERY: Duration = Duration::seconds(10);
/// The most of each kind in one round.
const BATCH: u16 = 500;
/// How often all is swept at most for somebody who waits.
const ROUNDS: usize = 40;
/// The most of each kind that one node asks the gateway about before it looks again.
const CLAIMS: u16 = 64;
/// How many questions to the gateway are under way at a time.
const AT_ONCE: usize = 8;
/// How long a message gets to do its work before a sweeper looks.
const GRACE: Duration = Duration::seconds(5);
/// How long an open payment is left alone: its events tell what becomes of it, and only
/// one whose events were lost has to be asked about.
const PAYMENT_GRACE: Duration = Duration::seconds(60);
/// How long settled messages and events are kept.
const KEPT: Duration = Duration::days(7);

/// Sweeps at once and every ten seconds, until the future is dropped.
pub async fn run(app: &App) {
    let usual = join5(
        every(app, "holds", || sweep_holds(app)),
        every(app, "money", || sweep_money(app)),
        every(app, "documents", || sweep_documents(app)),
        every(app, "schedules", || sweep_schedules(app)),
        every(app, "personal_data", || sweep_personal_data(app)),
    );
    let more = join4(
        every(app, "reports", || catch_up(app)),
        every(app, "finding", || index_bookings(app)),
        every(app, "mails", || sweep_mails(app)),
        every(app, "webhooks", || sweep_webhooks(app)),
    );
    join(usual, more).await;
}

async fn every<F: Future<Output = Result<(), StoreError>>>(
    app: &App,
    what: &'static str,
    sweep: impl Fn() -> F,
) {
    app.figures.sweeping(what, app.now().unix_timestamp());
    loop {
        let swept = sweep().await;
        app.figures.swept(what, swept.is_ok(), app.now().unix_timestamp());
        if let Err(error) = swept {
            tracing::warn!(
                sweep = what,
                error = %crate::chain(&error),
                "a sweep could not be finished"
            );
        }
        app.ports.clock.pass(EVERY).await;
    }
}

/// Ends holds whose time is over; their payments are given up by [`sweep_money`].
pub async fn sweep_holds(app: &App) -> Result<(), StoreError> {
    let store = &app.ports.store;
    for id in store.overdue_holds(app.now(), BATCH).await? {
        report("hold", id, expire_hold(app, id).await);
    }
    Ok(())
}

/// Settles what the gateway knows and we do not. Several pieces at a time, each with its own pause
/// after a failure: one that is slow or fails holds up nothing else.
pub async fn sweep_money(app: &App) -> Result<(), StoreError> {
    let _turn = app.money_turn.lock().await;
    loop {
        let now = app.now();
        let mut claims = Vec::new();
        for (work, grace) in [
            (Work::Events, GRACE),
            (Work::Refunds, GRACE),
            (Work::Closings, Duration::ZERO),
            (Work::Payments, PAYMENT_GRACE),
        ] {
            claims.extend(app.ports.store.claim(work, now - grace, now, CLAIMS).await?);
        }
        if claims.is_empty() {
            return Ok(());
        }
        stream::iter(claims).for_each_concurrent(AT_ONCE, |claim| look(app, claim)).await;
    }
}

async fn look(app: &App, claim: Claim) {
    match claim {
        Claim::Event(id) => report("gateway event", &id.0, Box::pin(settle_event(app, &id)).await),
        Claim::Refund(id) => report("refund", id, Box::pin(advance_refund(app, id)).await),
        Claim::Payment(id) => report("payment", id, Box::pin(settle_payment(app, id)).await),
    }
}

/// Makes documents whose job was lost, and forgets what nobody needs any more.
pub async fn sweep_documents(app: &App) -> Result<(), StoreError> {
    let store = &app.ports.store;
    let now = app.now();
    let lost = now - app.settings.documents_left_to_workers;
    for id in store.pending_documents(lost, BATCH).await? {
        report("document", id, make_document(app, id).await);
    }
    store.forget(now, now - KEPT).await
}

/// Lets bookings follow their flights, and settles changes that nobody answers.
pub async fn sweep_schedules(app: &App) -> Result<(), StoreError> {
    sweep_touched(app).await?;
    sweep_cancellations(app).await?;
    sweep_unanswered(app).await
}

/// Does what is due by now, for somebody who waits for it: the time was moved on.
///
/// What one sweep did may be work for the next, so they go round until nothing is overdue. What
/// could not be done stays due, as ever; what another node has begun, it ends.
pub async fn sweep_all(app: &App) -> Result<(), StoreError> {
    for _ in 0..ROUNDS {
        sweep_holds(app).await?;
        sweep_schedules(app).await?;
        sweep_money(app).await?;
        if app.ports.store.overdue_holds(app.now(), 1).await?.is_empty() {
            break;
        }
    }
    sweep_documents(app).await?;
    sweep_mails(app).await?;
    deliver_due(app, Duration::ZERO).await
}

fn report<E: std::error::Error>(what: &str, id: impl Display, done: Result<(), E>) {
    if let Err(error) = done {
        tracing::warn!(%id, error = %crate::chain(&error), "a {what} could not be settled; it stays due");
    }
}
