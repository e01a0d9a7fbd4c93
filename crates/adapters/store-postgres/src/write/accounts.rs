//! Writes of accounts, keys, sessions and remembered answers.

use airside_app::account::{ApiKey, RefreshToken, SecretHash, Session, User};
use airside_app::ports::{CommitError, Write};
use airside_primitives::{ApiKeyId, SessionId, UserId};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, Binary, Integer, Nullable, Text, Timestamptz, Uuid};
use time::OffsetDateTime;

use super::Part;
use super::statement::{column, statement};
use crate::column::Hash;
use crate::rows::accounts::{ApiKeyRow, RefreshTokenRow, SessionRow, UserRow, email_key};
use crate::schema::{api_keys, refresh_tokens, sessions, users};

pub(super) fn add_user(user: &User) -> Part {
    let row = UserRow {
        id: user.id.0,
        email: user.email.clone(),
        email_key: email_key(&user.email),
        password_hash: user.password_hash.clone(),
        given_name: user.given_name.clone(),
        family_name: user.family_name.clone(),
        phone: user.phone.clone(),
        role: user.role.code().to_owned(),
        created_at: user.created_at,
        email_proved_at: user.email_proved_at,
        blocked_at: user.blocked_at,
    };
    let added =
        diesel::insert_into(users::table).values(row).on_conflict(users::email_key).do_nothing();
    Part::one_or(CommitError::EmailTaken, added)
}

pub(super) fn add_api_key(key: &ApiKey) -> Part {
    let row = ApiKeyRow {
        id: key.id.0,
        account: key.user.0,
        hash: Hash(key.hash.0),
        hint: key.hint.clone(),
        name: key.name.clone(),
        scopes: key.scopes.text(),
        created_at: key.created_at,
        revoked_at: key.revoked_at,
    };
    Part::added(diesel::insert_into(api_keys::table).values(row))
}

/// The first revocation stands.
pub(super) fn revoke_api_key(id: ApiKeyId, user: UserId, at: OffsetDateTime) -> Part {
    let of_user = api_keys::table.find(id.0).filter(api_keys::account.eq(user.0));
    let first =
        sql::<Nullable<Timestamptz>>("coalesce(revoked_at, ").bind::<Timestamptz, _>(at).sql(")");
    let revoked = diesel::update(of_user).set(api_keys::revoked_at.eq(first));
    Part::one_or(CommitError::Conflict, revoked)
}

pub(super) fn add_session(session: &Session) -> Part {
    let row = SessionRow {
        id: session.id.0,
        account: session.user.0,
        created_at: session.created_at,
        revoked_at: session.revoked_at,
    };
    Part::added(diesel::insert_into(sessions::table).values(row))
}

pub(super) fn revoke_session(id: SessionId, at: OffsetDateTime) -> Part {
    let live = sessions::table.find(id.0).filter(sessions::revoked_at.is_null());
    Part::any(diesel::update(live).set(sessions::revoked_at.eq(at)))
}

pub(super) fn add_refresh_token(token: &RefreshToken) -> Part {
    let row = RefreshTokenRow {
        hash: Hash(token.hash.0),
        session: token.session.0,
        expires_at: token.expires_at,
        used_at: token.used_at,
    };
    Part::added(diesel::insert_into(refresh_tokens::table).values(row))
}

/// A token is as good as its session: one that was ended meanwhile gives no new token.
pub(super) fn use_refresh_token(hash: SecretHash, at: OffsetDateTime) -> Part {
    let live = sessions::table.filter(sessions::revoked_at.is_null()).select(sessions::id);
    let unused = refresh_tokens::table
        .find(Hash(hash.0))
        .filter(refresh_tokens::used_at.is_null())
        .filter(refresh_tokens::session.eq_any(live));
    let used = diesel::update(unused).set(refresh_tokens::used_at.eq(at));
    Part::one_or(CommitError::Conflict, used)
}

/// Replaces answers that have expired.
pub(super) fn remember(writes: &[&Write]) -> Part {
    let answers: Vec<_> = writes
        .iter()
        .filter_map(|write| match *write {
            Write::Remember(answer) => Some(answer),
            _ => None,
        })
        .collect();
    let remembered = statement(
        "INSERT INTO answers AS known \
         (account, operation, key, fingerprint, status, body, answered_at, expires_at) \
         SELECT * FROM unnest(",
    )
    .bind::<Array<Uuid>, _>(column(&answers, |answer| answer.key.user.0))
    .sql("::uuid[], ")
    .bind::<Array<Text>, _>(column(&answers, |answer| answer.key.operation.clone()))
    .sql("::text[], ")
    .bind::<Array<Text>, _>(column(&answers, |answer| answer.key.key.clone()))
    .sql("::text[], ")
    .bind::<Array<Binary>, _>(column(&answers, |answer| Hash(answer.fingerprint)))
    .sql("::bytea[], ")
    .bind::<Array<Integer>, _>(column(&answers, |answer| i32::from(answer.status)))
    .sql("::integer[], ")
    .bind::<Array<Text>, _>(column(&answers, |answer| answer.body.clone()))
    .sql("::text[], ")
    .bind::<Array<Timestamptz>, _>(column(&answers, |answer| answer.answered_at))
    .sql("::timestamptz[], ")
    .bind::<Array<Timestamptz>, _>(column(&answers, |answer| answer.expires_at))
    .sql(
        "::timestamptz[]) ON CONFLICT (account, operation, key) DO UPDATE SET \
         fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, \
         answered_at = excluded.answered_at, expires_at = excluded.expires_at \
         WHERE known.expires_at <= excluded.answered_at",
    );
    Part::all_or(CommitError::AlreadyAnswered, answers.len(), remembered)
}
