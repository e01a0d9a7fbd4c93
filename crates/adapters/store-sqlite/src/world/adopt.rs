//! Makes a new world current, with the stock that was sold of the old one.

use airside_app::ports::bus::Message;
use airside_app::ports::store::{AdoptError, Adoption, Restocked, Touched, WorldVersion};
use airside_primitives::{Cabin, FlightId};
use diesel::prelude::*;
use time::Duration;

use super::timetable;
use crate::column::{Code, Day, Instant, Key};
use crate::facts::{PROVENANCE, save_fact};
use crate::failure::Failure;
use crate::schema::{stages, stock, timetables, touched_departures, world};
use crate::write::{apply_also, database_time};
use crate::writer::Writer;

/// A sale that the plan did not see may have begun this long before it: no commit takes longer.
const MARGIN: Duration = Duration::minutes(1);

/// Makes the world current, or leaves the old one as it is.
pub(super) async fn adopt(writer: &Writer, adoption: Adoption) -> Result<WorldVersion, AdoptError> {
    let stage = adoption.timetable.as_ref().map(|(stage, _)| stage.0);
    let adopted = writer.write(move |connection| once(connection, adoption)).await;
    let adopted = adopted.map_err(AdoptError::from)?;
    // It is adopted: what cannot be cleared away now is cleared by the next.
    if let Some(stage) = stage
        && let Err(error) = timetable::clear_before(writer, stage).await
    {
        tracing::warn!(%error, "the rows of the old timetable could not be cleared away yet");
    }
    Ok(adopted)
}

/// Why nothing was adopted.
enum Ended {
    Outdated,
    Failed(Failure),
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<diesel::result::Error> for Ended {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Ended> for AdoptError {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Outdated => Self::Outdated,
            Ended::Failed(failure) => Self::Store(failure.into()),
        }
    }
}

fn once(connection: &mut SqliteConnection, adoption: Adoption) -> Result<WorldVersion, Ended> {
    let planned_at = world::table.filter(world::version.eq(adoption.planned_at.0));
    let moved = diesel::update(planned_at)
        .set(world::version.eq(world::version + 1))
        .execute(connection)?;
    if moved == 0 {
        return Err(Ended::Outdated);
    }
    let version = timetable::version(connection)?;

    if let Some((stage, airlines)) = &adoption.timetable {
        let whole = stages::table.find(stage.0).filter(stages::is_whole);
        if whole.count().get_result::<i64>(connection)? == 0 {
            return Err(Ended::Failed(Failure::StageCleared));
        }
        for airline in airlines {
            diesel::replace_into(timetables::table)
                .values((timetables::airline.eq(Code(*airline)), timetables::stage.eq(stage.0)))
                .execute(connection)?;
        }
    }
    let (mut restocked, mut touched) = (adoption.restocked.clone(), adoption.touched.clone());
    for cabin in judged(connection, &adoption)? {
        touched.push(Touched { flight: cabin.flight, date: cabin.date, moved_to: None });
        restocked.push(cabin);
    }
    for Restocked { flight, date, cabin, capacity } in restocked {
        diesel::update(stock::table.find((Key(flight.0), Day(date), Code(cabin))))
            .set((stock::capacity.eq(i32::from(capacity)), stock::world.eq(version)))
            .execute(connection)?;
    }
    touch(connection, &touched, version)?;
    if let Some(provenance) = &adoption.provenance {
        save_fact(connection, PROVENANCE, provenance)?;
    }
    apply_also(connection, adoption.also, &[Message::TimetableChanged])?;
    Ok(WorldVersion(version))
}

/// Cabins that the plan did not see, and that change all the same.
fn judged(
    connection: &mut SqliteConnection,
    adoption: &Adoption,
) -> Result<Vec<Restocked>, Failure> {
    let since = Instant(adoption.planned_when - MARGIN);
    let opened = stock::table
        .filter(stock::opened_at.ge(since))
        .select((stock::flight, stock::date, stock::cabin))
        .load::<(Key, Day, Code<Cabin>)>(connection)?;
    let judge = |(Key(flight), Day(date), Code(cabin)): (Key, Day, Code<Cabin>)| {
        let flight = FlightId(flight);
        let capacity = (adoption.judge.0)(flight, date, cabin)?;
        let mut planned = adoption.restocked.iter();
        let is_planned = planned.any(|it| (it.flight, it.date, it.cabin) == (flight, date, cabin));
        (!is_planned).then_some(Restocked { flight, date, cabin, capacity })
    };
    Ok(opened.into_iter().filter_map(judge).collect())
}

/// Of two that name the same departure, the one that says where it moved counts.
fn touch(
    connection: &mut SqliteConnection,
    touched: &[Touched],
    version: i64,
) -> Result<(), Failure> {
    let mut touched = touched.to_vec();
    touched.sort_by_key(|it| it.moved_to);
    for Touched { flight, date, moved_to } in touched {
        diesel::replace_into(touched_departures::table)
            .values((
                touched_departures::flight.eq(Key(flight.0)),
                touched_departures::date.eq(Day(date)),
                touched_departures::moved_to.eq(moved_to.map(Day)),
                touched_departures::world.eq(version),
                touched_departures::since.eq(database_time()),
            ))
            .execute(connection)?;
    }
    Ok(())
}
