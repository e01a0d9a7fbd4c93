//! Accounts, keys, sessions and remembered answers: rows and how they are read.

use airside_app::account::{ApiKey, RefreshToken, Role, SecretHash, Session, User};
use airside_app::ports::StoreError;
use airside_app::ports::changes::{AnswerKey, Remembered};
use airside_app::ports::store::{Accounts, Page};
use airside_primitives::{ApiKeyId, SessionId, UserId};
use async_trait::async_trait;
use diesel::pg::Pg;
use diesel::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::PostgresStore;
use crate::column::Hash;
use crate::failure::Failure;
use crate::schema::{answers, api_keys, refresh_tokens, sessions, users};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = users, check_for_backend(Pg))]
#[diesel(treat_none_as_default_value = false)]
pub(crate) struct UserRow {
    pub id: Uuid,
    pub email: String,
    pub email_key: String,
    pub password_hash: String,
    pub given_name: String,
    pub family_name: String,
    pub phone: Option<String>,
    pub role: String,
    pub created_at: OffsetDateTime,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = api_keys, check_for_backend(Pg))]
#[diesel(treat_none_as_default_value = false)]
pub(crate) struct ApiKeyRow {
    pub id: Uuid,
    pub account: Uuid,
    pub hash: Hash,
    pub hint: String,
    pub created_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions, check_for_backend(Pg))]
#[diesel(treat_none_as_default_value = false)]
pub(crate) struct SessionRow {
    pub id: Uuid,
    pub account: Uuid,
    pub created_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = refresh_tokens, check_for_backend(Pg))]
#[diesel(treat_none_as_default_value = false)]
pub(crate) struct RefreshTokenRow {
    pub hash: Hash,
    pub session: Uuid,
    pub expires_at: OffsetDateTime,
    pub used_at: Option<OffsetDateTime>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = answers, check_for_backend(Pg))]
#[diesel(treat_none_as_default_value = false)]
pub(crate) struct AnswerRow {
    pub account: Uuid,
    pub operation: String,
    pub key: String,
    pub fingerprint: Hash,
    pub status: i32,
    pub body: String,
    pub answered_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

#[async_trait]
impl Accounts for PostgresStore {
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let found = users::table.find(id.0).select(UserRow::as_select());
        Ok(self.find(found).await?.map(UserRow::user).transpose()?)
    }

    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        let found = users::table.filter(users::email_key.eq(email_key(email)));
        let row = self.find(found.select(UserRow::as_select())).await?;
        Ok(row.map(UserRow::user).transpose()?)
    }

    async fn live_api_key(&self, hash: SecretHash) -> Result<Option<(ApiKey, User)>, StoreError> {
        let found = api_keys::table
            .inner_join(users::table)
            .filter(api_keys::hash.eq(Hash(hash.0)))
            .filter(api_keys::revoked_at.is_null())
            .select((ApiKeyRow::as_select(), UserRow::as_select()));
        let row = self.find::<_, (ApiKeyRow, UserRow)>(found).await?;
        Ok(row.map(|(key, user)| Ok::<_, Failure>((key.api_key(), user.user()?))).transpose()?)
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
        Ok(rows.into_iter().map(ApiKeyRow::api_key).collect())
    }

    async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        let found = sessions::table.find(id.0).select(SessionRow::as_select());
        Ok(self.find(found).await?.map(SessionRow::session))
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
        Ok(self.find(found).await?.map(AnswerRow::remembered).transpose()?)
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
            id: UserId(self.id),
            email: self.email,
            password_hash: self.password_hash,
            given_name: self.given_name,
            family_name: self.family_name,
            phone: self.phone,
            role: role.ok_or(Failure::Row { table: "users", column: "role" })?,
            created_at: self.created_at,
        })
    }
}

impl ApiKeyRow {
    fn api_key(self) -> ApiKey {
        ApiKey {
            id: ApiKeyId(self.id),
            user: UserId(self.account),
            hash: SecretHash(self.hash.0),
            hint: self.hint,
            created_at: self.created_at,
            revoked_at: self.revoked_at,
        }
    }
}

impl SessionRow {
    fn session(self) -> Session {
        Session {
            id: SessionId(self.id),
            user: UserId(self.account),
            created_at: self.created_at,
            revoked_at: self.revoked_at,
        }
    }
}

impl RefreshTokenRow {
    fn refresh_token(self) -> RefreshToken {
        RefreshToken {
            hash: SecretHash(self.hash.0),
            session: SessionId(self.session),
            expires_at: self.expires_at,
            used_at: self.used_at,
        }
    }
}

impl AnswerRow {
    fn remembered(self) -> Result<Remembered, Failure> {
        let status = u16::try_from(self.status);
        Ok(Remembered {
            key: AnswerKey { user: UserId(self.account), operation: self.operation, key: self.key },
            fingerprint: self.fingerprint.0,
            status: status.map_err(|_| Failure::Row { table: "answers", column: "status" })?,
            body: self.body,
            answered_at: self.answered_at,
            expires_at: self.expires_at,
        })
    }
}
