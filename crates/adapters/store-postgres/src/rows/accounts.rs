//! Accounts, keys, sessions and remembered answers, as rows.

use airside_app::account::{
    ApiKey, MailedToken, Purpose, RefreshToken, Role, Scopes, SecretHash, Session, User,
};
use airside_app::ports::changes::{AnswerKey, Remembered};
use airside_app::sealing::KeyRing;
use airside_primitives::{ApiKeyId, SessionId, UserId};
use diesel::pg::Pg;
use diesel::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::column::Hash;
use crate::failure::Failure;
use crate::schema::{answers, api_keys, mailed_tokens, refresh_tokens, sessions, users};

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
    pub email_proved_at: Option<OffsetDateTime>,
    pub blocked_at: Option<OffsetDateTime>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = api_keys, check_for_backend(Pg))]
#[diesel(treat_none_as_default_value = false)]
pub(crate) struct ApiKeyRow {
    pub id: Uuid,
    pub account: Uuid,
    pub hash: Hash,
    pub hint: String,
    pub name: Option<String>,
    pub scopes: String,
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
#[diesel(table_name = mailed_tokens, check_for_backend(Pg))]
#[diesel(treat_none_as_default_value = false)]
pub(crate) struct MailedTokenRow {
    pub hash: Hash,
    pub account: Uuid,
    pub purpose: String,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
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

/// Addresses with the same key belong to the same account.
pub(crate) fn email_key(email: &str) -> String {
    email.to_lowercase()
}

impl UserRow {
    pub(crate) fn user(self) -> Result<User, Failure> {
        let role = Role::of_code(&self.role);
        Ok(User {
            id: UserId(self.id),
            email: self.email,
            password_hash: self.password_hash,
            given_name: self.given_name,
            family_name: self.family_name,
            phone: self.phone,
            role: role.ok_or(Failure::Row { table: "users", column: "role" })?,
            created_at: self.created_at,
            email_proved_at: self.email_proved_at,
            blocked_at: self.blocked_at,
        })
    }
}

impl ApiKeyRow {
    pub(crate) fn api_key(self) -> Result<ApiKey, Failure> {
        let scopes = Scopes::read(&self.scopes);
        Ok(ApiKey {
            id: ApiKeyId(self.id),
            user: UserId(self.account),
            hash: SecretHash(self.hash.0),
            hint: self.hint,
            name: self.name,
            scopes: scopes.ok_or(Failure::Row { table: "api_keys", column: "scopes" })?,
            created_at: self.created_at,
            revoked_at: self.revoked_at,
        })
    }
}

impl SessionRow {
    pub(crate) fn session(self) -> Session {
        Session {
            id: SessionId(self.id),
            user: UserId(self.account),
            created_at: self.created_at,
            revoked_at: self.revoked_at,
        }
    }
}

impl RefreshTokenRow {
    pub(crate) fn refresh_token(self) -> RefreshToken {
        RefreshToken {
            hash: SecretHash(self.hash.0),
            session: SessionId(self.session),
            expires_at: self.expires_at,
            used_at: self.used_at,
        }
    }
}

impl MailedTokenRow {
    pub(crate) fn mailed_token(self) -> Result<MailedToken, Failure> {
        let purpose = Purpose::ALL.into_iter().find(|it| it.code() == self.purpose);
        Ok(MailedToken {
            hash: SecretHash(self.hash.0),
            user: UserId(self.account),
            purpose: purpose.ok_or(Failure::Row { table: "mailed_tokens", column: "purpose" })?,
            created_at: self.created_at,
            expires_at: self.expires_at,
        })
    }
}

impl AnswerRow {
    pub(crate) fn remembered(self, keys: &KeyRing) -> Result<Remembered, Failure> {
        let status = u16::try_from(self.status);
        let kept = Remembered {
            key: AnswerKey { user: UserId(self.account), operation: self.operation, key: self.key },
            fingerprint: self.fingerprint.0,
            status: status.map_err(|_| Failure::Row { table: "answers", column: "status" })?,
            body: self.body,
            answered_at: self.answered_at,
            expires_at: self.expires_at,
        };
        Ok(keys.open_answer(kept)?)
    }
}
