//! Writes of what becomes of an account: its names, its password, its role, and what was mailed to
//! it.

use airside_app::account::{MailedToken, Role, SecretHash};
use airside_app::ports::CommitError;
use airside_app::ports::changes::UserChange;
use airside_primitives::UserId;
use diesel::prelude::*;
use time::OffsetDateTime;

use crate::column::{Hash, Instant, Key};
use crate::failure::{Refusal, one_or};
use crate::rows::accounts::MailedTokenRow;
use crate::schema::{mailed_tokens, sessions, users};

pub(super) fn change(
    connection: &mut SqliteConnection,
    user: UserId,
    change: UserChange,
) -> Result<(), Refusal> {
    let account =
        diesel::update(users::table.find(Key(user.0)).filter(users::leaving_at.is_null()));
    let rows = match change {
        UserChange::Names { given_name, family_name, phone } => account
            .set((
                users::given_name.eq(given_name),
                users::family_name.eq(family_name),
                users::phone.eq(phone),
            ))
            .execute(connection),
        UserChange::PasswordHash(hash) => {
            account.set(users::password_hash.eq(hash)).execute(connection)
        }
        UserChange::Role(role) => account.set(users::role.eq(role.code())).execute(connection),
        UserChange::Blocked(since) => {
            account.set(users::blocked_at.eq(since.map(Instant))).execute(connection)
        }
        UserChange::EmailProved(at) => {
            account.set(users::email_proved_at.eq(Instant(at))).execute(connection)
        }
    };
    one_or(rows?, CommitError::Conflict)
}

pub(super) fn keeps_an_admin(
    connection: &mut SqliteConnection,
    but: UserId,
) -> Result<(), Refusal> {
    let others: i64 = users::table
        .filter(users::role.eq(Role::Admin.code()))
        .filter(users::blocked_at.is_null())
        .filter(users::leaving_at.is_null())
        .filter(users::id.ne(Key(but.0)))
        .count()
        .get_result(connection)?;
    if others == 0 { Err(CommitError::LastAdmin.into()) } else { Ok(()) }
}

pub(super) fn end_sessions(
    connection: &mut SqliteConnection,
    user: UserId,
    at: OffsetDateTime,
) -> Result<(), Refusal> {
    let live = sessions::table.filter(sessions::user.eq(Key(user.0)));
    let live = live.filter(sessions::revoked_at.is_null());
    diesel::update(live).set(sessions::revoked_at.eq(Instant(at))).execute(connection)?;
    Ok(())
}

pub(super) fn add_mailed_token(
    connection: &mut SqliteConnection,
    token: MailedToken,
) -> Result<(), Refusal> {
    let lapsed = mailed_tokens::table
        .filter(mailed_tokens::user.eq(Key(token.user.0)))
        .filter(mailed_tokens::expires_at.le(Instant(token.created_at)));
    diesel::delete(lapsed).execute(connection)?;
    let row = MailedTokenRow {
        hash: Hash(token.hash.0),
        user: Key(token.user.0),
        purpose: token.purpose.code().to_owned(),
        created_at: Instant(token.created_at),
        expires_at: Instant(token.expires_at),
    };
    diesel::insert_into(mailed_tokens::table).values(&row).execute(connection)?;
    Ok(())
}

/// The others of its purpose go with it.
pub(super) fn use_mailed_token(
    connection: &mut SqliteConnection,
    hash: SecretHash,
    at: OffsetDateTime,
) -> Result<(), Refusal> {
    let live = mailed_tokens::table
        .find(Hash(hash.0))
        .filter(mailed_tokens::expires_at.gt(Instant(at)))
        .select(MailedTokenRow::as_select());
    let Some(token) = live.first(connection).optional()? else {
        return Err(CommitError::Conflict.into());
    };
    let same = mailed_tokens::table
        .filter(mailed_tokens::user.eq(token.user))
        .filter(mailed_tokens::purpose.eq(token.purpose));
    diesel::delete(same).execute(connection)?;
    Ok(())
}
