//! Opens an account and gives it its first API key. Uses `store`, `entropy`, `clock`.

use airside_primitives::UserId;
use thiserror::Error;

use super::api_key::NewApiKey;
use super::api_keys::key_of;
use super::mailed_link;
use super::password::{self, HashingFailed};
use crate::account::{ApiKey, Purpose, Role, Scopes, User};
use crate::context::App;
use crate::ports::{Changes, CommitError, Write};

/// A request for an account. The caller has checked that the fields are well formed.
#[derive(Clone)]
pub struct SignUp {
    pub email: String,
    pub password: String,
    pub given_name: String,
    pub family_name: String,
    pub phone: Option<String>,
}

/// A new account.
#[derive(Debug)]
pub struct SignedUp {
    pub user: User,
    pub api_key: ApiKey,
    /// To be shown once.
    pub key: NewApiKey,
}

/// Opens an account, unless its e-mail address is taken. Where addresses have to be proved, a link is
/// mailed.
pub async fn sign_up(app: &App, wish: SignUp) -> Result<SignedUp, SignUpError> {
    if !app.settings.accounts.is_sign_up_open {
        return Err(SignUpError::Closed);
    }
    let entropy = &*app.ports.entropy;
    let user = User {
        id: UserId(entropy.id()),
        password_hash: password::hash(wish.password, entropy).await?,
        email: wish.email,
        given_name: wish.given_name,
        family_name: wish.family_name,
        phone: wish.phone,
        role: Role::Customer,
        created_at: app.now(),
        email_proved_at: None,
        blocked_at: None,
    };
    let (key, api_key) = key_of(app, user.id, None, Scopes::of(user.role));

    let changes = Changes::default()
        .write(Write::AddUser(user.clone()))
        .write(Write::AddApiKey(api_key.clone()));
    let changes = if app.settings.accounts.must_prove_email {
        mailed_link::send(app, changes, user.id, Purpose::ProveEmail)
    } else {
        changes
    };
    app.commit(changes).await.map_err(|error| match error {
        CommitError::EmailTaken => SignUpError::EmailTaken,
        other => SignUpError::Commit(other),
    })?;
    Ok(SignedUp { user, api_key, key })
}

/// Why there is no new account.
#[derive(Debug, Error)]
pub enum SignUpError {
    #[error("accounts are opened by the operator here")]
    Closed,
    #[error("an account with this e-mail address exists")]
    EmailTaken,
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    #[error(transparent)]
    Commit(CommitError),
}

airside_primitives::hide_in_debug!(SignUp);
