//! Accounts, keys, sessions and remembered answers: rows and how they are read.

use airside_app::account::{ApiKey, RefreshToken, Role, SecretHash, Session, User};
use airside_app::ports::StoreError;
use airside_app::ports::changes::{AnswerKey, Remembered};
use airside_app::ports::store::{Accounts, Page};
use airside_primitives::{ApiKeyId, SessionId, UserId};
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use time::OffsetDateTime;

use crate::SqliteStore;
use crate::column::{Hash, Instant, Key};
use crate::failure::Failure;
use crate::schema::{answers, api_keys, refresh_tokens, sessions, users};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = users, check_for_backend(Sqlite))]
pub(crate) struct UserRow {
    pub id: Key,
    pub email: String,
    pub email_key: String,
    pub password_hash: String,
    pub given_name: String,
    pub family_name: String,
    pub phone: Option<String>,
    pub role: String,
    pub created_at: Instant,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = api_keys, check_for_backend(Sqlite))]
pub(crate) struct ApiKeyRow {
    pub id: Key,
    pub user: Key,
    pub hash: Hash,
    pub hint: String,
    pub created_at: Instant,
    pub revoked_at: Option<Instant>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions, check_for_backend(Sqlite))]
pub(crate) struct SessionRow {
    pub id: Key,
    pub user: Key,
    pub created_at: Instant,
    pub revoked_at: Option<Instant>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = refresh_tokens, check_for_backend(Sqlite))]
pub(crate) struct RefreshTokenRow {
    pub hash: Hash,
    pub session: Key,
    pub expires_at: Instant,
    pub used_at: Option<Instant>,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = answers, check_for_backend(Sqlite))]
pub(crate) struct AnswerRow {
    pub user: Key,
    pub operation: String,
    pub key: String,
    pub fingerprint: Hash,
    pub status: i32,
    pub body: String,
    pub answered_at: Instant,
    pub expires_at: Instant,
}

#[async_trait]
impl Accounts for SqliteStore {
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.read(move |connection| {
            let found = users::table.find(Key(id.0)).select(UserRow::as_select());
            found.first(connection).optional()?.map(UserRow::user).transpose()
        })
        .await
    }

    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        let email_key = email_key(email);
        self.read(move |connection| {
            let found = users::table.filter(users::email_key.eq(email_key));
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
                .select((ApiKeyRow::as_select(), UserRow::as_select()))
                .first(connection)
                .optional()?;
            found.map(|(key, user)| Ok((key.api_key(), user.user()?))).transpose()
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
            Ok(rows.into_iter().map(ApiKeyRow::api_key).collect())
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
        self.read(move |connection| {
            let found = answers::table
                .find((Key(user.0), operation, key))
                .filter(answers::expires_at.gt(Instant(now)))
                .select(AnswerRow::as_select())
                .first(connection)
                .optional()?;
            found.map(AnswerRow::remembered).transpose()
        })
        .await
    }
}

/// What makes two addresses the same account's.
pub(crate) fn email_key(email: &str) -> String {
    email.to_lowercase()
}

pub(crate) const fn role_code(role: Role) -> &'static str {
    match role {
        Role::Customer => "CUSTOMER",
        Role::Admin => "ADMIN",
    }
}

impl UserRow {
    fn user(self) -> Result<User, Failure> {
        let role = [Role::Customer, Role::Admin].into_iter().find(|it| role_code(*it) == self.role);
        Ok(User {
            id: UserId(self.id.0),
            email: self.email,
            password_hash: self.password_hash,
            given_name: self.given_name,
            family_name: self.family_name,
            phone: self.phone,
            role: role.ok_or(Failure::Row { table: "users", column: "role" })?,
            created_at: self.created_at.0,
        })
    }
}

impl ApiKeyRow {
    fn api_key(self) -> ApiKey {
        ApiKey {
            id: ApiKeyId(self.id.0),
            user: UserId(self.user.0),
            hash: SecretHash(self.hash.0),
            hint: self.hint,
            created_at: self.created_at.0,
            revoked_at: self.revoked_at.map(|at| at.0),
        }
    }
}

impl SessionRow {
    fn session(self) -> Session {
        Session {
            id: SessionId(self.id.0),
            user: UserId(self.user.0),
            created_at: self.created_at.0,
            revoked_at: self.revoked_at.map(|at| at.0),
        }
    }
}

impl RefreshTokenRow {
    fn refresh_token(self) -> RefreshToken {
        RefreshToken {
            hash: SecretHash(self.hash.0),
            session: SessionId(self.session.0),
            expires_at: self.expires_at.0,
            used_at: self.used_at.map(|at| at.0),
        }
    }
}

impl AnswerRow {
    fn remembered(self) -> Result<Remembered, Failure> {
        let status = u16::try_from(self.status);
        Ok(Remembered {
            key: AnswerKey { user: UserId(self.user.0), operation: self.operation, key: self.key },
            fingerprint: self.fingerprint.0,
            status: status.map_err(|_| Failure::Row { table: "answers", column: "status" })?,
            body: self.body,
            answered_at: self.answered_at.0,
            expires_at: self.expires_at.0,
        })
    }
}
