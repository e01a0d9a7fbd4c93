//! Users, and the keys and sessions that prove who they are.
//!
//! Secrets are kept only as hashes: a key or token is shown once and never again.

use airside_primitives::{ApiKeyId, SessionId, UserId};
use time::OffsetDateTime;

pub use crate::scopes::{Scope, Scopes};

/// The holder of an account.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    /// As typed; compared in lower case.
    pub email: String,
    /// In PHC string format.
    pub password_hash: String,
    pub given_name: String,
    pub family_name: String,
    pub phone: Option<String>,
    pub role: Role,
    pub created_at: OffsetDateTime,
    /// When a link that was mailed to the address was followed.
    pub email_proved_at: Option<OffsetDateTime>,
    /// Since when none of its keys and sessions opens anything.
    pub blocked_at: Option<OffsetDateTime>,
}

/// What an account may do beyond its own affairs; each role may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Customer,
    /// Serves any booking.
    Agent,
    /// May do everything.
    Admin,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Customer, Self::Agent, Self::Admin];

    /// Its word in the API and in stores.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Customer => "CUSTOMER",
            Self::Agent => "AGENT",
            Self::Admin => "ADMIN",
        }
    }

    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// SHA-256 of a key or token: what is stored and looked up.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretHash(pub [u8; 32]);

/// A key of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub user: UserId,
    pub hash: SecretHash,
    /// The first characters, by which its owner recognises it.
    pub hint: String,
    /// What its owner calls it.
    pub name: Option<String>,
    /// What it may be used for, as far as its user may do so.
    pub scopes: Scopes,
    pub created_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
}

/// A login: the family of refresh tokens that grow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub user: UserId,
    pub created_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
}

/// A refresh token: good for one new pair. Using it twice ends its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshToken {
    pub hash: SecretHash,
    pub session: SessionId,
    pub expires_at: OffsetDateTime,
    pub used_at: Option<OffsetDateTime>,
}

/// A secret that was mailed to the address of an account: whoever brings it reads its mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailedToken {
    pub hash: SecretHash,
    pub user: UserId,
    pub purpose: Purpose,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

/// What a mailed token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    ResetPassword,
    ProveEmail,
}

impl Purpose {
    pub const ALL: [Self; 2] = [Self::ResetPassword, Self::ProveEmail];

    /// Its word in stores.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ResetPassword => "RESET_PASSWORD",
            Self::ProveEmail => "PROVE_EMAIL",
        }
    }
}

airside_primitives::hide_in_debug!(SecretHash, User { id });
