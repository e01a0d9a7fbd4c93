//! Writes of special services: how many travellers of a departure have each.

use airside_app::ports::CommitError;
use airside_booking::ServiceAt;
use diesel::sql_types::{Date, Integer, Text, Uuid};

use super::Part;
use super::statement::statement;
use crate::column::Code;

/// The row says how many have it by now; the first ones have to be no more than the limit.
pub(super) fn take(at: ServiceAt, count: u16, limit: Option<u16>) -> Part {
    let limit = limit.map_or(i32::MAX, i32::from);
    let taken = statement("INSERT INTO services AS known (flight, date, code, taken) SELECT ")
        .bind::<Uuid, _>(at.flight.0)
        .sql("::uuid, ")
        .bind::<Date, _>(at.date)
        .sql("::date, ")
        .bind::<Text, _>(Code(at.code))
        .sql("::text, ")
        .bind::<Integer, _>(i32::from(count))
        .sql("::integer WHERE ")
        .bind::<Integer, _>(i32::from(count))
        .sql("::integer <= ")
        .bind::<Integer, _>(limit)
        .sql(
            "::integer ON CONFLICT (flight, date, code) DO UPDATE \
             SET taken = known.taken + excluded.taken WHERE known.taken + excluded.taken <= ",
        )
        .bind::<Integer, _>(limit)
        .sql("::integer");
    Part::one_or(CommitError::ServiceFull(at), taken)
}

pub(super) fn put_back(at: ServiceAt, count: u16) -> Part {
    let returned = statement("UPDATE services SET taken = greatest(taken - ")
        .bind::<Integer, _>(i32::from(count))
        .sql("::integer, 0) WHERE flight = ")
        .bind::<Uuid, _>(at.flight.0)
        .sql(" AND date = ")
        .bind::<Date, _>(at.date)
        .sql(" AND code = ")
        .bind::<Text, _>(Code(at.code));
    Part::any(returned)
}
