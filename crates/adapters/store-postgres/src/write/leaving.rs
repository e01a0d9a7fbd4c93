//! Writes of accounts that are being erased.
//!
//! The row stays for a while, so that a token that has not lapsed opens nothing new; nothing in it
//! tells of the person.

use airside_app::ports::{CommitError, Write};
use airside_primitives::UserId;
use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Timestamptz, Uuid};
use time::OffsetDateTime;

use super::Part;
use super::statement::statement;
use crate::schema::{api_keys, mailed_tokens, sessions, users};

/// The first time stands.
pub(super) fn leave(user: UserId, at: OffsetDateTime) -> Part {
    let first =
        sql::<Nullable<Timestamptz>>("coalesce(leaving_at, ").bind::<Timestamptz, _>(at).sql(")");
    let emptied = diesel::update(users::table.find(user.0)).set((
        users::leaving_at.eq(first),
        users::email.eq(""),
        // No address has no `@`.
        users::email_key.eq(user.to_string()),
        users::password_hash.eq(""),
        users::given_name.eq(""),
        users::family_name.eq(""),
        users::phone.eq(None::<String>),
    ));
    Part::one_or(CommitError::Conflict, emptied)
}

/// None of these accounts is being erased.
pub(super) fn stay(writes: &[&Write]) -> Part {
    let user = |write: &&Write| if let Write::Stays(user) = write { Some(user.0) } else { None };
    let users: Vec<_> = writes.iter().filter_map(user).collect();
    let staying = statement("SELECT 1 WHERE NOT EXISTS (SELECT FROM users WHERE id = ANY (")
        .bind::<Array<Uuid>, _>(users)
        .sql(") AND leaving_at IS NOT NULL)");
    Part::found_or(CommitError::Leaving, staying)
}

pub(super) fn remove(user: UserId) -> Part {
    let keys = api_keys::table.filter(api_keys::account.eq(user.0));
    let logins = sessions::table.filter(sessions::account.eq(user.0));
    let mailed = mailed_tokens::table.filter(mailed_tokens::account.eq(user.0));
    let empty = users::table
        .find(user.0)
        .filter(users::leaving_at.is_not_null())
        .filter(not(exists(keys)))
        .filter(not(exists(logins)))
        .filter(not(exists(mailed)));
    Part::any(diesel::delete(empty))
}
