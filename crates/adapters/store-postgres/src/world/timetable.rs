//! Rows of the timetable, put aside under a stage of their own until it is adopted.
//!
//! They travel as one array for each column, some thousand at a time, each batch in a transaction
//! of its own: no sale waits for half a million of them.

use airside_app::ports::store::Stage;
use airside_timetable::Flight;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Date, Nullable, SmallInt, Text, Time};
use diesel::{QueryResult, QueryableByName};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::cached::Cached;
use crate::column::Code;
use crate::database::Database;
use crate::failure::Failure;

/// Rows in one statement.
const BATCH: usize = 10_000;

const BEGIN: &str = "INSERT INTO stages DEFAULT VALUES RETURNING stage AS number";

const ROWS: &str = "
    INSERT INTO schedules (
        airline, stage, number, operating_airline, operating_number, origin, destination,
        departs, arrives, arrival_day_offset, days, valid_from, valid_until, aircraft
    )
    SELECT left(number, 2), $1, number, operating_airline, operating_number, origin, destination,
        departs, arrives, arrival_day_offset, days, valid_from, valid_until, aircraft
    FROM unnest(
        $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::time[], $8::time[],
        $9::smallint[], $10::text[], $11::date[], $12::date[], $13::text[]
    ) AS row (
        number, operating_airline, operating_number, origin, destination, departs, arrives,
        arrival_day_offset, days, valid_from, valid_until, aircraft
    )";

const WHOLE: &str = "UPDATE stages SET is_whole = true WHERE stage = $1";

/// Deletes stages that are no airline's timetable, so that none can be adopted while its rows go.
const GIVE_UP: &str = "
    DELETE FROM stages
    WHERE stage < $1 AND NOT EXISTS (SELECT FROM timetables WHERE timetables.stage = stages.stage)";

/// Deletes some of the rows that are no airline's timetable: of stages that were given up, and of
/// airlines that have another timetable by now. A stage that is there and that nobody has adopted
/// yet began too late to be given up: its rows stay.
const CLEAR: &str = "
    DELETE FROM schedules WHERE ctid = ANY (ARRAY (
        SELECT schedules.ctid FROM schedules
        WHERE stage < $1 AND NOT EXISTS (
            SELECT FROM timetables
            WHERE timetables.stage = schedules.stage AND timetables.airline = schedules.airline
        )
        AND (
            NOT EXISTS (SELECT FROM stages WHERE stages.stage = schedules.stage)
            OR EXISTS (SELECT FROM timetables WHERE timetables.stage = schedules.stage)
        )
        LIMIT 10000
    ))";

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Puts rows aside.
pub(crate) async fn stage(
    database: &Database,
    rows: &[Flight],
    progress: &(dyn Fn(usize) + Send + Sync),
) -> Result<Stage, Failure> {
    let mut connection = database.patient_connection().await?;
    let begun: Number = sql_query(BEGIN).get_result(&mut connection).await?;
    let stage = begun.number;
    clear_before(&mut connection, stage).await?;

    let mut done = 0;
    for batch in rows.chunks(BATCH) {
        insert(&mut connection, stage, batch).await?;
        done += batch.len();
        progress(done);
    }
    let kept = Cached(sql_query(WHOLE).bind::<BigInt, _>(stage)).execute(&mut connection).await?;
    if kept == 0 { Err(Failure::StageCleared) } else { Ok(Stage(stage)) }
}

/// Deletes rows that are no airline's timetable and were staged before this stage.
pub(crate) async fn clear_before(
    connection: &mut AsyncPgConnection,
    stage: i64,
) -> Result<(), Failure> {
    Cached(sql_query(GIVE_UP).bind::<BigInt, _>(stage)).execute(connection).await?;
    loop {
        let cleared = Cached(sql_query(CLEAR).bind::<BigInt, _>(stage)).execute(connection).await?;
        if cleared == 0 {
            return Ok(());
        }
    }
}

/// Adds rows to a stage.
pub(crate) async fn insert(
    connection: &mut AsyncPgConnection,
    stage: i64,
    rows: &[Flight],
) -> QueryResult<usize> {
    let inserted = sql_query(ROWS)
        .bind::<BigInt, _>(stage)
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.number)))
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.operating_airline)))
        .bind::<Array<Nullable<Text>>, _>(column(rows, |row| row.operating_number.map(Code)))
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.origin)))
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.destination)))
        .bind::<Array<Time>, _>(column(rows, |row| row.departs))
        .bind::<Array<Time>, _>(column(rows, |row| row.arrives))
        .bind::<Array<SmallInt>, _>(column(rows, |row| i16::from(row.arrival_day_offset)))
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.days)))
        .bind::<Array<Date>, _>(column(rows, |row| row.valid_from))
        .bind::<Array<Date>, _>(column(rows, |row| row.valid_until))
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.aircraft)));
    Cached(inserted).execute(connection).await
}

/// One field of every row.
fn column<C>(rows: &[Flight], field: impl Fn(&Flight) -> C) -> Vec<C> {
    rows.iter().map(field).collect()
}
