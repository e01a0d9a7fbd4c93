//! Writes of special services: how many travellers of a departure have each.

use airside_app::ports::CommitError;
use airside_booking::ServiceAt;
use diesel::prelude::*;

use crate::column::{Code, Day, Key};
use crate::failure::Refusal;
use crate::schema::services;

/// There is one writer, so a question and the write that follows from it are one step.
pub(super) fn take(
    connection: &mut SqliteConnection,
    at: ServiceAt,
    count: u16,
    limit: Option<u16>,
) -> Result<(), Refusal> {
    let key = (Key(at.flight.0), Day(at.date), Code(at.code));
    let known = services::table.find(key).select(services::taken);
    let known: Option<i32> = known.first(connection).optional()?;
    let taken = known.unwrap_or_default() + i32::from(count);
    if limit.is_some_and(|limit| taken > i32::from(limit)) {
        return Err(CommitError::ServiceFull(at).into());
    }
    let (flight, date, code) = key;
    diesel::insert_into(services::table)
        .values((
            services::flight.eq(flight),
            services::date.eq(date),
            services::code.eq(code),
            services::taken.eq(taken),
        ))
        .on_conflict((services::flight, services::date, services::code))
        .do_update()
        .set(services::taken.eq(taken))
        .execute(connection)?;
    Ok(())
}

pub(super) fn put_back(
    connection: &mut SqliteConnection,
    at: ServiceAt,
    count: u16,
) -> Result<(), Refusal> {
    let key = (Key(at.flight.0), Day(at.date), Code(at.code));
    let known = services::table.find(key).select(services::taken);
    let known: Option<i32> = known.first(connection).optional()?;
    let left = (known.unwrap_or_default() - i32::from(count)).max(0);
    diesel::update(services::table.find(key)).set(services::taken.eq(left)).execute(connection)?;
    Ok(())
}
