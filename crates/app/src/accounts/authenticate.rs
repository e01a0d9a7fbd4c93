//! Recognises callers. Uses the store only for those who were not seen for a while.

use airside_primitives::SessionId;
use thiserror::Error;
use time::OffsetDateTime;

use super::known_callers::Proof;
use super::{Caller, Credential, access_token, api_key};
use crate::account::{Role, Scopes, SecretHash, User};
use crate::context::App;
use crate::ports::StoreError;

/// The caller who presents this API key or access token.
pub async fn authenticate(app: &App, bearer: &str) -> Result<Caller, AuthenticateError> {
    let now = app.now();
    if bearer.starts_with(api_key::START) {
        let hash = read(app, bearer).ok_or(AuthenticateError::Unknown)?;
        return of_key(app, hash, now).await;
    }
    let (told, session) = access_token::read(&app.secrets.token_key, bearer, now)
        .ok_or(AuthenticateError::Unknown)?;
    of_session(app, told, session, now).await
}

async fn of_key(
    app: &App,
    hash: SecretHash,
    now: OffsetDateTime,
) -> Result<Caller, AuthenticateError> {
    let proof = Proof::ApiKey(hash);
    if let Some(caller) = app.known_callers.find(proof, now) {
        return Ok(caller);
    }
    let found = match app.ports.store.live_api_key(hash).await {
        Err(error) if error.is_away() => {
            let trusted = app.settings.keys_trusted_without_store;
            let known = app.known_callers.find_within(proof, trusted, now);
            return known.ok_or(AuthenticateError::Store(error));
        }
        found => found?,
    };
    let (key, user) = found.ok_or(AuthenticateError::Unknown)?;
    let scopes = key.scopes.and(scopes_of(app, &user));
    let credential = Credential::ApiKey(key.id);
    let caller = Caller { user: user.id, role: user.role, scopes, credential };
    app.known_callers.remember(proof, caller, now);
    Ok(caller)
}

/// A token says who it is for; the store, whether the session goes on and what its user may do now.
async fn of_session(
    app: &App,
    told: Caller,
    session: SessionId,
    now: OffsetDateTime,
) -> Result<Caller, AuthenticateError> {
    let proof = Proof::Session(session);
    if let Some(caller) = app.known_callers.find(proof, now) {
        return Ok(caller);
    }
    let found = match app.ports.store.live_session(session).await {
        // It lapses soon, and until the store is back it opens nothing that anybody keeps.
        Err(error) if error.is_away() => return Ok(told),
        found => found?,
    };
    let (_, user) = found.ok_or(AuthenticateError::Unknown)?;
    let caller = Caller { role: user.role, scopes: scopes_of(app, &user), ..told };
    app.known_callers.remember(proof, caller, now);
    Ok(caller)
}

/// What a user may do now: one who has to prove an address looks around until then.
fn scopes_of(app: &App, user: &User) -> Scopes {
    let all = Scopes::of(user.role);
    let must_prove = app.settings.accounts.must_prove_email
        && user.role == Role::Customer
        && user.email_proved_at.is_none();
    if must_prove { all.and(Scopes::BEFORE_PROOF) } else { all }
}

/// Whether this may be a key that this process has not met: to find out takes a look into the store,
/// which whoever makes keys up could have for nothing.
pub fn is_stranger(app: &App, bearer: &str) -> bool {
    read(app, bearer).is_some_and(|hash| !app.known_callers.has_met(Proof::ApiKey(hash)))
}

fn read(app: &App, key: &str) -> Option<SecretHash> {
    api_key::read(key, app.ports.payments.is_live())
}

/// Why nobody was recognised.
#[derive(Debug, Error)]
pub enum AuthenticateError {
    /// Unknown, malformed, revoked, ended, lapsed, or of a user who is blocked: the caller is not
    /// told which.
    #[error("the API key or access token is not valid")]
    Unknown,
    #[error(transparent)]
    Store(#[from] StoreError),
}
