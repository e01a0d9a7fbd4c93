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

use crate::SqliteStore;
use crate::column::{Hash, Instant, Key};
use crate::rows::accounts::{
    AnswerRow, ApiKeyRow, MailedTokenRow, RefreshTokenRow, SessionRow, UserRow, email_key,
};
use crate::schema::{answers, api_keys, mailed_tokens, refresh_tokens, sessions, users};

#[async_trait]
impl Accounts for SqliteStore {
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.read(move |connection| {
            let found = users::table.find(Key(id.0)).filter(users::leaving_at.is_null());
            let found = found.select(UserRow::as_select());
            found.first(connection).optional()?.map(UserRow::user).transpose()
        })
        .await
    }

    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        let email_key = email_key(email);
        self.read(move |connection| {
            let found = users::table
                .filter(users::email_key.eq(email_key))
                .filter(users::leaving_at.is_null());
            let row = found.select(UserRow::as_select()).first(connection).optional()?;
            row.map(UserRow::user).transpose()
        })
        .await
    }

    async fn live_api_key(&self, hash: SecretHash) -> Result<Option<(ApiKey, User)>, StoreError> {
        self.read(move |connection| {
            let found = api_keys::table
                .inner_join(users::table)
                .filter(api_keys::hash.eq(Hash(hash.0)))
                .filter(api_keys::revoked_at.is_null())
                .filter(users::leaving_at.is_null())
                .filter(users::blocked_at.is_null())
                .select((ApiKeyRow::as_select(), UserRow::as_select()))
                .first(connection)
                .optional()?;
            found.map(|(key, user)| Ok((key.api_key()?, user.user()?))).transpose()
        })
        .await
    }

    async fn api_keys(
        &self,
        user: UserId,
        page: Page<ApiKeyId>,
    ) -> Result<Vec<ApiKey>, StoreError> {
        self.read(move |connection| {
            let mut found = api_keys::table
                .filter(api_keys::user.eq(Key(user.0)))
                .filter(api_keys::revoked_at.is_null())
                .into_boxed();
            if let Some(before) = page.before {
                found = found.filter(api_keys::id.lt(Key(before.0)));
            }
            let found = found.order(api_keys::id.desc()).limit(page.limit.into());
            let rows = found.select(ApiKeyRow::as_select()).load(connection)?;
            rows.into_iter().map(ApiKeyRow::api_key).collect()
        })
        .await
    }

    async fn users(&self, least: Role, page: Page<UserId>) -> Result<Vec<User>, StoreError> {
        let roles: Vec<_> =
            Role::ALL.into_iter().filter(|it| *it >= least).map(Role::code).collect();
        let before = Key(page.before.map_or(Uuid::max(), |id| id.0));
        self.read(move |connection| {
            let rows = users::table
                .filter(users::role.eq_any(roles))
                .filter(users::leaving_at.is_null().and(users::id.lt(before)))
                .order(users::id.desc())
                .limit(page.limit.into())
                .select(UserRow::as_select())
                .load(connection)?;
            rows.into_iter().map(UserRow::user).collect()
        })
        .await
    }

    async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        self.read(move |connection| {
            let found = sessions::table.find(Key(id.0)).select(SessionRow::as_select());
            Ok(found.first(connection).optional()?.map(SessionRow::session))
        })
        .await
    }

    async fn live_session(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError> {
        self.read(move |connection| {
            let found = sessions::table
                .inner_join(users::table)
                .filter(sessions::id.eq(Key(id.0)))
                .filter(sessions::revoked_at.is_null())
                .filter(users::leaving_at.is_null())
                .filter(users::blocked_at.is_null())
                .select((SessionRow::as_select(), UserRow::as_select()))
                .first(connection)
                .optional()?;
            found.map(|(session, user)| Ok((session.session(), user.user()?))).transpose()
        })
        .await
    }

    async fn live_sessions(
        &self,
        user: UserId,
        now: OffsetDateTime,
        page: Page<SessionId>,
    ) -> Result<Vec<Session>, StoreError> {
        let before = Key(page.before.map_or(Uuid::max(), |id| id.0));
        self.read(move |connection| {
            let good = refresh_tokens::table
                .filter(refresh_tokens::session.eq(sessions::id))
                .filter(refresh_tokens::used_at.is_null())
                .filter(refresh_tokens::expires_at.gt(Instant(now)));
            let rows = sessions::table
                .filter(sessions::user.eq(Key(user.0)).and(sessions::id.lt(before)))
                .filter(sessions::revoked_at.is_null())
                .filter(exists(good))
                .order(sessions::id.desc())
                .limit(page.limit.into())
                .select(SessionRow::as_select())
                .load(connection)?;
            Ok(rows.into_iter().map(SessionRow::session).collect())
        })
        .await
    }

    async fn mailed_token(&self, hash: SecretHash) -> Result<Option<MailedToken>, StoreError> {
        self.read(move |connection| {
            let found = mailed_tokens::table.find(Hash(hash.0)).select(MailedTokenRow::as_select());
            found.first(connection).optional()?.map(MailedTokenRow::mailed_token).transpose()
        })
        .await
    }

    async fn refresh_token(&self, hash: SecretHash) -> Result<Option<RefreshToken>, StoreError> {
        self.read(move |connection| {
            let found = refresh_tokens::table.find(Hash(hash.0));
            let row = found.select(RefreshTokenRow::as_select()).first(connection).optional()?;
            Ok(row.map(RefreshTokenRow::refresh_token))
        })
        .await
    }

    async fn remembered(
        &self,
        key: &AnswerKey,
        now: OffsetDateTime,
    ) -> Result<Option<Remembered>, StoreError> {
        let AnswerKey { user, operation, key } = key.clone();
        let keys = self.keys.clone();
        self.read(move |connection| {
            let found = answers::table
                .find((Key(user.0), operation, key))
                .filter(answers::expires_at.gt(Instant(now)))
                .select(AnswerRow::as_select())
                .first(connection)
                .optional()?;
            found.map(|row| row.remembered(&keys)).transpose()
        })
        .await
    }

    async fn all_remembered(
        &self,
        after: Option<&AnswerKey>,
        limit: u16,
    ) -> Result<Vec<Remembered>, StoreError> {
        use answers::{key, operation, table, user};

        let (after, keys) = (after.cloned(), self.keys.clone());
        self.read(move |connection| {
            let mut found = table.select(AnswerRow::as_select()).into_boxed();
            if let Some(AnswerKey { user: of, operation: last, key: last_key }) = after {
                let of = Key(of.0);
                let in_operation = operation.eq(last.clone()).and(key.gt(last_key));
                let in_user = user.eq(of).and(operation.gt(last).or(in_operation));
                found = found.filter(user.gt(of).or(in_user));
            }
            let rows = found.order((user, operation, key)).limit(limit.into()).load(connection)?;
            rows.into_iter().map(|row| row.remembered(&keys)).collect()
        })
        .await
    }
}
