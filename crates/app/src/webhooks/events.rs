//! What happened, for those who may see it, and what became of it at an endpoint. Uses the store.

use airside_primitives::{EndpointId, HappeningId, UserId};
use serde::Serialize;
use thiserror::Error;
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use super::delivery::{Delivery, DeliveryState};
use super::endpoint::HearsOf;
use super::endpoints::{EndpointError, own_endpoint, sees_all};
use super::event::{Event, EventKind};
use crate::accounts::Caller;
use crate::context::App;
use crate::ports::store::{EventFilter, EventsOf, Page};
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};

/// The most events that are spread in one commit.
const BATCH: u16 = 500;

/// An event as it is sent.
#[derive(Serialize)]
struct Told<'a> {
    id: Uuid,
    r#type: &'static str,
    #[serde(with = "rfc3339")]
    created_at: OffsetDateTime,
    data: &'a serde_json::Value,
}

impl Event {
    /// What is sent of it: the same bytes in every try.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        let data = self.data()?;
        // In whole seconds, as everywhere.
        let created_at = self.at.replace_nanosecond(0).unwrap_or(self.at);
        let told = Told { id: self.id.0, r#type: self.kind.code(), created_at, data: &data };
        serde_json::to_string(&told)
    }

    /// What to look at, as JSON.
    pub fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::from_str(&self.data)
    }
}

/// The events that a caller may see, newest first: operators see all.
pub async fn list_events(
    app: &App,
    caller: &Caller,
    kind: Option<EventKind>,
    page: Page<HappeningId>,
) -> Result<Vec<Event>, StoreError> {
    let of = if sees_all(caller) { EventsOf::Everybody } else { EventsOf::User(caller.user) };
    app.ports.store.events(EventFilter { of, kind }, page).await
}

/// What became of events at an endpoint of a user, newest event first.
pub async fn list_deliveries(
    app: &App,
    owner: UserId,
    endpoint: EndpointId,
    state: Option<DeliveryState>,
    page: Page<HappeningId>,
) -> Result<Vec<Delivery>, EndpointError> {
    own_endpoint(app, owner, endpoint).await?;
    Ok(app.ports.store.deliveries(endpoint, state, page).await?)
}

/// Sends an event once more to those endpoints of the caller that ask for its kind and are not
/// disabled, as if it had just happened; tells which those are.
pub async fn redeliver(
    app: &App,
    caller: &Caller,
    id: HappeningId,
) -> Result<Vec<EndpointId>, RedeliverError> {
    let store = &app.ports.store;
    let event = store.event(id).await?.ok_or(RedeliverError::NotFound)?;
    let is_own = event.owner.is_none_or(|owner| owner == caller.user);
    if !is_own && !sees_all(caller) {
        return Err(RedeliverError::NotFound);
    }
    let endpoints = store.endpoints(caller.user).await?.into_iter();
    let hears = |Versioned { value: it, .. }: &Versioned<super::Endpoint>| {
        let is_told = is_own || it.hears_of == HearsOf::AllBookings;
        it.is_enabled() && it.kinds.contains(&event.kind) && is_told
    };
    let hear: Vec<EndpointId> = endpoints.filter(hears).map(|it| it.value.id).collect();
    if !hear.is_empty() {
        let at = app.now();
        let deliver = |endpoint: &EndpointId| Write::Deliver { event: id, endpoint: *endpoint, at };
        let changes = Changes::default().write_all(hear.iter().map(deliver));
        app.commit(changes).await?;
    }
    Ok(hear)
}

/// Makes the deliveries of everything that happened since somebody looked.
pub(super) async fn spread_events(app: &App) -> Result<(), StoreError> {
    while app.ports.store.spread_events(app.now(), BATCH).await? == usize::from(BATCH) {}
    Ok(())
}

/// Deletes what happened too long ago.
pub(super) async fn forget_old_events(app: &App) -> Result<(), StoreError> {
    let Some(before) = app.now().checked_sub(app.settings.webhooks.events_kept) else {
        return Ok(());
    };
    while app.ports.store.forget_events(before, BATCH).await? == usize::from(BATCH) {}
    Ok(())
}

/// Why nothing is sent once more.
#[derive(Debug, Error)]
pub enum RedeliverError {
    #[error("there is no such event")]
    NotFound,
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
