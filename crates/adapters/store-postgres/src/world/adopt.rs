//! Makes a new world current, with the stock that was sold of the old one.
//!
//! Locks are taken in the order of every sale: rows of stock, sorted, and then the world. Cabins
//! that were first sold since the plan come last, against that order: if that deadlocks with a
//! sale, the server undoes one of the two, which is tried again.

use std::mem;

use airside_app::ports::Changes;
use airside_app::ports::bus::Message;
use airside_app::ports::store::{AdoptError, Adoption, Restocked, Touched, WorldVersion};
use airside_primitives::{Cabin, FlightId};
use diesel::result::Error as DieselError;
use diesel::sql_types::{
    self, Array, BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel::{OptionalExtension, QueryResult, QueryableByName, sql_query};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use time::{Date, Duration};
use uuid::Uuid;

use super::timetable;
use crate::cached::Cached;
use crate::column::Code;
use crate::database::Database;
use crate::facts::{PROVENANCE, SAVE_FACT};
use crate::failure::Failure;
use crate::write::{Joined, statements};

/// How often an adoption is tried when the server undoes it.
const ATTEMPTS: u32 = 5;
/// A sale that the plan did not see may have begun this long before it: no commit takes longer.
const MARGIN: Duration = Duration::minutes(1);

const LOCK_STOCK: &str = "
    SELECT FROM stock
    WHERE (flight, date, cabin) IN (SELECT * FROM unnest($1::uuid[], $2::date[], $3::text[]))
    ORDER BY flight, date, cabin
    FOR UPDATE";

const NEXT_WORLD: &str = "
    UPDATE world SET version = version + 1 WHERE version = $1 RETURNING version AS number";

/// Only of a complete stage.
/// The stage is locked, so that nobody gives it up, and clears its rows, before it is adopted.
const ADOPT_STAGE: &str = "
    INSERT INTO timetables (airline, stage)
    SELECT airline, stage FROM unnest($2::text[]) AS named (airline), stages
    WHERE stage = $1 AND is_whole
    FOR KEY SHARE OF stages
    ON CONFLICT (airline) DO UPDATE SET stage = excluded.stage";

const OPENED_SINCE: &str = "SELECT flight, date, cabin FROM stock WHERE opened_at >= $1";

const RESTOCK: &str = "
    UPDATE stock SET capacity = restocked.capacity, world = $5
    FROM unnest($1::uuid[], $2::date[], $3::text[], $4::integer[])
        AS restocked (flight, date, cabin, capacity)
    WHERE stock.flight = restocked.flight AND stock.date = restocked.date
        AND stock.cabin = restocked.cabin";

const TOUCH: &str = "
    INSERT INTO touched_departures (flight, date, moved_to, world)
    SELECT DISTINCT ON (flight, date) flight, date, moved_to, $4
    FROM unnest($1::uuid[], $2::date[], $3::date[]) AS touched (flight, date, moved_to)
    ORDER BY flight, date, moved_to
    ON CONFLICT (flight, date) DO UPDATE
        SET (moved_to, world, since) = (excluded.moved_to, excluded.world, excluded.since)";

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Opened {
    #[diesel(sql_type = SqlUuid)]
    flight: Uuid,
    #[diesel(sql_type = sql_types::Date)]
    date: Date,
    #[diesel(sql_type = Text)]
    cabin: Code<Cabin>,
}

/// Why a transaction was given up.
enum Ended {
    Outdated,
    Failed(Failure),
}

impl From<DieselError> for Ended {
    fn from(error: DieselError) -> Self {
        Self::Failed(error.into())
    }
}

/// Makes the world current, or leaves the old one as it is.
pub(super) async fn adopt(
    database: &Database,
    mut adoption: Adoption,
) -> Result<WorldVersion, AdoptError> {
    let failed = |failure: Failure| AdoptError::Store(failure.into());
    let also = Changes::default().write_all(mem::take(&mut adoption.also));
    let also = statements(&also.send(Message::TimetableChanged)).map_err(failed)?;
    let mut connection = database.patient_connection().await.map_err(failed)?;
    let mut attempt = 0;
    let adopted = loop {
        attempt += 1;
        let adopting =
            connection.transaction(async |connection| once(connection, &adoption, &also).await);
        match adopting.await {
            Ok(version) => break version,
            Err(Ended::Outdated) => return Err(AdoptError::Outdated),
            Err(Ended::Failed(failure)) if attempt < ATTEMPTS && failure.may_pass() => (),
            Err(Ended::Failed(failure)) => return Err(failed(failure)),
        }
    };
    // It is adopted: what cannot be cleared away now is cleared by the next.
    if let Some((stage, _)) = &adoption.timetable
        && let Err(error) = timetable::clear_before(&mut connection, stage.0).await
    {
        tracing::warn!(%error, "the rows of the old timetable could not be cleared away yet");
    }
    Ok(adopted)
}

async fn once(
    connection: &mut AsyncPgConnection,
    adoption: &Adoption,
    also: &[Joined],
) -> Result<WorldVersion, Ended> {
    lock_stock(connection, &adoption.restocked).await?;
    let next = sql_query(NEXT_WORLD).bind::<BigInt, _>(adoption.planned_at.0);
    let next: Option<Number> = Cached(next).get_result(connection).await.optional()?;
    let Some(Number { number: version }) = next else { return Err(Ended::Outdated) };

    if let Some((stage, airlines)) = &adoption.timetable {
        let airlines: Vec<_> = airlines.iter().copied().map(Code).collect();
        let is_any = !airlines.is_empty();
        let adopted =
            sql_query(ADOPT_STAGE).bind::<BigInt, _>(stage.0).bind::<Array<Text>, _>(airlines);
        let count = Cached(adopted).execute(connection).await?;
        if is_any && count == 0 {
            return Err(Ended::Failed(Failure::StageCleared));
        }
    }
    let (mut restocked, mut touched) = (adoption.restocked.clone(), adoption.touched.clone());
    for cabin in judged(connection, adoption).await? {
        touched.push(Touched { flight: cabin.flight, date: cabin.date, moved_to: None });
        restocked.push(cabin);
    }
    restock(connection, &restocked, version).await?;
    touch(connection, &touched, version).await?;
    if let Some(provenance) = &adoption.provenance {
        let fact = sql_query(SAVE_FACT).bind::<Text, _>(PROVENANCE).bind::<Text, _>(provenance);
        fact.execute(connection).await?;
    }
    for statement in also {
        Cached(statement).execute(connection).await?;
    }
    Ok(WorldVersion(version))
}

async fn lock_stock(
    connection: &mut AsyncPgConnection,
    restocked: &[Restocked],
) -> QueryResult<usize> {
    let locked = sql_query(LOCK_STOCK)
        .bind::<Array<SqlUuid>, _>(column(restocked, |it| it.flight.0))
        .bind::<Array<sql_types::Date>, _>(column(restocked, |it| it.date))
        .bind::<Array<Text>, _>(column(restocked, |it| Code(it.cabin)));
    Cached(locked).execute(connection).await
}

/// Cabins that the plan did not see, and that change too.
async fn judged(
    connection: &mut AsyncPgConnection,
    adoption: &Adoption,
) -> Result<Vec<Restocked>, DieselError> {
    let since = adoption.planned_when - MARGIN;
    let opened = Cached(sql_query(OPENED_SINCE).bind::<Timestamptz, _>(since));
    let opened: Vec<Opened> = opened.load(connection).await?;
    let is_planned = |flight, date, cabin| {
        adoption.restocked.iter().any(|it| (it.flight, it.date, it.cabin) == (flight, date, cabin))
    };
    let judge = |Opened { flight, date, cabin }: Opened| {
        let (flight, cabin) = (FlightId(flight), cabin.0);
        let capacity = (adoption.judge.0)(flight, date, cabin)?;
        let is_new = !is_planned(flight, date, cabin);
        is_new.then_some(Restocked { flight, date, cabin, capacity })
    };
    Ok(opened.into_iter().filter_map(judge).collect())
}

async fn restock(
    connection: &mut AsyncPgConnection,
    restocked: &[Restocked],
    version: i64,
) -> QueryResult<usize> {
    let done = sql_query(RESTOCK)
        .bind::<Array<SqlUuid>, _>(column(restocked, |it| it.flight.0))
        .bind::<Array<sql_types::Date>, _>(column(restocked, |it| it.date))
        .bind::<Array<Text>, _>(column(restocked, |it| Code(it.cabin)))
        .bind::<Array<Integer>, _>(column(restocked, |it| i32::from(it.capacity)))
        .bind::<BigInt, _>(version);
    Cached(done).execute(connection).await
}

async fn touch(
    connection: &mut AsyncPgConnection,
    touched: &[Touched],
    version: i64,
) -> QueryResult<usize> {
    let done = sql_query(TOUCH)
        .bind::<Array<SqlUuid>, _>(column(touched, |it| it.flight.0))
        .bind::<Array<sql_types::Date>, _>(column(touched, |it| it.date))
        .bind::<Array<Nullable<sql_types::Date>>, _>(column(touched, |it| it.moved_to))
        .bind::<BigInt, _>(version);
    Cached(done).execute(connection).await
}

/// One field of every row.
fn column<T, C>(rows: &[T], field: impl Fn(&T) -> C) -> Vec<C> {
    rows.iter().map(field).collect()
}
