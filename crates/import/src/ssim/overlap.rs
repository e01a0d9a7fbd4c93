//! At most one row covers a departure: finds rows that break this.

use std::collections::HashSet;

use time::{Date, Weekday};

use super::file::SsimRow;
use crate::RowErrors;

/// Removes rows that repeat another word for word, and reports all others that share a departure
/// with one. Answers with the number of repeated records.
///
/// For each day of the week the row that reaches farthest is remembered. Rows come in the
/// order of their first date, so a row shares a date with an earlier one exactly when its own
/// first is not beyond the farthest.
pub(super) fn one_row_for_a_departure(rows: &mut Vec<SsimRow>, errors: &mut RowErrors) -> usize {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let key = |at: &usize| rows.get(*at).map(|it| (it.flight.id, it.flight.valid_from, it.line));
    order.sort_unstable_by_key(key);

    let mut repeated = HashSet::new();
    let mut clashes = Vec::new();
    let mut farthest: [Option<(Date, usize)>; 7] = [None; 7];
    let mut flight = None;
    for at in order {
        let Some(row) = rows.get(at) else { continue };
        if flight != Some(row.flight.id) {
            (flight, farthest) = (Some(row.flight.id), [None; 7]);
        }
        match shared(row, &farthest) {
            Some((_, with)) if rows.get(with).is_some_and(|it| says_the_same(it, row)) => {
                repeated.insert(at);
                continue;
            }
            Some((date, with)) => clashes.push((date, with, at)),
            None => {}
        }
        reach(row, at, &mut farthest);
    }
    let told = clashes.iter().filter_map(|(date, with, at)| {
        let lines = [rows.get(*with)?.line, rows.get(*at)?.line];
        Some((lines.iter().copied().max()?, clash(rows.get(*at)?, lines, *date)))
    });
    let mut told: Vec<_> = told.collect();
    told.sort();
    for (line, detail) in told {
        errors.add(line, "", detail);
    }
    let lines: HashSet<_> =
        repeated.iter().filter_map(|at| rows.get(*at)).map(|row| row.line).collect();
    let mut at = 0..;
    rows.retain(|_| at.next().is_none_or(|at| !repeated.contains(&at)));
    lines.len()
}

/// The first date that a row shares with one that reaches farther.
fn shared(row: &SsimRow, farthest: &[Option<(Date, usize)>; 7]) -> Option<(Date, usize)> {
    let of_day = |(day, first, _): (Weekday, Date, Date)| {
        let (last, with) = farthest[usize::from(day.number_days_from_monday())]?;
        (first <= last).then_some((first, with))
    };
    ends(row).filter_map(of_day).min()
}

fn reach(row: &SsimRow, at: usize, farthest: &mut [Option<(Date, usize)>; 7]) {
    for (day, _, last) in ends(row) {
        let place = &mut farthest[usize::from(day.number_days_from_monday())];
        if place.is_none_or(|(so_far, _)| so_far < last) {
            *place = Some((last, at));
        }
    }
}

/// For each day of the week on which it leaves, the first and the last date.
fn ends(row: &SsimRow) -> impl Iterator<Item = (Weekday, Date, Date)> {
    let flight = &row.flight;
    let (from, until) = (flight.valid_from, flight.valid_until);
    let week = |from: Date, next: fn(Date) -> Option<Date>| {
        std::iter::successors(Some(from), move |date| next(*date)).take(7)
    };
    let days = week(from, Date::next_day).filter(|date| flight.days.contains(date.weekday()));
    days.filter_map(move |first| {
        let last = week(until, Date::previous_day).find(|it| it.weekday() == first.weekday())?;
        (first <= last).then_some((first.weekday(), first, last))
    })
}

fn says_the_same(one: &SsimRow, other: &SsimRow) -> bool {
    one.line != other.line
        && one.flight == other.flight
        && one.seats == other.seats
        && one.restriction == other.restriction
}

fn clash(row: &SsimRow, [one, other]: [u64; 2], date: Date) -> String {
    let flight = &row.flight;
    let (number, origin, destination) = (flight.number, flight.origin, flight.destination);
    if one == other {
        return format!(
            "{number} leaves {origin} twice on {date}, on the night the clocks change: give one \
             of the two an operational suffix"
        );
    }
    let (first, second) = (one.min(other), one.max(other));
    format!(
        "lines {first} and {second} both say that {number} leaves {origin} for {destination} on \
         {date}"
    )
}
