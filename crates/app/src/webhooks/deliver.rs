//! Delivers what is due. Uses the store and the deliverer. Safe anywhere and twice: each delivery is
//! claimed by one node for a while.
//!
//! Each endpoint has a lane of its own, in which few requests are under way at a time: one that is
//! slow keeps nobody else waiting.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration as Pause;

use airside_primitives::EndpointId;
use futures::{StreamExt as _, stream};
use time::Duration;
use tokio::task::JoinSet;

use super::delivery::{Answered, Attempt, ClaimedDelivery, Tried, Tries};
use super::endpoint::{DisabledBecause, Endpoint};
use super::events::{forget_old_events, spread_events};
use crate::context::App;
use crate::mail::{Mail, MailKind, Recipient};
use crate::ports::deliverer::Webhook;
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};

/// How long to wait for the bell before looking anyway: retries come due, and bells get lost.
const PATIENCE: Pause = Pause::from_secs(1);
/// How many endpoints of a node are at work at a time.
const LANES: usize = 256;
/// How many requests to one endpoint are under way at a time, by each node.
const AT_ONCE: usize = 8;
/// The most deliveries that are claimed together: with every one of them timing out, they are done
/// before the claim ends.
const BATCH: u16 = 32;
/// How long a claim holds.
const CLAIM: Duration = Duration::minutes(1);

/// Delivers until the future is dropped.
pub async fn run(app: Arc<App>) {
    let at_work = Arc::new(AtWork::default());
    let mut lanes = JoinSet::new();
    loop {
        match look(&app, &at_work).await {
            Ok(due) => {
                for endpoint in due.into_iter().take(LANES.saturating_sub(lanes.len())) {
                    let (app, turn) = (app.clone(), Turn::begin(&at_work, endpoint));
                    lanes.spawn(async move {
                        let _turn = turn;
                        serve(&app, endpoint, Duration::ZERO).await;
                    });
                }
            }
            Err(error) => {
                let error = crate::chain(&error);
                tracing::warn!(%error, "webhooks cannot be delivered now; it is tried on");
            }
        }
        tokio::select! {
            Some(_) = lanes.join_next() => {}
            _bell_or_time = tokio::time::timeout(PATIENCE, app.events.notified()) => {}
        }
        while lanes.try_join_next().is_some() {}
    }
}

/// Endpoints with something due that are not at work.
async fn look(app: &App, at_work: &AtWork) -> Result<Vec<EndpointId>, StoreError> {
    spread_events(app).await?;
    let mut due = app.ports.store.due_endpoints(app.now()).await?;
    due.retain(|endpoint| !at_work.has(*endpoint));
    Ok(due)
}

/// Delivers what those whose work it is have left lying, and forgets what is old.
pub async fn sweep_webhooks(app: &App) -> Result<(), StoreError> {
    deliver_due(app, app.settings.webhooks.left_to_workers).await?;
    forget_old_events(app).await
}

/// Delivers everything that has been due for so long, and returns when it has been tried.
pub async fn deliver_due(app: &App, grace: Duration) -> Result<(), StoreError> {
    spread_events(app).await?;
    let due = app.ports.store.due_endpoints(app.now() - grace).await?;
    stream::iter(due).for_each_concurrent(LANES, |endpoint| serve(app, endpoint, grace)).await;
    Ok(())
}

/// Delivers to one endpoint until nothing is due.
async fn serve(app: &App, endpoint: EndpointId, grace: Duration) {
    loop {
        match serve_some(app, endpoint, grace).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                let error = crate::chain(&error);
                tracing::warn!(endpoint.id = %endpoint, error, "deliveries were cut short; they stay due");
                return;
            }
        }
    }
}

/// Whether there may be more.
async fn serve_some(app: &App, id: EndpointId, grace: Duration) -> Result<bool, CommitError> {
    let (store, now) = (&app.ports.store, app.now());
    let Some(endpoint) = store.endpoint(id).await? else { return Ok(false) };
    let claimed = store.claim_deliveries(id, now - grace, now + CLAIM, BATCH).await?;
    if claimed.is_empty() {
        return Ok(false);
    }
    let may_be_more = claimed.len() == usize::from(BATCH);
    let under_way = stream::iter(claimed)
        .map(|delivery| deliver(app, &endpoint.value, delivery))
        .buffer_unordered(AT_ONCE);
    let tries = Tries { endpoint: id, tried: under_way.collect().await };
    tries.tried.iter().for_each(|it| app.figures.delivered(it));
    let is_gone = tries.tried.iter().any(|it| it.attempt.outcome.is_gone());
    let has_failed = !tries.has_success();
    app.commit(Changes::default().write(Write::RecordTries(tries))).await?;

    if is_gone {
        disable(app, endpoint, DisabledBecause::Gone).await?;
        return Ok(false);
    }
    if has_failed && store.health(id).await?.is_hopeless(app.now()) {
        disable(app, endpoint, DisabledBecause::Failing).await?;
        return Ok(false);
    }
    Ok(may_be_more)
}

/// Sends one event.
async fn deliver(app: &App, endpoint: &Endpoint, delivery: ClaimedDelivery) -> Tried {
    let event = &delivery.event;
    let at = app.now();
    let (outcome, took) = match event.text() {
        Ok(body) => {
            let webhook = Webhook {
                url: &endpoint.url,
                id: &event.id.to_string(),
                body: &body,
                secrets: endpoint.signs_with(at).copied().collect(),
            };
            app.ports.deliverer.post(webhook).await
        }
        Err(error) => {
            // Nothing that we wrote: an operator has to look.
            tracing::error!(event.id = %event.id, %error, "an event cannot be read");
            (Answered::Not(super::NoAnswer::ConnectionFailed), Duration::ZERO)
        }
    };
    let attempt = Attempt { number: delivery.attempts + 1, at, took, outcome };
    delivery.tried(attempt, app.now())
}

/// Tells an endpoint nothing from now on, and its owner so.
async fn disable(
    app: &App,
    endpoint: Versioned<Endpoint>,
    because: DisabledBecause,
) -> Result<(), CommitError> {
    let Versioned { value, version } = endpoint;
    if !value.is_enabled() {
        return Ok(());
    }
    let now = app.now();
    let (id, owner) = (value.id, value.owner);
    let disabled = Versioned { value: value.disabled(because, now), version };
    let cause = format!("endpoint-disabled:{id}:{}", version.0);
    let (to, kind) = (Recipient::User(owner), MailKind::EndpointDisabled(id));
    let mail = Mail::new(airside_primitives::MailId(app.ports.entropy.id()), cause, to, kind, now);
    tracing::warn!(endpoint.id = %id, because = because.code(), "an endpoint is disabled");
    match app.commit(Changes::default().write(Write::save(&disabled)).mail(&mail)).await {
        // Somebody changed it meanwhile: the next failure is looked at again.
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The endpoints that this node is at work for.
#[derive(Default)]
struct AtWork(Mutex<HashSet<EndpointId>>);

impl AtWork {
    fn endpoints(&self) -> std::sync::MutexGuard<'_, HashSet<EndpointId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has(&self, endpoint: EndpointId) -> bool {
        self.endpoints().contains(&endpoint)
    }
}

/// The work for one endpoint: it ends when this is dropped, however it ends.
struct Turn {
    at_work: Arc<AtWork>,
    endpoint: EndpointId,
}

impl Turn {
    fn begin(at_work: &Arc<AtWork>, endpoint: EndpointId) -> Self {
        at_work.endpoints().insert(endpoint);
        Self { at_work: Arc::clone(at_work), endpoint }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.at_work.endpoints().remove(&self.endpoint);
    }
}
