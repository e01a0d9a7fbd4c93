//! Writes of gateway events, and of the outbox.

use airside_app::ports::payments::{GatewayEvent, GatewayEventId};
use airside_app::ports::{Changes, CommitError};
use airside_app::wire;
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Text};
use time::OffsetDateTime;

use super::Part;
use super::statement::{column, statement};
use crate::failure::Failure;
use crate::schema::gateway_events;

pub(super) fn record(event: &GatewayEvent, at: OffsetDateTime) -> Result<Part, Failure> {
    let recorded = diesel::insert_into(gateway_events::table)
        .values((
            gateway_events::id.eq(event.id.0.clone()),
            gateway_events::body.eq(wire::encode_event(event)?),
            gateway_events::received_at.eq(at),
            gateway_events::subject.eq(event.about.key()),
        ))
        .on_conflict_do_nothing();
    Ok(Part::one_or(CommitError::Duplicate, recorded))
}

pub(super) fn settle(id: &GatewayEventId, at: OffsetDateTime) -> Part {
    let unsettled =
        gateway_events::table.find(id.0.clone()).filter(gateway_events::settled_at.is_null());
    Part::any(diesel::update(unsettled).set(gateway_events::settled_at.eq(at)))
}

/// Those that nobody has acted on stay.
pub(super) fn forget(about: &[String]) -> Part {
    let settled = gateway_events::table
        .filter(gateway_events::subject.eq_any(about.to_vec()))
        .filter(gateway_events::settled_at.is_not_null());
    Part::any(diesel::delete(settled))
}

/// Adds what these commits tell to the outbox, in its order; the database names and dates it.
pub(super) fn outbox(commits: &[Changes]) -> Result<Option<Part>, Failure> {
    let told = commits.iter().flat_map(|changes| {
        changes.messages.iter().map(|message| (message, changes.trace.clone()))
    });
    let told: Vec<_> = told.collect();
    if told.is_empty() {
        return Ok(None);
    }
    let bodies = told.iter().map(|(message, _)| wire::encode(message));
    let bodies = bodies.collect::<Result<Vec<_>, _>>()?;
    let added =
        statement("INSERT INTO outbox (topic, body, trace) SELECT topic, body, trace FROM unnest(")
            .bind::<Array<Text>, _>(column(&told, |(message, _)| message.topic().code()))
            .sql("::text[], ")
            .bind::<Array<Text>, _>(bodies)
            .sql("::text[], ")
            .bind::<Array<Nullable<Text>>, _>(column(&told, |(_, trace)| trace.clone()))
            .sql("::text[]) WITH ORDINALITY AS told (topic, body, trace, number) ORDER BY number");
    Ok(Some(Part::added(added)))
}
