//! Writes of gateway events, and of the outbox.

use airside_app::ports::CommitError;
use airside_app::ports::bus::Message;
use airside_app::ports::payments::{GatewayEvent, GatewayEventId};
use airside_app::wire;
use diesel::dsl::{SqlTypeOf, sql};
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use time::OffsetDateTime;

use crate::column::Instant;
use crate::failure::{Failure, Refusal, one_or};
use crate::schema::{gateway_events, outbox};

pub(super) fn record(
    connection: &mut SqliteConnection,
    event: &GatewayEvent,
    at: OffsetDateTime,
) -> Result<(), Refusal> {
    let body = wire::encode_event(event).map_err(Failure::from)?;
    let rows = diesel::insert_into(gateway_events::table)
        .values((
            gateway_events::id.eq(&event.id.0),
            gateway_events::body.eq(body),
            gateway_events::received_at.eq(Instant(at)),
            gateway_events::subject.eq(event.about.key()),
        ))
        .on_conflict_do_nothing()
        .execute(connection)?;
    one_or(rows, CommitError::Duplicate)
}

pub(super) fn settle(
    connection: &mut SqliteConnection,
    id: GatewayEventId,
    at: OffsetDateTime,
) -> Result<(), Refusal> {
    let unsettled = gateway_events::table.find(id.0).filter(gateway_events::settled_at.is_null());
    diesel::update(unsettled)
        .set(gateway_events::settled_at.eq(Instant(at)))
        .execute(connection)?;
    Ok(())
}

/// Those that nobody has acted on stay.
pub(super) fn forget(connection: &mut SqliteConnection, about: &[String]) -> Result<(), Refusal> {
    let settled = gateway_events::table
        .filter(gateway_events::subject.eq_any(about))
        .filter(gateway_events::settled_at.is_not_null());
    diesel::delete(settled).execute(connection)?;
    Ok(())
}

/// Adds messages to the outbox, in their order; the database names and dates them.
pub(crate) fn outbox(
    connection: &mut SqliteConnection,
    messages: &[Message],
    trace: Option<&str>,
) -> Result<(), Failure> {
    for message in messages {
        diesel::insert_into(outbox::table)
            .values((
                outbox::topic.eq(message.topic().code()),
                outbox::body.eq(wire::encode(message)?),
                outbox::trace.eq(trace),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// The time by the database's own clock, in Unix microseconds.
pub(crate) fn database_time() -> SqlLiteral<SqlTypeOf<outbox::created_at>> {
    sql("CAST(unixepoch('subsec') * 1000000 AS INTEGER)")
}
