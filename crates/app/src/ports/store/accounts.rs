//! Reading accounts, keys and sessions, and the answers that were given under a key.

use airside_primitives::{ApiKeyId, SessionId, UserId};
use async_trait::async_trait;

use crate::account::{ApiKey, RefreshToken, SecretHash, Session, User};
use crate::ports::changes::{AnswerKey, Remembered};
use crate::ports::store::{Page, StoreError};

/// Reads accounts and their credentials.
#[async_trait]
pub trait Accounts: Send + Sync {
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// Ignores case.
    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError>;

    /// The key with this hash and its owner, unless it is revoked.
    async fn live_api_key(&self, hash: SecretHash) -> Result<Option<(ApiKey, User)>, StoreError>;

    /// The keys of a user that are not revoked, newest first.
    async fn api_keys(&self, user: UserId, page: Page<ApiKeyId>)
    -> Result<Vec<ApiKey>, StoreError>;

    async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError>;

    async fn refresh_token(&self, hash: SecretHash) -> Result<Option<RefreshToken>, StoreError>;

    /// What was answered under this key, unless it has expired.
    async fn remembered(
        &self,
        key: &AnswerKey,
        now: time::OffsetDateTime,
    ) -> Result<Option<Remembered>, StoreError>;

    /// Every answer that is remembered, expired or not, in the order of their keys; only those
    /// after `after`.
    async fn all_remembered(
        &self,
        after: Option<&AnswerKey>,
        limit: u16,
    ) -> Result<Vec<Remembered>, StoreError>;
}
