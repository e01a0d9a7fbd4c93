//! Sweepers: they look at what is true, and fix it. No input, safe anywhere and twice.
//!
//! Holds, money, documents and schedules are swept separately: a gateway that is slow or away must
//! not keep seats from going back on sale.

use std::fmt::Display;

use futures::future::join4;
use time::Duration;

use crate::bookings::expire::expire_hold;
use crate::context::App;
use crate::documents::make::make_document;
use crate::payments::events::settle_event;
use crate::payments::refund::advance_refund;
use crate::payments::settle::{SettleError, settle_payment};
use crate::ports::StoreError;
use crate::ports::payments::PaymentsError;
use crate::schedule_changes::sweep::{sweep_touched, sweep_unanswered};

/// The time between two rounds.
const EVERY: Duration = Duration::seconds(10);
/// The most of each kind in one round.
const BATCH: u16 = 500;
/// How long a message gets to do its work before a sweeper looks.
const GRACE: Duration = Duration::seconds(5);
/// How long an open payment is left alone: its events tell what becomes of it, and only
/// one whose events were lost has to be asked about.
const PAYMENT_GRACE: Duration = Duration::seconds(60);
/// How long settled messages and events are kept.
const KEPT: Duration = Duration::days(7);

/// Sweeps at once and every ten seconds, until the future is dropped.
pub async fn run(app: &App) {
    join4(
        every(app, || sweep_holds(app)),
        every(app, || sweep_money(app)),
        every(app, || sweep_documents(app)),
        every(app, || sweep_schedules(app)),
    )
    .await;
}

async fn every<F: Future<Output = Result<(), StoreError>>>(app: &App, sweep: impl Fn() -> F) {
    loop {
        if let Err(error) = sweep().await {
            tracing::warn!(error = %crate::chain(&error), "a sweep could not be finished");
        }
        app.ports.clock.pass(EVERY).await;
    }
}

/// Ends holds whose time is over, and gives up their payments at the gateway.
pub async fn sweep_holds(app: &App) -> Result<(), StoreError> {
    let store = &app.ports.store;
    let overdue = store.overdue_holds(app.now(), BATCH).await?;
    for id in &overdue {
        report("hold", id, expire_hold(app, *id).await);
    }
    for id in overdue {
        for payment in store.payments(id).await? {
            if payment.value.is_live() {
                let id = payment.value.id;
                report("payment", id, settle_payment(app, id).await);
            }
        }
    }
    Ok(())
}

/// Settles what the gateway knows and we do not; ends the round when it is away.
pub async fn sweep_money(app: &App) -> Result<(), StoreError> {
    let store = &app.ports.store;
    let now = app.now();
    for id in store.unsettled_events(now - GRACE, BATCH).await? {
        if report_money("gateway event", &id.0, settle_event(app, &id).await).is_err() {
            return Ok(());
        }
    }
    for id in store.unfinished_refunds(now - GRACE, BATCH).await? {
        if report_money("refund", id, advance_refund(app, id).await).is_err() {
            return Ok(());
        }
    }
    for id in store.live_payments(now - PAYMENT_GRACE, BATCH).await? {
        if report_money("payment", id, settle_payment(app, id).await).is_err() {
            return Ok(());
        }
    }
    Ok(())
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
    sweep_unanswered(app).await
}

/// The gateway cannot be asked now.
struct Away;

fn report_money(what: &str, id: impl Display, done: Result<(), SettleError>) -> Result<(), Away> {
    let is_away = matches!(done, Err(SettleError::Gateway(PaymentsError::Unavailable(_))));
    report(what, id, done);
    if is_away { Err(Away) } else { Ok(()) }
}

fn report<E: std::error::Error>(what: &str, id: impl Display, done: Result<(), E>) {
    if let Err(error) = done {
        tracing::warn!(%id, error = %crate::chain(&error), "a {what} could not be settled; it stays due");
    }
}
