//! Writes of deliveries, and of what was tried.

use airside_app::ports::CommitError;
use airside_app::webhooks::{Answered, DeliveryState, Tried, Tries};
use airside_primitives::{EndpointId, HappeningId, UserId};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Binary, Nullable};
use time::OffsetDateTime;

use crate::column::{Instant, Key};
use crate::failure::{Refusal, one_or};
use crate::schema::{deliveries, delivery_attempts, webhook_endpoints};

/// How it goes with an endpoint, after these tries.
const HEALTH: &str = "
    UPDATE webhook_endpoints SET
        succeeded_at = coalesce(?2, succeeded_at),
        failing_since = CASE WHEN ?2 IS NULL THEN coalesce(failing_since, ?3) END,
        failed_events = CASE WHEN ?2 IS NULL THEN failed_events + ?4 ELSE 0 END
    WHERE id = ?1";

/// A delivery of one event to one endpoint, from the beginning.
pub(super) fn deliver(
    connection: &mut SqliteConnection,
    event: HappeningId,
    endpoint: EndpointId,
    at: OffsetDateTime,
) -> Result<(), Refusal> {
    let endpoint = Key(endpoint.0);
    let known: i64 = webhook_endpoints::table.find(endpoint).count().get_result(connection)?;
    if known == 0 {
        return Err(CommitError::Conflict.into());
    }
    let state = DeliveryState::Pending.code();
    let again =
        (deliveries::state.eq(state), deliveries::next_at.eq(Instant(at)), deliveries::tries.eq(0));
    diesel::insert_into(deliveries::table)
        .values((
            deliveries::endpoint.eq(endpoint),
            deliveries::event.eq(Key(event.0)),
            deliveries::state.eq(state),
            deliveries::next_at.eq(Instant(at)),
            deliveries::tries.eq(0),
            deliveries::attempts.eq(0),
        ))
        .on_conflict((deliveries::endpoint, deliveries::event))
        .do_update()
        .set(again)
        .execute(connection)?;
    Ok(())
}

/// What was tried, and how it goes with the endpoint since.
pub(super) fn record(connection: &mut SqliteConnection, tries: &Tries) -> Result<(), Refusal> {
    let endpoint = Key(tries.endpoint.0);
    for tried in &tries.tried {
        record_one(connection, endpoint, tried)?;
    }
    let first_failures = i64::try_from(tries.first_failures()).unwrap_or(i64::MAX);
    sql_query(HEALTH)
        .bind::<Binary, _>(endpoint)
        .bind::<Nullable<BigInt>, _>(tries.succeeded_at().map(Instant))
        .bind::<Nullable<BigInt>, _>(tries.failed_at().map(Instant))
        .bind::<BigInt, _>(first_failures)
        .execute(connection)?;
    Ok(())
}

fn record_one(
    connection: &mut SqliteConnection,
    endpoint: Key,
    tried: &Tried,
) -> Result<(), Refusal> {
    let (event, attempt) = (Key(tried.event.0), &tried.attempt);
    let number = i64::from(attempt.number);
    diesel::update(deliveries::table.find((endpoint, event)))
        .set((
            deliveries::state.eq(tried.then.state().code()),
            deliveries::next_at.eq(tried.then.next_at().map(Instant)),
            deliveries::tries.eq(deliveries::tries + 1),
            deliveries::attempts.eq(number),
        ))
        .execute(connection)?;
    let (status, answer, failure) = match &attempt.outcome {
        Answered::With { status, beginning } => (Some(i64::from(*status)), Some(beginning), None),
        Answered::Not(why) => (None, None, Some(why.code())),
    };
    diesel::insert_into(delivery_attempts::table)
        .values((
            delivery_attempts::endpoint.eq(endpoint),
            delivery_attempts::event.eq(event),
            delivery_attempts::number.eq(number),
            delivery_attempts::at.eq(Instant(attempt.at)),
            delivery_attempts::took_ms.eq(attempt.took_ms()),
            delivery_attempts::status.eq(status),
            delivery_attempts::answer.eq(answer),
            delivery_attempts::failure.eq(failure),
        ))
        // Two nodes tried at the same time: one of them had been taken for dead.
        .on_conflict_do_nothing()
        .execute(connection)?;
    Ok(())
}

/// The endpoint is gone; its deliveries were deleted before.
pub(super) fn remove(
    connection: &mut SqliteConnection,
    endpoint: EndpointId,
    owner: UserId,
) -> Result<(), Refusal> {
    let own = webhook_endpoints::table
        .find(Key(endpoint.0))
        .filter(webhook_endpoints::owner.eq(Key(owner.0)));
    let rows = diesel::delete(own).execute(connection)?;
    one_or(rows, CommitError::Conflict)
}
