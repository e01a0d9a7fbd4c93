//! Logs in with e-mail address and password. Uses `store`, `entropy`, `clock`.

use airside_primitives::SessionId;
use thiserror::Error;

use super::access_token::CannotIssue;
use super::password::{self, HashingFailed};
use super::token_pair::TokenPair;
use crate::account::Session;
use crate::context::App;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// How long a login on pages lasts.
pub const PAGE_SESSION_SECONDS: i64 = 12 * 60 * 60;

/// Begins a session.
///
/// An unknown address, a wrong password and a blocked account look the same and take the same time.
pub async fn log_in(app: &App, email: &str, password: String) -> Result<TokenPair, LogInError> {
    begin(app, email, password, app.settings.access_token_seconds).await
}

/// The same for pages, which are known by a cookie: it holds an access token that lasts as long as
/// somebody may leave them open, and ends with its session.
pub async fn log_in_on_pages(
    app: &App,
    email: &str,
    password: String,
) -> Result<String, LogInError> {
    let pair = begin(app, email, password, PAGE_SESSION_SECONDS).await?;
    Ok(pair.access_token)
}

async fn begin(
    app: &App,
    email: &str,
    password: String,
    seconds: i64,
) -> Result<TokenPair, LogInError> {
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
    let (pair, refresh_token) = TokenPair::issue(app, &user, session.id, seconds)?;
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
