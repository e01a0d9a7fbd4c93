//! The API keys of a user: listed, added, revoked. Uses `store`, `entropy`, `clock`.

use airside_primitives::{ApiKeyId, UserId};
use thiserror::Error;

use super::api_key::NewApiKey;
use crate::account::ApiKey;
use crate::context::App;
use crate::ports::store::Page;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// The keys of a user that are not revoked, newest first; never the keys themselves.
pub async fn list_api_keys(
    app: &App,
    user: UserId,
    page: Page<ApiKeyId>,
) -> Result<Vec<ApiKey>, StoreError> {
    app.ports.store.api_keys(user, page).await
}

/// The most keys that a user has at a time.
const MOST_KEYS: u16 = 10;

/// Adds a key; its text is to be shown once.
pub async fn create_api_key(
    app: &App,
    user: UserId,
) -> Result<(NewApiKey, ApiKey), CreateApiKeyError> {
    let page = Page { limit: MOST_KEYS, before: None };
    if app.ports.store.api_keys(user, page).await?.len() >= usize::from(MOST_KEYS) {
        return Err(CreateApiKeyError::TooMany);
    }
    let (key, api_key) = key_of(app, user);
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
    app.known_keys.forget(id);
    Ok(())
}

/// Why no key was added.
#[derive(Debug, Error)]
pub enum CreateApiKeyError {
    #[error("an account has at most {MOST_KEYS} API keys at a time: revoke one first")]
    TooMany,
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
pub(super) fn key_of(app: &App, user: UserId) -> (NewApiKey, ApiKey) {
    let entropy = &*app.ports.entropy;
    let key = NewApiKey::generate(entropy, app.ports.payments.is_live());
    let kept = ApiKey {
        id: ApiKeyId(entropy.id()),
        user,
        hash: key.hash(),
        hint: key.hint(),
        created_at: app.now(),
        revoked_at: None,
    };
    (key, kept)
}
