//! Finds departures that two rows cover.
//!
//! Never pairwise: for each flight and day of the week the rows are taken in the order of their
//! first dates, and each is compared with the one that reaches furthest so far. Every row that
//! covers a date of an earlier one is found; not every pair of many is listed.

use std::collections::BTreeMap;

use airside_timetable::{Flight, OperatingDays};
use time::Date;

use super::lined::Lined;
use super::season::{first_date, last_date};
use crate::RowErrors;

/// Reports the departures that two of the rows cover, the first of each two rows, by line; `rows`
/// are sorted by flight.
pub(super) fn report(rows: &[Lined], errors: &mut RowErrors) {
    let mut told = BTreeMap::new();
    for of_flight in rows.chunk_by(|one, other| one.flight.id == other.flight.id) {
        for Overlap { date, lines: (one, other) } in overlaps(of_flight) {
            told.entry((other, one)).or_insert((&of_flight[0].flight, date));
        }
    }
    for ((other, one), (flight, date)) in told {
        let Flight { number, origin, destination, .. } = flight;
        let detail = format!(
            "lines {one} and {other} both say when {number} {origin}-{destination} leaves on {date}"
        );
        errors.add(other, "", detail);
    }
}

/// Two rows of one flight, and the first date that both cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Overlap {
    pub(super) date: Date,
    /// The smaller first.
    pub(super) lines: (u64, u64),
}

/// The overlaps of one flight's rows, by date.
pub(super) fn overlaps(rows: &[Lined]) -> Vec<Overlap> {
    let mut found = Vec::new();
    if rows.len() < 2 {
        return found;
    }
    for day in (0..7).filter_map(|day| OperatingDays::from_bits(1 << day)) {
        let mut spans: Vec<(Date, Date, u64)> =
            rows.iter().filter_map(|row| span(row, day)).collect();
        spans.sort_unstable();
        let mut furthest: Option<(Date, u64)> = None;
        for (first, last, line) in spans {
            if let Some((until, earlier)) = furthest.filter(|(until, _)| first <= *until) {
                let lines = (line.min(earlier), line.max(earlier));
                found.push(Overlap { date: first, lines });
                if until >= last {
                    continue;
                }
            }
            furthest = Some((last, line));
        }
    }
    found.sort_unstable();
    found
}

/// The first and last date on which a row leaves on one day of the week.
fn span(row: &Lined, day: OperatingDays) -> Option<(Date, Date, u64)> {
    let flight = &row.flight;
    if flight.days.bits() & day.bits() == 0 {
        return None;
    }
    let first = first_date(day, flight.valid_from, flight.valid_until)?;
    let last = last_date(day, flight.valid_from, flight.valid_until)?;
    Some((first, last, row.line))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::samples::lined;
    use super::super::season::first_common_date;
    use super::*;

    proptest! {
        #[test]
        fn what_is_found_is_what_comparing_all_pairs_finds(
            rows in prop::collection::vec((0_i64..60, 0_i64..40, 1_u8..128), 2..9),
        ) {
            let rows: Vec<Lined> = (2..).zip(rows).map(|(line, (from, length, days))| {
                lined(line, from, from + length, days)
            }).collect();
            let found = overlaps(&rows);
            let common = |one: u64, other: u64| {
                let row = |line: u64| &rows.iter().find(|row| row.line == line).unwrap().flight;
                first_common_date(row(one), row(other))
            };
            for overlap in &found {
                let (one, other) = overlap.lines;
                let date = overlap.date;
                let both = rows
                    .iter()
                    .filter(|row| [one, other].contains(&row.line))
                    .all(|row| row.flight.operates_on(date));
                prop_assert!(one < other && both, "{overlap:?}");
            }
            let mut pairs = Vec::new();
            for one in 2..2 + rows.len() as u64 {
                for other in one + 1..2 + rows.len() as u64 {
                    pairs.extend(common(one, other).map(|date| (date, one, other)));
                }
            }
            prop_assert_eq!(found.is_empty(), pairs.is_empty());
            prop_assert_eq!(
                found.iter().map(|overlap| overlap.date).min(),
                pairs.iter().map(|(date, ..)| *date).min()
            );
            // Every row but one of each knot of rows that overlap is named.
            let named: BTreeSet<u64> =
                found.iter().flat_map(|overlap| [overlap.lines.0, overlap.lines.1]).collect();
            let knotted: BTreeSet<u64> =
                pairs.iter().flat_map(|(_, one, other)| [*one, *other]).collect();
            prop_assert_eq!(named, knotted);
        }
    }
}
