//! Proves that an account's address is read by its owner. Uses `store`, `entropy`, `clock`.

use airside_primitives::UserId;
use thiserror::Error;

use super::mailed_link;
use crate::account::Purpose;
use crate::context::App;
use crate::ports::changes::UserChange;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// Mails a link, unless the address is proved already.
pub async fn ask_for_proof(app: &App, user: UserId) -> Result<(), ProveEmailError> {
    let known = app.ports.store.user(user).await?.ok_or(ProveEmailError::NoAccount)?;
    if known.email_proved_at.is_none() {
        let changes = mailed_link::send(app, Changes::default(), user, Purpose::ProveEmail);
        app.commit(changes).await?;
    }
    Ok(())
}

/// Notes that somebody followed the link.
pub async fn prove_email(app: &App, token: &str) -> Result<(), ProveEmailError> {
    let hash = mailed_link::hash(token);
    let now = app.now();
    let kept = app.ports.store.mailed_token(hash).await?;
    let is_meant = |purpose| purpose == Purpose::ProveEmail;
    let kept = kept.filter(|it| is_meant(it.purpose)).ok_or(ProveEmailError::InvalidToken)?;
    let proved = Write::ChangeUser { user: kept.user, change: UserChange::EmailProved(now) };
    let changes = Changes::default().write(Write::UseMailedToken { hash, at: now }).write(proved);
    app.commit(changes).await.map_err(|error| match error {
        CommitError::Conflict => ProveEmailError::InvalidToken,
        other => ProveEmailError::Commit(other),
    })?;
    app.known_callers.forget_user(kept.user);
    Ok(())
}

/// Why nothing is proved.
#[derive(Debug, Error)]
pub enum ProveEmailError {
    /// Unknown, used or lapsed: nobody is told which.
    #[error("this link does not work any more: ask for another one")]
    InvalidToken,
    #[error("there is no such account any more")]
    NoAccount,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
