//! Reads accounts, keys, sessions and remembered answers.

use airside_app::account::{ApiKey, MailedToken, RefreshToken, Role, SecretHash, Session, User};
use airside_app::ports::StoreError;
use airside_app::ports::changes::{AnswerKey, Remembered};
use airside_app::ports::store::{Accounts, Page};
use airside_primitives::{ApiKeyId, SessionId, UserId};
use async_trait::async_trait;
use diesel::dsl::exists;
use diesel::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::PostgresStore;
use crate::column::Hash;
use crate::failure::Failure;
use crate::rows::accounts::{
    AnswerRow, ApiKeyRow, MailedTokenRow, RefreshTokenRow, SessionRow, UserRow, email_key,
};
use crate::schema::{answers, api_keys, mailed_tokens, refresh_tokens, sessions, users};

#[async_trait]
impl Accounts for PostgresStore {
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let found = users::table.find(id.0).filter(users::leaving_at.is_null());
        let found = found.select(UserRow::as_select());
        Ok(self.find(found).await?.map(UserRow::user).transpose()?)
    }

    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        let found = users::table
            .filter(users::email_key.eq(email_key(email)))
            .filter(users::leaving_at.is_null());
        let row = self.find(found.select(UserRow::as_select())).await?;
        Ok(row.map(UserRow::user).transpose()?)
    }

    async fn live_api_key(&self, hash: SecretHash) -> Result<Option<(ApiKey, User)>, StoreError> {
        let found = api_keys::table
            .inner_join(users::table)
            .filter(api_keys::hash.eq(Hash(hash.0)))
            .filter(api_keys::revoked_at.is_null())
            .filter(users::leaving_at.is_null().and(users::blocked_at.is_null()))
            .select((ApiKeyRow::as_select(), UserRow::as_select()));
        let row = self.find::<_, (ApiKeyRow, UserRow)>(found).await?;
        Ok(row.map(|(key, user)| Ok::<_, Failure>((key.api_key()?, user.user()?))).transpose()?)
    }

    async fn api_keys(
        &self,
        user: UserId,
        page: Page<ApiKeyId>,
    ) -> Result<Vec<ApiKey>, StoreError> {
        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let found = api_keys::table
            .filter(api_keys::account.eq(user.0))
            .filter(api_keys::revoked_at.is_null())
            .filter(api_keys::id.lt(before))
            .order(api_keys::id.desc())
            .limit(page.limit.into());
        let rows = self.load(found.select(ApiKeyRow::as_select())).await?;
        Ok(rows.into_iter().map(ApiKeyRow::api_key).collect::<Result<_, _>>()?)
    }

    async fn users(&self, least: Role, page: Page<UserId>) -> Result<Vec<User>, StoreError> {
        let roles: Vec<String> = Role::ALL
            .into_iter()
            .filter(|it| *it >= least)
            .map(|it| it.code().to_owned())
            .collect();
        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let found = users::table
            .filter(users::role.eq_any(roles))
            .filter(users::leaving_at.is_null().and(users::id.lt(before)))
            .order(users::id.desc())
            .limit(page.limit.into())
            .select(UserRow::as_select());
        let rows = self.load(found).await?;
        Ok(rows.into_iter().map(UserRow::user).collect::<Result<_, _>>()?)
    }

    async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        let found = sessions::table.find(id.0).select(SessionRow::as_select());
        Ok(self.find(found).await?.map(SessionRow::session))
    }

    async fn live_session(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError> {
        let found = sessions::table
            .inner_join(users::table)
            .filter(sessions::id.eq(id.0))
            .filter(sessions::revoked_at.is_null())
            .filter(users::leaving_at.is_null().and(users::blocked_at.is_null()))
            .select((SessionRow::as_select(), UserRow::as_select()));
        let row = self.find::<_, (SessionRow, UserRow)>(found).await?;
        let both = row.map(|(session, user)| Ok::<_, Failure>((session.session(), user.user()?)));
        Ok(both.transpose()?)
    }

    async fn live_sessions(
        &self,
        user: UserId,
        now: OffsetDateTime,
        page: Page<SessionId>,
    ) -> Result<Vec<Session>, StoreError> {
        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let good = refresh_tokens::table
            .filter(refresh_tokens::session.eq(sessions::id))
            .filter(refresh_tokens::used_at.is_null())
            .filter(refresh_tokens::expires_at.gt(now));
        let found = sessions::table
            .filter(sessions::account.eq(user.0).and(sessions::id.lt(before)))
            .filter(sessions::revoked_at.is_null())
            .filter(exists(good))
            .order(sessions::id.desc())
            .limit(page.limit.into())
            .select(SessionRow::as_select());
        Ok(self.load(found).await?.into_iter().map(SessionRow::session).collect())
    }

    async fn mailed_token(&self, hash: SecretHash) -> Result<Option<MailedToken>, StoreError> {
        let found = mailed_tokens::table.find(Hash(hash.0)).select(MailedTokenRow::as_select());
        Ok(self.find(found).await?.map(MailedTokenRow::mailed_token).transpose()?)
    }

    async fn refresh_token(&self, hash: SecretHash) -> Result<Option<RefreshToken>, StoreError> {
        let found = refresh_tokens::table.find(Hash(hash.0)).select(RefreshTokenRow::as_select());
        Ok(self.find(found).await?.map(RefreshTokenRow::refresh_token))
    }

    async fn remembered(
        &self,
        key: &AnswerKey,
        now: OffsetDateTime,
    ) -> Result<Option<Remembered>, StoreError> {
        let AnswerKey { user, operation, key } = key.clone();
        let found = answers::table
            .find((user.0, operation, key))
            .filter(answers::expires_at.gt(now))
            .select(AnswerRow::as_select());
        Ok(self.find(found).await?.map(|row| row.remembered(&self.keys)).transpose()?)
    }

    async fn all_remembered(
        &self,
        after: Option<&AnswerKey>,
        limit: u16,
    ) -> Result<Vec<Remembered>, StoreError> {
        use answers::{account, key, operation, table};

        let (of, last, last_key) = match after.cloned() {
            Some(last) => (last.user.0, last.operation, last.key),
            None => (Uuid::nil(), String::new(), String::new()),
        };
        let in_operation = operation.eq(last.clone()).and(key.gt(last_key));
        let in_account = account.eq(of).and(operation.gt(last).or(in_operation));
        let found = table
            .filter(account.gt(of).or(in_account))
            .order((account, operation, key))
            .limit(limit.into());
        let rows = self.load(found.select(AnswerRow::as_select())).await?;
        Ok(rows.into_iter().map(|row| row.remembered(&self.keys)).collect::<Result<_, _>>()?)
    }
}
