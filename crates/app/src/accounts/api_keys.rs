//! The API keys of a user: listed, added, revoked. Uses `store`, `entropy`, `clock`.

use airside_primitives::{ApiKeyId, UserId};
use thiserror::Error;
use time::OffsetDateTime;

use super::api_key::NewApiKey;
use super::{Caller, Credential};
use crate::account::{ApiKey, Scopes};
use crate::context::App;
use crate::ports::store::Page;
use crate::ports::{Changes, CommitError, Entropy, StoreError, Write};

/// The keys of a user that are not revoked, newest first; never the keys themselves.
pub async fn list_api_keys(
    app: &App,
    user: UserId,
    page: Page<ApiKeyId>,
) -> Result<Vec<ApiKey>, StoreError> {
    app.ports.store.api_keys(user, page).await
}

/// Adds a key; its text is to be shown once. It may do what its maker may, or so much of it.
pub async fn create_api_key(
    app: &App,
    caller: &Caller,
    name: Option<String>,
    scopes: Option<Scopes>,
) -> Result<(NewApiKey, ApiKey), CreateApiKeyError> {
    let scopes = scopes.unwrap_or(caller.scopes);
    if !scopes.are_within(caller.scopes) {
        return Err(CreateApiKeyError::MoreThanItsMaker);
    }
    let most = app.settings.accounts.most_keys;
    let page = Page { limit: most, before: None };
    if app.ports.store.api_keys(caller.user, page).await?.len() >= usize::from(most) {
        return Err(CreateApiKeyError::TooMany { most });
    }
    let (key, api_key) = key_of(app, caller.user, name, scopes);
    app.commit(Changes::default().write(Write::AddApiKey(api_key.clone()))).await?;
    Ok((key, api_key))
}

/// Revokes a key: at once on this node, and within 5 s on all.
pub async fn revoke_api_key(
    app: &App,
    user: UserId,
    id: ApiKeyId,
) -> Result<(), RevokeApiKeyError> {
    let revoke = Write::RevokeApiKey { id, user, at: app.now() };
    app.commit(Changes::default().write(revoke)).await.map_err(|error| match error {
        CommitError::Conflict => RevokeApiKeyError::NotFound,
        other => RevokeApiKeyError::Commit(other),
    })?;
    app.known_callers.forget(Credential::ApiKey(id));
    Ok(())
}

/// Why no key was added.
#[derive(Debug, Error)]
pub enum CreateApiKeyError {
    #[error("an account has at most {most} API keys at a time: revoke one first")]
    TooMany { most: u16 },
    #[error("a key cannot grant a scope that the one it is made with lacks")]
    MoreThanItsMaker,
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why no key was revoked.
#[derive(Debug, Error)]
pub enum RevokeApiKeyError {
    #[error("there is no such API key")]
    NotFound,
    #[error(transparent)]
    Commit(CommitError),
}

/// A new key for a user, and what is kept of it.
pub(super) fn key_of(
    app: &App,
    user: UserId,
    name: Option<String>,
    scopes: Scopes,
) -> (NewApiKey, ApiKey) {
    let entropy = &*app.ports.entropy;
    let key = NewApiKey::generate(entropy, app.ports.payments.is_live());
    let kept = made(&key, entropy, user, name, scopes, app.now());
    (key, kept)
}

/// What is kept of a new key.
pub(super) fn made(
    key: &NewApiKey,
    entropy: &dyn Entropy,
    user: UserId,
    name: Option<String>,
    scopes: Scopes,
    at: OffsetDateTime,
) -> ApiKey {
    ApiKey {
        id: ApiKeyId(entropy.id()),
        user,
        hash: key.hash(),
        hint: key.hint(),
        name,
        scopes,
        created_at: at,
        revoked_at: None,
    }
}
