//! Logs in with e-mail address and password. Uses `store`, `entropy`, `clock`.

use airside_primitives::SessionId;
use thiserror::Error;

use super::access_token::CannotIssue;
use super::password::{self, HashingFailed};
use super::token_pair::TokenPair;
use crate::account::Session;
use crate::context::App;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// Begins a session.
///
/// An unknown address, a wrong password and a blocked account look the same and take the same time.
pub async fn log_in(app: &App, email: &str, password: String) -> Result<TokenPair, LogInError> {
    let user = app.ports.store.user_by_email(email).await?;
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let is_right = password::matches(password, hash).await?;
    let Some(user) = user.filter(|user| is_right && user.blocked_at.is_none()) else {
        return Err(LogInError::InvalidCredentials);
    };

    let session = Session {
        id: SessionId(app.ports.entropy.id()),
        user: user.id,
        created_at: app.now(),
        revoked_at: None,
    };
    let (pair, refresh_token) = TokenPair::issue(app, &user, session.id)?;
    let changes = Changes::default()
        .write(Write::AddSession(session))
        .write(Write::AddRefreshToken(refresh_token));
    app.commit(changes).await?;
    Ok(pair)
}

/// Why nobody is logged in.
#[derive(Debug, Error)]
pub enum LogInError {
    #[error("the e-mail address or the password is wrong")]
    InvalidCredentials,
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    #[error(transparent)]
    Token(#[from] CannotIssue),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
