//! Merges rows that differ in their days or in their season alone.
//!
//! The departures stay exactly the same: days are joined only within one season, and
//! seasons only where no departure lies between them. No two rows cover one departure when
//! this is called.

use std::cmp::Ordering;

use airside_primitives::{AircraftCode, AirlineCode, AirportCode, FlightNumber};
use airside_timetable::{Flight, OperatingDays};
use time::Time;

use super::lined::Lined;
use super::season::first_date;

/// Joined days may make seasons that touch, and the other way round; more rounds than this are not
/// worth it.
const ROUNDS: usize = 4;

/// Everything in a row but when it is valid.
type Content = (
    (FlightNumber, AirportCode, AirportCode),
    (Time, Time, i8),
    (AircraftCode, AirlineCode, Option<FlightNumber>),
);

fn content(flight: &Flight) -> Content {
    (
        (flight.number, flight.origin, flight.destination),
        (flight.departs, flight.arrives, flight.arrival_day_offset),
        (flight.aircraft, flight.operating_airline, flight.operating_number),
    )
}

/// By flight, then by content, over all of a row: equal keys are equal rows.
pub(super) fn order(flight: &Flight) -> impl Ord + use<> {
    (content(flight), flight.valid_from, flight.valid_until, flight.days.bits())
}

/// The rows, merged where they can be; each keeps its first line.
pub(super) fn merged(mut rows: Vec<Lined>) -> Vec<Lined> {
    for _ in 0..ROUNDS {
        let before = rows.len();
        rows = days_joined(rows);
        rows = seasons_joined(rows);
        if rows.len() == before {
            break;
        }
    }
    rows
}

fn days_joined(mut rows: Vec<Lined>) -> Vec<Lined> {
    let key = |row: &Lined| (content(&row.flight), row.flight.valid_from, row.flight.valid_until);
    rows.sort_by_key(key);
    rows.dedup_by(|later, earlier| {
        let days = earlier.flight.days.bits() | later.flight.days.bits();
        let joined = OperatingDays::from_bits(days).filter(|_| key(later) == key(earlier));
        joined.map(|days| earlier.flight.days = days).is_some_and(|()| keep_first(earlier, later))
    });
    rows
}

fn seasons_joined(mut rows: Vec<Lined>) -> Vec<Lined> {
    let key = |row: &Lined| (content(&row.flight), row.flight.days.bits());
    rows.sort_by(|one, other| {
        let seasons = one.flight.valid_from.cmp(&other.flight.valid_from);
        key(one).cmp(&key(other)).then(seasons)
    });
    rows.dedup_by(|later, earlier| {
        let touches = key(later) == key(earlier)
            && later.flight.valid_from > earlier.flight.valid_until
            && !leaves_between(&earlier.flight, &later.flight);
        if touches {
            earlier.flight.valid_until = later.flight.valid_until;
        }
        touches && keep_first(earlier, later)
    });
    rows
}

/// Whether a date with one of the days lies after one season and before the next.
fn leaves_between(earlier: &Flight, later: &Flight) -> bool {
    let gap = earlier.valid_until.next_day().zip(later.valid_from.previous_day());
    gap.is_some_and(|(from, until)| first_date(earlier.days, from, until).is_some())
}

fn keep_first(earlier: &mut Lined, later: &Lined) -> bool {
    if later.line.cmp(&earlier.line) == Ordering::Less {
        earlier.line = later.line;
    }
    true
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use time::{Date, Duration};

    use super::super::overlaps::overlaps;
    use super::super::samples::{START, lined};
    use super::*;

    fn departures(rows: &[Lined]) -> Vec<(Date, Content)> {
        let dates = (0..400).map(|day| START + Duration::days(day));
        let mut departures: Vec<_> = dates
            .flat_map(|date| {
                rows.iter()
                    .filter(move |row| row.flight.operates_on(date))
                    .map(move |row| (date, content(&row.flight)))
            })
            .collect();
        departures.sort_unstable();
        departures
    }

    #[test]
    fn days_of_one_season_are_joined() {
        let rows = merged(vec![lined(2, 0, 90, 0b1), lined(3, 0, 90, 0b110)]);
        assert_eq!(rows, [lined(2, 0, 90, 0b111)]);
    }

    #[test]
    fn seasons_that_touch_are_joined() {
        let rows =
            vec![lined(3, 91, 180, 0b111), lined(2, 0, 90, 0b111), lined(4, 182, 190, 0b111)];
        // The start is a Monday, and so is day 182: the day between the seasons is a Sunday.
        assert_eq!(merged(rows), [lined(2, 0, 190, 0b111)]);
    }

    #[test]
    fn a_season_with_a_gap_stays_apart() {
        let rows = vec![lined(2, 0, 90, 0b111_1111), lined(3, 92, 180, 0b111_1111)];
        assert_eq!(merged(rows.clone()), rows);
    }

    #[test]
    fn joined_days_may_make_seasons_that_touch() {
        let rows = vec![lined(2, 0, 90, 0b1), lined(3, 0, 90, 0b10), lined(4, 91, 180, 0b11)];
        assert_eq!(merged(rows), [lined(2, 0, 180, 0b11)]);
    }

    proptest! {
        #[test]
        fn merging_keeps_exactly_the_same_departures(
            rows in prop::collection::vec((0_i64..120, 0_i64..60, 1_u8..128, 0_u8..2), 1..12),
        ) {
            let mut kept: Vec<Lined> = Vec::new();
            for (line, (from, length, days, minute)) in (2..).zip(rows) {
                let mut row = lined(line, from, from + length, days);
                row.flight.departs = Time::from_hms(6, minute, 0).unwrap();
                kept.push(row);
                if !overlaps(&kept).is_empty() {
                    kept.pop();
                }
            }
            let joined = merged(kept.clone());
            prop_assert!(joined.len() <= kept.len());
            prop_assert_eq!(departures(&joined), departures(&kept));
            let lines: BTreeSet<_> = kept.iter().map(|row| row.line).collect();
            prop_assert!(joined.iter().all(|row| lines.contains(&row.line)));
        }
    }
}
