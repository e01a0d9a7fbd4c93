//! Reading accounts, keys and sessions, and the answers that were given under a key.

use airside_primitives::{ApiKeyId, SessionId, UserId};
use async_trait::async_trait;
use time::OffsetDateTime;

use crate::account::{ApiKey, MailedToken, RefreshToken, Role, SecretHash, Session, User};
use crate::ports::changes::{AnswerKey, Remembered};
use crate::ports::store::{Page, StoreError};

/// Reads accounts and their credentials.
#[async_trait]
pub trait Accounts: Send + Sync {
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// Ignores case.
    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError>;

    /// The key with this hash and its owner, unless it is revoked or its owner is blocked.
    async fn live_api_key(&self, hash: SecretHash) -> Result<Option<(ApiKey, User)>, StoreError>;

    /// The keys of a user that are not revoked, newest first.
    async fn api_keys(&self, user: UserId, page: Page<ApiKeyId>)
    -> Result<Vec<ApiKey>, StoreError>;

    /// Accounts of this role or a higher one that are not being erased, newest first.
    async fn users(&self, least: Role, page: Page<UserId>) -> Result<Vec<User>, StoreError>;

    async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError>;

    /// The session and its user, unless it was ended or its user is blocked.
    async fn live_session(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError>;

    /// The sessions of a user that were not ended and have a token that is good at `now`, newest
    /// first.
    async fn live_sessions(
        &self,
        user: UserId,
        now: OffsetDateTime,
        page: Page<SessionId>,
    ) -> Result<Vec<Session>, StoreError>;

    /// A token that was mailed and not used, expired or not.
    async fn mailed_token(&self, hash: SecretHash) -> Result<Option<MailedToken>, StoreError>;

    async fn refresh_token(&self, hash: SecretHash) -> Result<Option<RefreshToken>, StoreError>;

    /// What was answered under this key, unless it has expired.
    async fn remembered(
        &self,
        key: &AnswerKey,
        now: OffsetDateTime,
    ) -> Result<Option<Remembered>, StoreError>;

    /// Every answer that is remembered, expired or not, in the order of their keys; only those
    /// after `after`.
    async fn all_remembered(
        &self,
        after: Option<&AnswerKey>,
        limit: u16,
    ) -> Result<Vec<Remembered>, StoreError>;
}
