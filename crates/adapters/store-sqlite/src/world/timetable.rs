//! Rows of the timetable, put aside under a stage of their own until it is adopted.
//!
//! Each batch is a write of its own: no sale waits for half a million of them.

use airside_app::ports::store::Stage;
use airside_timetable::Flight;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::failure::Failure;
use crate::rows::world::ScheduleRow;
use crate::schema::{schedules, stages, timetables, world};
use crate::writer::Writer;

/// Rows in one write, so that others have their turn in between.
const BATCH: usize = 2_000;

/// The version of the world that is current.
pub(crate) fn version(connection: &mut SqliteConnection) -> Result<i64, Failure> {
    Ok(world::table.select(world::version).first(connection)?)
}

/// Puts rows aside.
pub(super) async fn stage(
    writer: &Writer,
    rows: Vec<Flight>,
    progress: &(dyn Fn(usize) + Send + Sync),
) -> Result<Stage, Failure> {
    let stage = writer.write(|connection| begin(connection, false)).await?;
    clear_before(writer, stage).await?;
    let mut done = 0;
    let mut rows = rows.into_iter();
    loop {
        let batch: Vec<Flight> = rows.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        done += batch.len();
        writer.write(move |connection| insert(connection, stage, &batch)).await?;
        progress(done);
    }
    let kept = writer
        .write(move |connection| {
            let whole = diesel::update(stages::table.find(stage)).set(stages::is_whole.eq(true));
            Ok::<_, Failure>(whole.execute(connection)?)
        })
        .await?;
    if kept == 0 { Err(Failure::StageCleared) } else { Ok(Stage(stage)) }
}

/// Begins a stage, and answers its number.
pub(crate) fn begin(connection: &mut SqliteConnection, is_whole: bool) -> Result<i64, Failure> {
    let begun = diesel::insert_into(stages::table).values(stages::is_whole.eq(is_whole));
    Ok(begun.returning(stages::stage).get_result(connection)?)
}

/// Adds rows to a stage.
pub(crate) fn insert(
    connection: &mut SqliteConnection,
    stage: i64,
    rows: &[Flight],
) -> Result<(), Failure> {
    for row in rows {
        let row = ScheduleRow::of(row, stage);
        diesel::insert_into(schedules::table).values(&row).execute(connection)?;
    }
    Ok(())
}

/// Deletes rows that are no airline's timetable and were staged before this stage, some at a time.
/// A stage goes first, so that it cannot be adopted while its rows go.
pub(super) async fn clear_before(writer: &Writer, stage: i64) -> Result<(), Failure> {
    writer
        .write(move |connection| {
            let is_adopted = exists(timetables::table.filter(timetables::stage.eq(stages::stage)));
            let given_up = stages::table.filter(stages::stage.lt(stage)).filter(not(is_adopted));
            Ok::<_, Failure>(diesel::delete(given_up).execute(connection)?)
        })
        .await?;
    while writer.write(move |connection| clear_some(connection, stage)).await? > 0 {}
    Ok(())
}

fn clear_some(connection: &mut SqliteConnection, stage: i64) -> Result<usize, Failure> {
    let is_current = exists(
        timetables::table
            .filter(timetables::stage.eq(schedules::stage))
            .filter(timetables::airline.eq(schedules::airline)),
    );
    let ids: Vec<i64> = schedules::table
        .filter(schedules::stage.lt(stage))
        .filter(not(is_current))
        .limit(i64::try_from(BATCH).unwrap_or(i64::MAX))
        .select(schedules::id)
        .load(connection)?;
    for id in &ids {
        diesel::delete(schedules::table.find(id)).execute(connection)?;
    }
    Ok(ids.len())
}
