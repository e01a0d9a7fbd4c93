//! Writes of what becomes of an account: its names, its password, its role, and what was mailed to
//! it.

use airside_app::account::{MailedToken, SecretHash};
use airside_app::ports::CommitError;
use airside_app::ports::changes::UserChange;
use airside_primitives::UserId;
use diesel::prelude::*;
use diesel::sql_types::{Binary, Timestamptz, Uuid};
use time::OffsetDateTime;

use super::Part;
use super::statement::statement;
use crate::column::Hash;
use crate::rows::accounts::MailedTokenRow;
use crate::schema::{mailed_tokens, sessions, users};

pub(super) fn change(user: UserId, change: &UserChange) -> Part {
    let account = diesel::update(users::table.find(user.0).filter(users::leaving_at.is_null()));
    let refused = CommitError::Conflict;
    match change {
        UserChange::Names { given_name, family_name, phone } => {
            let names = (
                users::given_name.eq(given_name.clone()),
                users::family_name.eq(family_name.clone()),
                users::phone.eq(phone.clone()),
            );
            Part::one_or(refused, account.set(names))
        }
        UserChange::PasswordHash(hash) => {
            Part::one_or(refused, account.set(users::password_hash.eq(hash.clone())))
        }
        UserChange::Role(role) => Part::one_or(refused, account.set(users::role.eq(role.code()))),
        UserChange::Blocked(since) => {
            Part::one_or(refused, account.set(users::blocked_at.eq(*since)))
        }
        UserChange::EmailProved(at) => {
            Part::one_or(refused, account.set(users::email_proved_at.eq(*at)))
        }
    }
}

/// Whoever asks locks all administrators, in one order: of two who would each remove the other, the
/// second sees what the first has done.
pub(super) fn keeps_an_admin(but: UserId) -> Part {
    let another = statement(
        "SELECT 1 FROM (
             SELECT id FROM users
             WHERE role = 'ADMIN' AND blocked_at IS NULL AND leaving_at IS NULL
             ORDER BY id FOR UPDATE
         ) AS admins WHERE id <> ",
    )
    .bind::<Uuid, _>(but.0);
    Part::found_or(CommitError::LastAdmin, another)
}

pub(super) fn end_sessions(user: UserId, at: OffsetDateTime) -> Part {
    let live = sessions::table.filter(sessions::account.eq(user.0));
    let live = live.filter(sessions::revoked_at.is_null());
    Part::any(diesel::update(live).set(sessions::revoked_at.eq(at)))
}

/// What has lapsed makes room.
pub(super) fn add_mailed_token(token: &MailedToken) -> [Part; 2] {
    let lapsed = mailed_tokens::table
        .filter(mailed_tokens::account.eq(token.user.0))
        .filter(mailed_tokens::expires_at.le(token.created_at));
    let row = MailedTokenRow {
        hash: Hash(token.hash.0),
        account: token.user.0,
        purpose: token.purpose.code().to_owned(),
        created_at: token.created_at,
        expires_at: token.expires_at,
    };
    let added = diesel::insert_into(mailed_tokens::table).values(row);
    [Part::any(diesel::delete(lapsed)), Part::added(added)]
}

/// The others of its purpose go with it. The row itself is locked first: of two who bring the same
/// token, the second finds nothing.
pub(super) fn use_mailed_token(hash: SecretHash, at: OffsetDateTime) -> Part {
    let used = statement(
        "DELETE FROM mailed_tokens USING (
             SELECT account AS of, purpose AS meant FROM mailed_tokens WHERE hash = ",
    )
    .bind::<Binary, _>(hash.0.to_vec())
    .sql(" AND expires_at > ")
    .bind::<Timestamptz, _>(at)
    .sql(" FOR UPDATE) AS used WHERE account = used.of AND purpose = used.meant");
    Part::one_or(CommitError::Conflict, used)
}
