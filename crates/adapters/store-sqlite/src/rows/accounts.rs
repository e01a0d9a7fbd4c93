//! Accounts, keys, sessions and remembered answers, as rows.

use airside_app::account::{ApiKey, RefreshToken, Role, SecretHash, Session, User};
use airside_app::ports::changes::{AnswerKey, Remembered};
use airside_app::sealing::KeyRing;
use airside_primitives::{ApiKeyId, SessionId, UserId};
use diesel::prelude::*;
use diesel::sqlite::Sqlite;

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

/// Addresses with the same key belong to the same account.
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
    pub(crate) fn user(self) -> Result<User, Failure> {
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
    pub(crate) fn api_key(self) -> ApiKey {
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
    pub(crate) fn session(self) -> Session {
        Session {
            id: SessionId(self.id.0),
            user: UserId(self.user.0),
            created_at: self.created_at.0,
            revoked_at: self.revoked_at.map(|at| at.0),
        }
    }
}

impl RefreshTokenRow {
    pub(crate) fn refresh_token(self) -> RefreshToken {
        RefreshToken {
            hash: SecretHash(self.hash.0),
            session: SessionId(self.session.0),
            expires_at: self.expires_at.0,
            used_at: self.used_at.map(|at| at.0),
        }
    }
}

impl AnswerRow {
    pub(crate) fn remembered(self, keys: &KeyRing) -> Result<Remembered, Failure> {
        let status = u16::try_from(self.status);
        let kept = Remembered {
            key: AnswerKey { user: UserId(self.user.0), operation: self.operation, key: self.key },
            fingerprint: self.fingerprint.0,
            status: status.map_err(|_| Failure::Row { table: "answers", column: "status" })?,
            body: self.body,
            answered_at: self.answered_at.0,
            expires_at: self.expires_at.0,
        };
        Ok(keys.open_answer(kept)?)
    }
}
