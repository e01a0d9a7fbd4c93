//! Writes of accounts, keys, sessions and remembered answers.

use airside_app::account::{ApiKey, RefreshToken, SecretHash, Session, User};
use airside_app::ports::CommitError;
use airside_app::ports::changes::Remembered;
use airside_primitives::{ApiKeyId, SessionId, UserId};
use diesel::prelude::*;
use time::OffsetDateTime;

use crate::column::{Hash, Instant, Key};
use crate::failure::{Refusal, one_or};
use crate::rows::accounts::{
    AnswerRow, ApiKeyRow, RefreshTokenRow, SessionRow, UserRow, email_key,
};
use crate::schema::{answers, api_keys, refresh_tokens, sessions, users};

pub(super) fn add_user(connection: &mut SqliteConnection, user: User) -> Result<(), Refusal> {
    let row = UserRow {
        id: Key(user.id.0),
        email_key: email_key(&user.email),
        email: user.email,
        password_hash: user.password_hash,
        given_name: user.given_name,
        family_name: user.family_name,
        phone: user.phone,
        role: user.role.code().to_owned(),
        created_at: Instant(user.created_at),
        email_proved_at: user.email_proved_at.map(Instant),
        blocked_at: user.blocked_at.map(Instant),
    };
    let rows = diesel::insert_into(users::table)
        .values(&row)
        .on_conflict(users::email_key)
        .do_nothing()
        .execute(connection)?;
    one_or(rows, CommitError::EmailTaken)
}

pub(super) fn add_api_key(connection: &mut SqliteConnection, key: ApiKey) -> Result<(), Refusal> {
    let row = ApiKeyRow {
        id: Key(key.id.0),
        user: Key(key.user.0),
        hash: Hash(key.hash.0),
        hint: key.hint,
        name: key.name,
        scopes: key.scopes.text(),
        created_at: Instant(key.created_at),
        revoked_at: key.revoked_at.map(Instant),
    };
    diesel::insert_into(api_keys::table).values(&row).execute(connection)?;
    Ok(())
}

pub(super) fn revoke_api_key(
    connection: &mut SqliteConnection,
    id: ApiKeyId,
    user: UserId,
    at: OffsetDateTime,
) -> Result<(), Refusal> {
    let of_user = api_keys::table.find(Key(id.0)).filter(api_keys::user.eq(Key(user.0)));
    let known: i64 = of_user.count().get_result(connection)?;
    if known == 0 {
        return Err(CommitError::Conflict.into());
    }
    diesel::update(of_user.filter(api_keys::revoked_at.is_null()))
        .set(api_keys::revoked_at.eq(Instant(at)))
        .execute(connection)?;
    Ok(())
}

pub(super) fn add_session(
    connection: &mut SqliteConnection,
    session: Session,
) -> Result<(), Refusal> {
    let row = SessionRow {
        id: Key(session.id.0),
        user: Key(session.user.0),
        created_at: Instant(session.created_at),
        revoked_at: session.revoked_at.map(Instant),
    };
    diesel::insert_into(sessions::table).values(&row).execute(connection)?;
    Ok(())
}

pub(super) fn revoke_session(
    connection: &mut SqliteConnection,
    id: SessionId,
    at: OffsetDateTime,
) -> Result<(), Refusal> {
    let live = sessions::table.find(Key(id.0)).filter(sessions::revoked_at.is_null());
    diesel::update(live).set(sessions::revoked_at.eq(Instant(at))).execute(connection)?;
    Ok(())
}

pub(super) fn add_refresh_token(
    connection: &mut SqliteConnection,
    token: RefreshToken,
) -> Result<(), Refusal> {
    let row = RefreshTokenRow {
        hash: Hash(token.hash.0),
        session: Key(token.session.0),
        expires_at: Instant(token.expires_at),
        used_at: token.used_at.map(Instant),
    };
    diesel::insert_into(refresh_tokens::table).values(&row).execute(connection)?;
    Ok(())
}

/// A token is as good as its session: one that was ended meanwhile gives no new token.
pub(super) fn use_refresh_token(
    connection: &mut SqliteConnection,
    hash: SecretHash,
    at: OffsetDateTime,
) -> Result<(), Refusal> {
    let live = sessions::table.filter(sessions::revoked_at.is_null()).select(sessions::id);
    let unused = refresh_tokens::table
        .find(Hash(hash.0))
        .filter(refresh_tokens::used_at.is_null())
        .filter(refresh_tokens::session.eq_any(live));
    let rows =
        diesel::update(unused).set(refresh_tokens::used_at.eq(Instant(at))).execute(connection)?;
    one_or(rows, CommitError::Conflict)
}

pub(super) fn remember(
    connection: &mut SqliteConnection,
    answer: Remembered,
) -> Result<(), Refusal> {
    use diesel::query_dsl::methods::FilterDsl;

    let row = AnswerRow {
        user: Key(answer.key.user.0),
        operation: answer.key.operation,
        key: answer.key.key,
        fingerprint: Hash(answer.fingerprint),
        status: answer.status.into(),
        body: answer.body,
        answered_at: Instant(answer.answered_at),
        expires_at: Instant(answer.expires_at),
    };
    let rows = diesel::insert_into(answers::table)
        .values(&row)
        .on_conflict((answers::user, answers::operation, answers::key))
        .do_update()
        .set(&row)
        .filter(answers::expires_at.le(row.answered_at))
        .execute(connection)?;
    one_or(rows, CommitError::AlreadyAnswered)
}
