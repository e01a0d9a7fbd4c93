//! Writes of deliveries, and of what was tried.

use airside_app::ports::CommitError;
use airside_app::webhooks::{Answered, Tried, Tries};
use airside_primitives::{EndpointId, HappeningId, UserId};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use time::OffsetDateTime;

use super::Part;
use super::statement::statement;
use crate::schema::webhook_endpoints;

/// A delivery of one event to one endpoint, from the beginning.
pub(super) fn deliver(event: HappeningId, endpoint: EndpointId, at: OffsetDateTime) -> Part {
    let made = statement(
        "INSERT INTO deliveries (endpoint, event, state, next_at, tries, attempts)
         SELECT id, ",
    )
    .bind::<SqlUuid, _>(event.0)
    .sql(", 'PENDING', ")
    .bind::<Timestamptz, _>(at)
    .sql(", 0, 0 FROM webhook_endpoints WHERE id = ")
    .bind::<SqlUuid, _>(endpoint.0)
    .sql(
        " ON CONFLICT (endpoint, event) DO UPDATE
         SET state = excluded.state, next_at = excluded.next_at, tries = 0",
    );
    Part::one_or(CommitError::Conflict, made)
}

/// What was tried, and how it goes with the endpoint since.
pub(super) fn record(tries: &Tries) -> [Part; 3] {
    [moved(tries), added(tries), health(tries)]
}

fn of_each<T>(tries: &Tries, what: impl Fn(&Tried) -> T) -> Vec<T> {
    tries.tried.iter().map(what).collect()
}

/// What becomes of each delivery.
fn moved(tries: &Tries) -> Part {
    let told = statement(
        "UPDATE deliveries
         SET state = told.state, next_at = told.next_at, tries = tries + 1, attempts = told.number
         FROM unnest(",
    )
    .bind::<Array<SqlUuid>, _>(of_each(tries, |it| it.event.0))
    .sql("::uuid[], ")
    .bind::<Array<Text>, _>(of_each(tries, |it| it.then.state().code()))
    .sql("::text[], ")
    .bind::<Array<Nullable<Timestamptz>>, _>(of_each(tries, |it| it.then.next_at()))
    .sql("::timestamptz[], ")
    .bind::<Array<BigInt>, _>(of_each(tries, |it| i64::from(it.attempt.number)))
    .sql("::bigint[]) AS told (event, state, next_at, number) WHERE endpoint = ")
    .bind::<SqlUuid, _>(tries.endpoint.0)
    .sql(" AND deliveries.event = told.event");
    Part::any(told)
}

/// Each try. Where two nodes tried at the same time, one of them had been taken for dead.
fn added(tries: &Tries) -> Part {
    let answered = |it: &Tried| match &it.attempt.outcome {
        Answered::With { status, beginning } => {
            (Some(i64::from(*status)), Some(beginning.clone()), None)
        }
        Answered::Not(why) => (None, None, Some(why.code())),
    };
    let added = statement(
        "INSERT INTO delivery_attempts
            (endpoint, event, number, at, took_ms, status, answer, failure)
         SELECT ",
    )
    .bind::<SqlUuid, _>(tries.endpoint.0)
    .sql(", told.* FROM unnest(")
    .bind::<Array<SqlUuid>, _>(of_each(tries, |it| it.event.0))
    .sql("::uuid[], ")
    .bind::<Array<BigInt>, _>(of_each(tries, |it| i64::from(it.attempt.number)))
    .sql("::bigint[], ")
    .bind::<Array<Timestamptz>, _>(of_each(tries, |it| it.attempt.at))
    .sql("::timestamptz[], ")
    .bind::<Array<BigInt>, _>(of_each(tries, |it| it.attempt.took_ms()))
    .sql("::bigint[], ")
    .bind::<Array<Nullable<BigInt>>, _>(of_each(tries, |it| answered(it).0))
    .sql("::bigint[], ")
    .bind::<Array<Nullable<Text>>, _>(of_each(tries, |it| answered(it).1))
    .sql("::text[], ")
    .bind::<Array<Nullable<Text>>, _>(of_each(tries, |it| answered(it).2))
    .sql("::text[]) AS told ON CONFLICT DO NOTHING");
    Part::added(added)
}

fn health(tries: &Tries) -> Part {
    let (arrived, failed) = (tries.succeeded_at(), tries.failed_at());
    let first_failures = i64::try_from(tries.first_failures()).unwrap_or(i64::MAX);
    let changed = statement("UPDATE webhook_endpoints SET succeeded_at = coalesce(")
        .bind::<Nullable<Timestamptz>, _>(arrived)
        .sql("::timestamptz, succeeded_at), failing_since = CASE WHEN ")
        .bind::<Nullable<Timestamptz>, _>(arrived)
        .sql("::timestamptz IS NULL THEN coalesce(failing_since, ")
        .bind::<Nullable<Timestamptz>, _>(failed)
        .sql("::timestamptz) END, failed_events = CASE WHEN ")
        .bind::<Nullable<Timestamptz>, _>(arrived)
        .sql("::timestamptz IS NULL THEN failed_events + ")
        .bind::<BigInt, _>(first_failures)
        .sql(" ELSE 0 END WHERE id = ")
        .bind::<SqlUuid, _>(tries.endpoint.0);
    Part::any(changed)
}

/// The endpoint is gone; its deliveries were deleted before.
pub(super) fn remove(endpoint: EndpointId, owner: UserId) -> Part {
    let own =
        webhook_endpoints::table.find(endpoint.0).filter(webhook_endpoints::owner.eq(owner.0));
    Part::one_or(CommitError::Conflict, diesel::delete(own))
}
