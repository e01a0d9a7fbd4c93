//! The endpoints of a user: added, changed, removed, given new secrets. Uses the store, the entropy
//! and the deliverer.

use airside_primitives::{EndpointId, HappeningId, UserId};
use serde_json::json;
use thiserror::Error;

use super::endpoint::{DisabledBecause, Endpoint, EndpointState, Health, HearsOf};
use super::event::{Event, EventKind};
use super::secret::EndpointSecret;
use crate::account::{Role, Scope};
use crate::accounts::Caller;
use crate::context::App;
use crate::ports::deliverer::UnsafeUrl;
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};

/// The longest address, in bytes.
pub const LONGEST_URL: usize = 2_048;
/// The most deliveries that are deleted together.
const ROWS: u16 = 500;

/// A request to be told what happens.
pub struct NewEndpoint {
    pub url: String,
    pub kinds: Vec<EventKind>,
    pub description: Option<String>,
}

/// What to change of an endpoint; what is absent stays.
#[derive(Default)]
pub struct EndpointChange {
    pub kinds: Option<Vec<EventKind>>,
    pub is_enabled: Option<bool>,
    /// Another description, or none.
    pub description: Option<Option<String>>,
}

/// An endpoint, and how it goes with it.
pub struct Watched {
    pub endpoint: Endpoint,
    pub health: Health,
}

/// Adds an endpoint. An operator's hears of all bookings, if the key may do what operators do.
pub async fn add_endpoint(
    app: &App,
    caller: &Caller,
    new: NewEndpoint,
) -> Result<Endpoint, EndpointError> {
    app.ports.deliverer.check(&new.url).await?;
    let most = app.settings.webhooks.most_endpoints;
    if app.ports.store.endpoints(caller.user).await?.len() >= usize::from(most) {
        return Err(EndpointError::TooMany { most });
    }
    let endpoint = Endpoint {
        id: EndpointId(app.ports.entropy.id()),
        owner: caller.user,
        url: new.url,
        kinds: new.kinds,
        description: new.description,
        hears_of: if sees_all(caller) { HearsOf::AllBookings } else { HearsOf::OwnBookings },
        state: EndpointState::Enabled,
        secret: EndpointSecret::new(&*app.ports.entropy),
        old_secret: None,
        created_at: app.now(),
    };
    let changes = Changes::default().write(Write::Stays(caller.user)).write(Write::add(&endpoint));
    app.commit(changes).await?;
    tracing::info!(endpoint.id = %endpoint.id, "an endpoint is told of events from now on");
    Ok(endpoint)
}

/// Whether a caller may see what happens to any booking.
pub(super) fn sees_all(caller: &Caller) -> bool {
    caller.role >= Role::Agent && caller.scopes.has(Scope::Admin)
}

/// The endpoints of a user, oldest first.
pub async fn own_endpoints(app: &App, owner: UserId) -> Result<Vec<Watched>, StoreError> {
    let mut watched = Vec::new();
    for Versioned { value, .. } in app.ports.store.endpoints(owner).await? {
        let health = app.ports.store.health(value.id).await?;
        watched.push(Watched { endpoint: value, health });
    }
    Ok(watched)
}

/// One of them.
pub async fn own_endpoint(
    app: &App,
    owner: UserId,
    id: EndpointId,
) -> Result<Watched, EndpointError> {
    let Versioned { value: endpoint, .. } = find(app, owner, id).await?;
    let health = app.ports.store.health(id).await?;
    Ok(Watched { endpoint, health })
}

/// Changes an endpoint. One that is enabled again begins anew, and gets what waits for it.
pub async fn change_endpoint(
    app: &App,
    owner: UserId,
    id: EndpointId,
    change: &EndpointChange,
) -> Result<Watched, EndpointError> {
    save(app, owner, id, |mut endpoint| {
        if let Some(kinds) = &change.kinds {
            endpoint.kinds.clone_from(kinds);
        }
        if let Some(description) = &change.description {
            endpoint.description.clone_from(description);
        }
        match change.is_enabled {
            None => endpoint,
            Some(true) => Endpoint { state: EndpointState::Enabled, ..endpoint },
            Some(false) => endpoint.disabled(DisabledBecause::Asked, app.now()),
        }
    })
    .await?;
    app.events.notify_one();
    own_endpoint(app, owner, id).await
}

/// Gives an endpoint a new secret; the one before signs too for a day.
pub async fn rotate_secret(
    app: &App,
    owner: UserId,
    id: EndpointId,
) -> Result<Endpoint, EndpointError> {
    let secret = EndpointSecret::new(&*app.ports.entropy);
    save(app, owner, id, |endpoint| endpoint.with_secret(secret, app.now())).await
}

/// Removes an endpoint with all that was to come to it.
pub async fn remove_endpoint(
    app: &App,
    owner: UserId,
    id: EndpointId,
) -> Result<(), EndpointError> {
    save(app, owner, id, |endpoint| endpoint.disabled(DisabledBecause::Asked, app.now())).await?;
    while app.ports.store.forget_deliveries(id, ROWS).await? > 0 {}
    match app.commit(Changes::default().write(Write::RemoveEndpoint { id, owner })).await {
        // Somebody else was first.
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Sends an endpoint an event that tells of nothing, to try it.
pub async fn ping_endpoint(
    app: &App,
    owner: UserId,
    id: EndpointId,
) -> Result<Event, EndpointError> {
    let Versioned { value: endpoint, .. } = find(app, owner, id).await?;
    if !endpoint.is_enabled() {
        return Err(EndpointError::Disabled);
    }
    let now = app.now();
    let event = Event {
        id: HappeningId(app.ports.entropy.id()),
        kind: EventKind::Ping,
        at: now,
        owner: Some(owner),
        booking: None,
        data: json!({ "endpoint_id": id.0 }).to_string(),
    };
    let deliver = Write::Deliver { event: event.id, endpoint: id, at: now };
    app.commit(Changes::default().tell([event.clone()]).write(deliver)).await?;
    Ok(event)
}

async fn find(
    app: &App,
    owner: UserId,
    id: EndpointId,
) -> Result<Versioned<Endpoint>, EndpointError> {
    let found = app.ports.store.endpoint(id).await?;
    found.filter(|it| it.value.owner == owner).ok_or(EndpointError::NotFound)
}

/// Changes what is true by then, and once more if somebody else was quicker.
async fn save(
    app: &App,
    owner: UserId,
    id: EndpointId,
    change: impl Fn(Endpoint) -> Endpoint,
) -> Result<Endpoint, EndpointError> {
    for _ in 0..TRIES {
        let Versioned { value, version } = find(app, owner, id).await?;
        let value = change(value);
        let write = Write::save(&Versioned { value: value.clone(), version });
        match app.commit(Changes::default().write(write)).await {
            Ok(()) => return Ok(value),
            Err(CommitError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(CommitError::Conflict.into())
}

/// How often a change is tried before the client is told of the conflict.
const TRIES: u32 = 8;

/// Why nothing was done with an endpoint.
#[derive(Debug, Error)]
pub enum EndpointError {
    #[error("there is no such endpoint")]
    NotFound,
    #[error(transparent)]
    UnsafeUrl(#[from] UnsafeUrl),
    #[error("an account has at most {most} endpoints: remove one first")]
    TooMany { most: u16 },
    #[error("the endpoint is disabled: enable it first")]
    Disabled,
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
