//! Writes of accounts that are being erased.
//!
//! The row stays for a while, so that a token that has not lapsed opens nothing new; nothing in it
//! tells of the person.

use airside_app::ports::CommitError;
use airside_primitives::UserId;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use time::OffsetDateTime;

use crate::column::{Instant, Key};
use crate::failure::{Refusal, one_or};
use crate::schema::{api_keys, mailed_tokens, sessions, users};

pub(super) fn leave(
    connection: &mut SqliteConnection,
    user: UserId,
    at: OffsetDateTime,
) -> Result<(), Refusal> {
    let account = users::table.find(Key(user.0));
    let staying = account.filter(users::leaving_at.is_null());
    let emptied = diesel::update(staying)
        .set((
            users::leaving_at.eq(Instant(at)),
            users::email.eq(""),
            // No address has no `@`.
            users::email_key.eq(user.to_string()),
            users::password_hash.eq(""),
            users::given_name.eq(""),
            users::family_name.eq(""),
            users::phone.eq(None::<String>),
        ))
        .execute(connection)?;
    if emptied == 1 {
        return Ok(());
    }
    let known: i64 = account.count().get_result(connection)?;
    one_or(usize::from(known > 0), CommitError::Conflict)
}

pub(super) fn stays(connection: &mut SqliteConnection, user: UserId) -> Result<(), Refusal> {
    let leaving = users::table.find(Key(user.0)).filter(users::leaving_at.is_not_null());
    let is_leaving: bool = diesel::select(exists(leaving)).get_result(connection)?;
    if is_leaving { Err(CommitError::Leaving.into()) } else { Ok(()) }
}

pub(super) fn remove(connection: &mut SqliteConnection, user: UserId) -> Result<(), Refusal> {
    let keys = api_keys::table.filter(api_keys::user.eq(Key(user.0)));
    let logins = sessions::table.filter(sessions::user.eq(Key(user.0)));
    let mailed = mailed_tokens::table.filter(mailed_tokens::user.eq(Key(user.0)));
    let empty = users::table
        .find(Key(user.0))
        .filter(users::leaving_at.is_not_null())
        .filter(not(exists(keys)))
        .filter(not(exists(logins)))
        .filter(not(exists(mailed)));
    diesel::delete(empty).execute(connection)?;
    Ok(())
}
