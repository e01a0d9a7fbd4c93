//! Rows that cover the same departure: finding them, and keeping only one.

use airside_primitives::OperatingDays;
use time::Date;

use crate::flight::Flight;
use crate::revision::joined;

/// The first date that both rows cover, whatever flights they are of.
pub fn first_common_date(one: &Flight, other: &Flight) -> Option<Date> {
    let days = OperatingDays::from_bits(one.days.bits() & other.days.bits())?;
    let common = Flight {
        valid_from: one.valid_from.max(other.valid_from),
        valid_until: one.valid_until.min(other.valid_until),
        days,
        ..one.clone()
    };
    common.dates().next()
}

/// At most one row for each departure: of two, the one whose season begins later stays, as in a
/// revision; of two that begin together, the one listed later.
pub fn one_row_a_departure(mut rows: Vec<Flight>) -> Vec<Flight> {
    rows.sort_by_key(|row| (row.id, row.valid_from));
    let mut kept = Vec::with_capacity(rows.len());
    for of_flight in rows.chunk_by(|one, other| one.id == other.id) {
        let mut settled: Vec<Flight> = Vec::new();
        for row in of_flight.iter().rev() {
            let mut rest = vec![row.clone()];
            for other in &settled {
                rest = rest.iter().flat_map(|part| without(part, other)).collect();
            }
            settled.extend(rest);
        }
        kept.extend(settled);
    }
    joined(kept)
}

/// What is left of a row without the departures that another has.
fn without(row: &Flight, other: &Flight) -> Vec<Flight> {
    if first_common_date(row, other).is_none() {
        return vec![row.clone()];
    }
    let (from, until) = (row.valid_from, row.valid_until);
    let earlier = other.valid_from.previous_day().map(|last| (from, until.min(last), row.days));
    let later = other.valid_until.next_day().map(|first| (from.max(first), until, row.days));
    let between = OperatingDays::from_bits(row.days.bits() & !other.days.bits())
        .map(|days| (from.max(other.valid_from), until.min(other.valid_until), days));
    [earlier, between, later]
        .into_iter()
        .flatten()
        .map(|(valid_from, valid_until, days)| Flight {
            days,
            valid_from,
            valid_until,
            ..row.clone()
        })
        .filter(|part| part.dates().next().is_some())
        .collect()
}
