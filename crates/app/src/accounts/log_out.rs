//! Ends a session. Uses `store` and `clock`.

use thiserror::Error;

use super::{Caller, Credential};
use crate::context::App;
use crate::ports::{Changes, CommitError, Write};

/// Ends the caller's session: its refresh tokens at once, its access token when it lapses.
pub async fn log_out(app: &App, caller: &Caller) -> Result<(), LogOutError> {
    match caller.credential {
        Credential::ApiKey(_) => Err(LogOutError::NotASession),
        Credential::Session(id) => {
            let revoke = Write::RevokeSession { id, at: app.now() };
            app.commit(Changes::default().write(revoke)).await.map_err(LogOutError::from)
        }
    }
}

/// Why no session has ended.
#[derive(Debug, Error)]
pub enum LogOutError {
    #[error("an API key has no session to end; revoke the key instead")]
    NotASession,
    #[error(transparent)]
    Commit(#[from] CommitError),
}
