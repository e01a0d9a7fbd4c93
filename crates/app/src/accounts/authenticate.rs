//! Recognises callers. Uses the store only for API keys that were not seen for a while.

use thiserror::Error;

use super::{Caller, Credential, access_token, api_key};
use crate::account::SecretHash;
use crate::context::App;
use crate::ports::StoreError;

/// The caller who presents this API key or access token.
pub async fn authenticate(app: &App, bearer: &str) -> Result<Caller, AuthenticateError> {
    let now = app.now();
    if !bearer.starts_with(api_key::START) {
        let caller = access_token::read(&app.secrets.token_key, bearer, now);
        return caller.ok_or(AuthenticateError::Unknown);
    }

    let hash = read(app, bearer).ok_or(AuthenticateError::Unknown)?;
    if let Some(caller) = app.known_keys.find(hash, now) {
        return Ok(caller);
    }
    let found = match app.ports.store.live_api_key(hash).await {
        Err(error) if error.is_away() => {
            let trusted = app.settings.keys_trusted_without_store;
            let known = app.known_keys.find_within(hash, trusted, now);
            return known.ok_or(AuthenticateError::Store(error));
        }
        found => found?,
    };
    let (key, user) = found.ok_or(AuthenticateError::Unknown)?;
    let caller = Caller { user: user.id, role: user.role, credential: Credential::ApiKey(key.id) };
    app.known_keys.remember(hash, caller, now);
    Ok(caller)
}

/// Whether this may be a key that this process has not met: to find out takes a look into the store,
/// which whoever makes keys up could have for nothing.
pub fn is_stranger(app: &App, bearer: &str) -> bool {
    read(app, bearer).is_some_and(|hash| !app.known_keys.has_met(hash))
}

fn read(app: &App, key: &str) -> Option<SecretHash> {
    api_key::read(key, app.ports.payments.is_live())
}

/// Why nobody was recognised.
#[derive(Debug, Error)]
pub enum AuthenticateError {
    /// Unknown, malformed, revoked or lapsed: the caller is not told which.
    #[error("the API key or access token is not valid")]
    Unknown,
    #[error(transparent)]
    Store(#[from] StoreError),
}
