//! Writes of gateway events, and of the outbox.

use airside_app::ports::CommitError;
use airside_app::ports::bus::Message;
use airside_app::ports::payments::{GatewayEvent, GatewayEventId};
use airside_app::wire;
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Text};
use time::OffsetDateTime;

use super::Part;
use super::statement::statement;
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

/// Adds messages to the outbox, in their order; the database names and dates them.
pub(crate) fn outbox(messages: &[Message], trace: Option<String>) -> Result<Part, Failure> {
    let bodies = messages.iter().map(wire::encode).collect::<Result<Vec<_>, _>>()?;
    let topics: Vec<_> = messages.iter().map(|message| message.topic().code()).collect();
    let added = statement("INSERT INTO outbox (trace, topic, body) SELECT ")
        .bind::<Nullable<Text>, _>(trace)
        .sql("::text, topic, body FROM unnest(")
        .bind::<Array<Text>, _>(topics)
        .sql("::text[], ")
        .bind::<Array<Text>, _>(bodies)
        .sql("::text[]) WITH ORDINALITY AS told (topic, body, number) ORDER BY number");
    Ok(Part::added(added))
}
