//! Sign-up, sessions and API keys.
//!
//! These writes take no idempotency key: but for revoking, they are sent again only if the
//! server cannot have acted on them. After a lost answer of a refresh, log in anew: a refresh token that is used
//! twice ends its session.

use serde::{Deserialize, Serialize};
use serde_json::json;
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::call::Call;
use crate::client::Client;
use crate::code::codes;
use crate::error::Error;
use crate::list::List;
use crate::secret::{Secret, personal};

/// Calls about accounts; see [`Client::accounts`].
#[derive(Debug, Clone, Copy)]
pub struct Accounts<'a>(&'a Client);

impl Client {
    /// Sign-up, sessions and API keys.
    pub const fn accounts(&self) -> Accounts<'_> {
        Accounts(self)
    }
}

/// Somebody who wants an account.
#[derive(Clone, Serialize)]
pub struct NewUser {
    /// The address to log in with.
    pub email: String,
    /// 8 to 128 characters.
    pub password: Secret,
    /// The first name.
    pub given_name: String,
    /// The last name.
    pub family_name: String,
    /// With country code.
    pub phone: Option<String>,
}

/// What a session is opened with.
#[derive(Clone, Serialize)]
pub struct Credentials {
    /// The address that was signed up with.
    pub email: String,
    /// The password.
    pub password: Secret,
}

/// A new account and its first key.
#[derive(Debug, Clone, Deserialize)]
pub struct SignedUp {
    /// The account.
    pub user: User,
    /// Its key, shown this once.
    pub api_key: FirstApiKey,
}

/// The key that comes with a new account.
#[derive(Debug, Clone, Deserialize)]
pub struct FirstApiKey {
    /// By which it is revoked.
    pub id: String,
    /// The key itself.
    pub key: Secret,
}

/// An account.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct User {
    /// Its id.
    pub id: String,
    /// The address to log in with.
    pub email: String,
    /// The first name.
    pub given_name: String,
    /// The last name.
    pub family_name: String,
    /// With country code.
    pub phone: Option<String>,
    /// What the user may do.
    pub role: Role,
    /// When it was opened.
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
    /// What the key or token that asks may do; `None` where nobody asks by one, as at sign-up.
    #[serde(default)]
    pub scopes: Option<Vec<String>>,
}

codes! {
    /// What a user may do.
    Role {
        Customer "CUSTOMER",
        Agent "AGENT",
        Admin "ADMIN",
    }
}

/// The tokens of a session.
#[derive(Debug, Clone, Deserialize)]
pub struct Session {
    /// For [`Client::with_key`], until it lapses.
    pub access_token: Secret,
    /// Good for one refresh.
    pub refresh_token: Secret,
    /// `Bearer`.
    pub token_type: String,
    /// Seconds until the access token lapses.
    pub expires_in: i64,
}

/// An API key, without the key itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ApiKey {
    /// By which it is revoked.
    pub id: String,
    /// The first characters, to recognise it by.
    pub hint: String,
    /// When it was made.
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
}

/// A new API key, shown this once.
#[derive(Debug, Clone, Deserialize)]
pub struct CreatedApiKey {
    /// By which it is revoked.
    pub id: String,
    /// The key itself.
    pub key: Secret,
    /// The first characters, to recognise it by.
    pub hint: String,
    /// When it was made.
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
}

personal!(NewUser, Credentials, User);

impl NewUser {
    /// Without a telephone.
    pub fn new(
        email: &str,
        password: impl Into<Secret>,
        given_name: &str,
        family_name: &str,
    ) -> Self {
        Self {
            email: email.to_owned(),
            password: password.into(),
            given_name: given_name.to_owned(),
            family_name: family_name.to_owned(),
            phone: None,
        }
    }
}

impl Credentials {
    /// An address and its password.
    pub fn new(email: &str, password: impl Into<Secret>) -> Self {
        Self { email: email.to_owned(), password: password.into() }
    }
}

impl Accounts<'_> {
    /// Opens an account.
    pub async fn sign_up(&self, user: &NewUser) -> Result<SignedUp, Error> {
        self.0.ask(&Call::post(&["v1", "users"]).json(user)?.unsigned()).await
    }

    /// Opens a session.
    pub async fn log_in(&self, credentials: &Credentials) -> Result<Session, Error> {
        self.0.ask(&Call::post(&["v1", "sessions"]).json(credentials)?.unsigned()).await
    }

    /// Changes a refresh token for new tokens. It works once.
    pub async fn refresh(&self, refresh_token: &Secret) -> Result<Session, Error> {
        let body = json!({ "refresh_token": refresh_token });
        self.0.ask(&Call::post(&["v1", "sessions", "refresh"]).json(&body)?.unsigned()).await
    }

    /// Ends the session whose access token this client has.
    pub async fn log_out(&self) -> Result<(), Error> {
        self.0.send(&Call::delete(&["v1", "sessions"])).await?.accepted().map(drop)
    }

    /// Who calls.
    pub async fn me(&self) -> Result<User, Error> {
        self.0.ask(&Call::get(&["v1", "users", "me"])).await
    }

    /// Everything that is kept about the caller.
    pub async fn export(&self) -> Result<serde_json::Value, Error> {
        self.0.ask(&Call::get(&["v1", "users", "me", "export"])).await
    }

    /// Erases the caller's account, for good; from then on its keys open nothing.
    pub async fn erase(&self, password: &Secret) -> Result<(), Error> {
        let body = json!({ "password": password });
        let call = Call::post(&["v1", "users", "me", "erase"]).json(&body)?;
        self.0.send(&call).await?.accepted().map(drop)
    }

    /// The keys that are not revoked, newest first.
    pub fn api_keys(&self) -> List<ApiKey> {
        List::new(self.0, Call::get(&["v1", "api-keys"]))
    }

    /// Adds a key.
    pub async fn create_api_key(&self) -> Result<CreatedApiKey, Error> {
        self.0.ask(&Call::post(&["v1", "api-keys"])).await
    }

    /// Revokes a key: within 5 seconds it works nowhere. Once more does no harm.
    pub async fn revoke_api_key(&self, id: &str) -> Result<(), Error> {
        let call = Call::delete(&["v1", "api-keys", id]).harmless();
        self.0.send(&call).await?.accepted().map(drop)
    }
}
