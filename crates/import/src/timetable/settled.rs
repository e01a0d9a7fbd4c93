//! The rows of a file compared with each other, until each departure has one row.

use airside_timetable::Flight;
use time::Date;

use super::lined::{Lined, lines};
use super::{codeshares, merged, overlaps, season};
use crate::RowErrors;

/// The rows that are left, and what became of the others.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) rows: Vec<Flight>,
    pub(super) repeated: usize,
    pub(super) merged: usize,
    pub(super) notes: Vec<String>,
}

/// Passes over repeats, links codeshares, finds departures that two rows cover, and merges
/// what belongs together; `errors` are those found so far.
pub(super) fn settled(
    mut rows: Vec<Lined>,
    mut errors: RowErrors,
    not_before: Option<Date>,
) -> Result<Settled, RowErrors> {
    let read = rows.len();
    let mut notes = Vec::new();
    // By flight, then by everything else, so that what belongs together stands together.
    rows.sort_unstable_by(|one, other| {
        merged::order(&one.flight)
            .cmp(&merged::order(&other.flight))
            .then(one.line.cmp(&other.line))
    });
    rows.dedup_by(|later, earlier| later.flight == earlier.flight);
    let repeated = read - rows.len();

    overlaps::report(&rows, &mut errors);
    past(&rows, not_before, &mut errors, &mut notes);
    if !errors.is_empty() {
        errors.sort();
        return Err(errors);
    }
    never(&rows, &mut notes);
    codeshares::link(&mut rows, &mut notes);

    let before = rows.len();
    let mut rows = merged::merged(rows);
    let merged = before - rows.len();
    rows.sort_unstable_by_key(|row| row.line);
    let rows = rows.into_iter().map(|row| row.flight).collect();
    Ok(Settled { rows, repeated, merged, notes })
}

/// A timetable that is all in the past is a mistake; a running season often has some past rows,
/// which change nothing.
fn past(rows: &[Lined], not_before: Option<Date>, errors: &mut RowErrors, notes: &mut Vec<String>) {
    let Some(from) = not_before else { return };
    let over: Vec<&Lined> = rows.iter().filter(|row| row.flight.valid_until < from).collect();
    let last = rows.iter().map(|row| row.flight.valid_until).max();
    match last {
        Some(last) if over.len() == rows.len() => {
            let detail = format!(
                "every season of this file is over: the last ends on {last}, before {from}"
            );
            errors.add(0, "", detail);
        }
        Some(_) | None if over.is_empty() => {}
        Some(_) | None => {
            let lines = lines(&over);
            notes.push(format!("seasons that end before {from} change nothing: {lines}"));
        }
    }
}

/// Rows with no day of the week inside their season.
fn never(rows: &[Lined], notes: &mut Vec<String>) {
    let leaves = |flight: &Flight| {
        season::first_date(flight.days, flight.valid_from, flight.valid_until).is_some()
    };
    let idle: Vec<&Lined> = rows.iter().filter(|row| !leaves(&row.flight)).collect();
    if !idle.is_empty() {
        let lines = lines(&idle);
        notes.push(format!("seasons without any of their days of the week: {lines}"));
    }
}
