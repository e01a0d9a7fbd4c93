//! Changes a refresh token for a new pair. Uses `store`, `entropy`, `clock`.

use airside_primitives::SessionId;
use thiserror::Error;

use super::Credential;
use super::access_token::CannotIssue;
use super::token_pair::{self, TokenPair};
use crate::context::App;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// Answers a new pair and uses the token up.
///
/// A token that was used before has been copied: its login ends, with every token of it.
pub async fn refresh_session(
    app: &App,
    refresh_token: &str,
) -> Result<TokenPair, RefreshSessionError> {
    let store = &*app.ports.store;
    let now = app.now();
    let hash = token_pair::hash(refresh_token);
    let token = store.refresh_token(hash).await?.ok_or(RefreshSessionError::Invalid)?;
    if token.used_at.is_some() {
        return end(app, token.session).await;
    }

    let session = store.session(token.session).await?;
    let is_live = now < token.expires_at;
    let Some(session) = session.filter(|it| is_live && it.revoked_at.is_none()) else {
        return Err(RefreshSessionError::Invalid);
    };
    let user = store.user(session.user).await?.filter(|user| user.blocked_at.is_none());
    let user = user.ok_or(RefreshSessionError::Invalid)?;

    let (pair, next) = TokenPair::issue(app, &user, session.id, app.settings.access_token_seconds)?;
    let changes = Changes::default()
        .write(Write::UseRefreshToken { hash, at: now })
        .write(Write::AddRefreshToken(next));
    match app.commit(changes).await {
        Ok(()) => Ok(pair),
        Err(CommitError::Conflict) => end(app, session.id).await,
        Err(other) => Err(other.into()),
    }
}

async fn end(app: &App, session: SessionId) -> Result<TokenPair, RefreshSessionError> {
    tracing::warn!(session.id = %session, "a refresh token was used twice: its login ends");
    let revoke = Write::RevokeSession { id: session, at: app.now() };
    app.commit(Changes::default().write(revoke)).await?;
    app.known_callers.forget(Credential::Session(session));
    Err(RefreshSessionError::Invalid)
}

/// Why there is no new pair.
#[derive(Debug, Error)]
pub enum RefreshSessionError {
    /// Unknown, used, lapsed or revoked: the caller is not told which.
    #[error("the refresh token is not valid")]
    Invalid,
    #[error(transparent)]
    Token(#[from] CannotIssue),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
