//! Writes of what happened.

use airside_app::ports::Write;
use diesel::sql_types::{Array, Bool, Json, Nullable, Text, Timestamptz, Uuid};

use super::Part;
use super::statement::{column, statement};
use crate::column::Written;

/// New events; one that nobody asks for is for nobody else than its writer says.
pub(super) fn add(writes: &[&Write]) -> Part {
    let events: Vec<_> = writes
        .iter()
        .filter_map(|write| match *write {
            Write::AddEvent(event) => Some(event),
            _ => None,
        })
        .collect();
    let added = statement(
        "INSERT INTO events (id, kind, at, owner, booking, data, is_spread) SELECT * FROM unnest(",
    )
    .bind::<Array<Uuid>, _>(column(&events, |event| event.id.0))
    .sql("::uuid[], ")
    .bind::<Array<Text>, _>(column(&events, |event| event.kind.code()))
    .sql("::text[], ")
    .bind::<Array<Timestamptz>, _>(column(&events, |event| event.at))
    .sql("::timestamptz[], ")
    .bind::<Array<Nullable<Uuid>>, _>(column(&events, |event| event.owner.map(|id| id.0)))
    .sql("::uuid[], ")
    .bind::<Array<Nullable<Uuid>>, _>(column(&events, |event| event.booking.map(|id| id.0)))
    .sql("::uuid[], ")
    .bind::<Array<Json>, _>(column(&events, |event| Written(event.data.clone())))
    .sql("::json[], ")
    .bind::<Array<Bool>, _>(column(&events, |event| !event.kind.is_asked_for()))
    .sql("::boolean[])");
    Part::added(added)
}
