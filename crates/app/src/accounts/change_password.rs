//! Changes the password of whoever knows it. Uses `store`, `entropy`, `clock`.

use airside_primitives::UserId;
use thiserror::Error;

use super::password::{self, HashingFailed};
use crate::context::App;
use crate::ports::changes::UserChange;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// Sets another password, and ends every session of the user.
pub async fn change_password(
    app: &App,
    user: UserId,
    current: String,
    new: String,
) -> Result<(), ChangePasswordError> {
    let known = app.ports.store.user(user).await?.ok_or(ChangePasswordError::NoAccount)?;
    if !password::matches(current, Some(known.password_hash)).await? {
        return Err(ChangePasswordError::InvalidCredentials);
    }
    let hash = password::hash(new, &*app.ports.entropy).await?;
    let changes = Changes::default()
        .write(Write::ChangeUser { user, change: UserChange::PasswordHash(hash) })
        .write(Write::EndSessions { user, at: app.now() });
    app.commit(changes).await?;
    app.known_callers.forget_user(user);
    Ok(())
}

/// Why the password is what it was.
#[derive(Debug, Error)]
pub enum ChangePasswordError {
    #[error("the current password is wrong")]
    InvalidCredentials,
    /// It was erased meanwhile.
    #[error("there is no such account any more")]
    NoAccount,
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
