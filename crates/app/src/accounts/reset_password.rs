//! Sets a password anew by a link that is mailed. Uses `store`, `entropy`, `clock`.
//!
//! Whoever asks learns nothing: there is one answer, and what is done for an account is done after
//! it. A mail says the rest, to whoever reads it.

use std::sync::Arc;

use airside_primitives::UserId;
use thiserror::Error;

use super::mailed_link;
use super::password::{self, HashingFailed};
use crate::account::{MailedToken, Purpose};
use crate::chain;
use crate::context::App;
use crate::ports::changes::UserChange;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// Has a link mailed, if there is such an account and nobody has blocked it.
pub async fn ask_for_reset(app: Arc<App>, email: &str) -> Result<(), StoreError> {
    let user = app.ports.store.user_by_email(email).await?;
    if let Some(user) = user.filter(|user| user.blocked_at.is_none()) {
        // Not waited for: the time of a commit would tell that there is an account.
        tokio::spawn(async move { mail_link(&app, user.id).await });
    }
    Ok(())
}

async fn mail_link(app: &App, user: UserId) {
    let changes = mailed_link::send(app, Changes::default(), user, Purpose::ResetPassword);
    if let Err(error) = app.commit(changes).await {
        let error = chain(&error);
        tracing::error!(user.id = %user, error, "a link to set a password could not be mailed");
    }
}

/// Sets the password, and ends every session. The link proves the address as well.
pub async fn reset_password(
    app: &App,
    token: &str,
    new_password: String,
) -> Result<(), ResetPasswordError> {
    let hash = mailed_link::hash(token);
    let kept = app.ports.store.mailed_token(hash).await?;
    let is_good =
        |it: &MailedToken| it.purpose == Purpose::ResetPassword && app.now() < it.expires_at;
    let user = kept.filter(is_good).ok_or(ResetPasswordError::InvalidToken)?.user;
    let password_hash = password::hash(new_password, &*app.ports.entropy).await?;

    let at = app.now();
    let change = |change| Write::ChangeUser { user, change };
    let changes = Changes::default()
        .write(Write::UseMailedToken { hash, at })
        .write(change(UserChange::PasswordHash(password_hash)))
        .write(change(UserChange::EmailProved(at)))
        .write(Write::EndSessions { user, at });
    app.commit(changes).await.map_err(|error| match error {
        CommitError::Conflict => ResetPasswordError::InvalidToken,
        other => ResetPasswordError::Commit(other),
    })?;
    app.known_callers.forget_user(user);
    tracing::info!(user.id = %user, "a password was set by a mailed link");
    Ok(())
}

/// Why the password is what it was.
#[derive(Debug, Error)]
pub enum ResetPasswordError {
    /// Unknown, used or lapsed: nobody is told which.
    #[error("this link does not work any more: ask for another one")]
    InvalidToken,
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
