//! The sessions of a user: listed, and ended one by one. Uses `store` and `clock`.

use airside_primitives::{SessionId, UserId};
use thiserror::Error;

use super::{Caller, Credential};
use crate::account::Session;
use crate::context::App;
use crate::ports::store::Page;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// The sessions of a user that go on, newest first.
pub async fn list_sessions(
    app: &App,
    user: UserId,
    page: Page<SessionId>,
) -> Result<Vec<Session>, StoreError> {
    app.ports.store.live_sessions(user, app.now(), page).await
}

/// Ends a session of this user: at once on this node, and within 5 s on all.
pub async fn end_session(app: &App, user: UserId, id: SessionId) -> Result<(), EndSessionError> {
    let session = app.ports.store.session(id).await?;
    session.filter(|it| it.user == user).ok_or(EndSessionError::NotFound)?;
    end(app, id).await?;
    Ok(())
}

/// Ends the caller's own session.
pub async fn log_out(app: &App, caller: &Caller) -> Result<(), EndSessionError> {
    match caller.credential {
        Credential::ApiKey(_) => Err(EndSessionError::NotASession),
        Credential::Session(id) => Ok(end(app, id).await?),
    }
}

async fn end(app: &App, id: SessionId) -> Result<(), CommitError> {
    app.commit(Changes::default().write(Write::RevokeSession { id, at: app.now() })).await?;
    app.known_callers.forget(Credential::Session(id));
    Ok(())
}

/// Why no session has ended.
#[derive(Debug, Error)]
pub enum EndSessionError {
    #[error("there is no such session")]
    NotFound,
    #[error("an API key has no session to end; revoke the key instead")]
    NotASession,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
