//! Users, and the keys and sessions that prove who they are.
//!
//! Secrets are kept only as hashes: a key or token is shown once and never again.

use airside_primitives::{ApiKeyId, SessionId, UserId};
use time::OffsetDateTime;

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
}

/// What an account may do beyond its own affairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Customer,
    Admin,
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

airside_primitives::hide_in_debug!(SecretHash, User { id });
