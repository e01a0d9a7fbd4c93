//! Replaces a timetable: the rows afterwards, and what changed.
//!
//! Between two dates only the new rows count; before and after them the old rows stay as they are.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use airside_primitives::FlightId;
use time::Date;

use crate::flight::Flight;
use crate::rows::Rows;

/// What became of one departure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DepartureChange {
    Added,
    /// The neighbouring date, if any, is an added departure of the same flight that replaces this
    /// one; no two share one.
    Withdrawn {
        moved_to: Option<Date>,
    },
    /// Leaves or arrives at another time; perhaps with another aircraft as well.
    Retimed,
    /// Keeps its times, and is flown by another aircraft or another airline.
    Reequipped,
}

/// The rows after a revision: `wanted` within `window`, `current` outside of it.
pub fn revise(current: &[Flight], wanted: &[Flight], window: &RangeInclusive<Date>) -> Vec<Flight> {
    let (from, until) = (*window.start(), *window.end());
    let before = current.iter().filter_map(|row| clipped(row, Date::MIN, from.previous_day()?));
    let after = current.iter().filter_map(|row| clipped(row, until.next_day()?, Date::MAX));
    let within = wanted.iter().filter_map(|row| clipped(row, from, until));
    joined(before.chain(within).chain(after).collect())
}

/// The part of a row between two dates, if it operates there.
pub(crate) fn clipped(row: &Flight, from: Date, until: Date) -> Option<Flight> {
    let clipped = Flight {
        valid_from: row.valid_from.max(from),
        valid_until: row.valid_until.min(until),
        ..row.clone()
    };
    let has_days = clipped.valid_from <= clipped.valid_until;
    (has_days && clipped.dates().next().is_some()).then_some(clipped)
}

/// Joins rows that differ only in their season and skip no departure between them, so that a
/// timetable that is revised each day does not fall into ever more pieces.
pub(crate) fn joined(mut rows: Vec<Flight>) -> Vec<Flight> {
    let times = |row: &Flight| {
        let equipment = (row.operating_airline, row.operating_number, row.aircraft);
        (row.id, row.days.bits(), row.departs, row.arrives, row.arrival_day_offset, equipment)
    };
    rows.sort_by_key(|row| (times(row), row.valid_from));
    let mut joined: Vec<Flight> = Vec::with_capacity(rows.len());
    for row in rows {
        match joined.last_mut() {
            Some(last) if times(last) == times(&row) && is_followed_by(last, &row) => {
                last.valid_until = last.valid_until.max(row.valid_until);
            }
            Some(_) | None => joined.push(row),
        }
    }
    joined
}

/// Whether no departure lies between the end of one row and the beginning of the next.
fn is_followed_by(row: &Flight, next: &Flight) -> bool {
    let Some(mut date) = row.valid_until.next_day() else { return true };
    while date < next.valid_from {
        if row.days.contains(date.weekday()) {
            return false;
        }
        let Some(next_day) = date.next_day() else { return true };
        date = next_day;
    }
    true
}

/// The change of a departure, if there is one.
pub fn change(before: Option<&Flight>, after: Option<&Flight>) -> Option<DepartureChange> {
    match (before, after) {
        (None, None) => None,
        (None, Some(_)) => Some(DepartureChange::Added),
        (Some(_), None) => Some(DepartureChange::Withdrawn { moved_to: None }),
        (Some(before), Some(after)) => {
            let times = |row: &Flight| (row.departs, row.arrives, row.arrival_day_offset);
            let equipment =
                |row: &Flight| (row.aircraft, row.operating_airline, row.operating_number);
            if times(before) != times(after) {
                Some(DepartureChange::Retimed)
            } else if equipment(before) != equipment(after) {
                Some(DepartureChange::Reequipped)
            } else {
                None
            }
        }
    }
}

/// Every departure of a flight within `window` that changed, by date.
pub fn changes_of(
    flight: FlightId,
    before: &Rows,
    after: &Rows,
    window: &RangeInclusive<Date>,
) -> Vec<(Date, DepartureChange)> {
    let rows = || before.of(flight).iter().chain(after.of(flight));
    if before.of(flight) == after.of(flight) {
        return Vec::new();
    }
    let (first, last) =
        (rows().map(|row| row.valid_from).min(), rows().map(|row| row.valid_until).max());
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };

    let mut found = Vec::new();
    let mut date = first.max(*window.start());
    while date <= last.min(*window.end()) {
        found.extend(change(before.on(flight, date), after.on(flight, date)).map(|it| (date, it)));
        let Some(next_day) = date.next_day() else { break };
        date = next_day;
    }
    moved(found)
}

/// Finds for each withdrawn departure an added one on the day before or after it.
fn moved(mut changes: Vec<(Date, DepartureChange)>) -> Vec<(Date, DepartureChange)> {
    let is_added = |(date, change): &(Date, DepartureChange)| {
        matches!(change, DepartureChange::Added).then_some(*date)
    };
    let mut added: BTreeSet<Date> = changes.iter().filter_map(is_added).collect();
    for (date, change) in &mut changes {
        if let DepartureChange::Withdrawn { moved_to } = change {
            let neighbours = [date.previous_day(), date.next_day()].into_iter().flatten();
            *moved_to = neighbours.into_iter().find(|neighbour| added.remove(neighbour));
        }
    }
    changes
}
