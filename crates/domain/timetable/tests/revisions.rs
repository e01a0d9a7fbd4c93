//! What a revision may count on: what is new holds within its dates, nothing else moves.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::collections::BTreeMap;

use airside_timetable::{
    DepartureChange, Flight, OperatingDays, Rows, changes_of, first_common_date,
    one_row_a_departure, revise,
};
use proptest::prelude::*;
use time::macros::{date, time};
use time::{Date, Duration, Time};

const FIRST: Date = date!(2027 - 03 - 01);

fn row(number: u16, departs: Time, days: &str, from: Date, until: Date) -> Flight {
    let number = format!("QZ{number}").parse().unwrap();
    let [origin, destination] = ["DEL", "BOM"].map(|code| code.parse().unwrap());
    Flight {
        id: Flight::id_of(number, origin, destination),
        number,
        operating_airline: number.airline(),
        operating_number: None,
        origin,
        destination,
        departs,
        arrives: time!(23:00),
        arrival_day_offset: 0,
        days: days.parse().unwrap(),
        valid_from: from,
        valid_until: until,
        aircraft: "320".parse().unwrap(),
    }
}

#[test]
fn the_rows_of_an_unchanged_timetable_stay_whole_day_after_day() {
    let season = row(1, time!(08:00), "1234567", FIRST, date!(2027 - 10 - 30));
    let mut rows = vec![season.clone()];
    for day in 1..14 {
        let from = FIRST + Duration::days(day);
        rows = revise(&rows, std::slice::from_ref(&season), &(from..=season.valid_until));
        assert_eq!(rows, std::slice::from_ref(&season));
    }
}

#[test]
fn a_flight_that_leaves_five_minutes_later_is_the_same_flight() {
    let until = date!(2027 - 03 - 31);
    let before = vec![row(1, time!(08:00), "1234567", FIRST, until)];
    let from = date!(2027 - 03 - 10);
    let after = revise(&before, &[row(1, time!(08:05), "1234567", from, until)], &(from..=until));
    let [before, after] = [before, after].map(Rows::new);
    let flight = before.flights().next().unwrap();

    assert_eq!(after.of(flight).len(), 2);
    let changes = changes_of(flight, &before, &after, &(from..=until));
    assert_eq!(changes.len(), 22);
    assert!(
        changes
            .iter()
            .all(|(date, change)| { *date >= from && *change == DepartureChange::Retimed })
    );
}

#[test]
fn a_withdrawn_date_beside_an_added_one_has_moved_there() {
    let (from, until) = (date!(2027 - 03 - 01), date!(2027 - 03 - 07));
    let before = Rows::new([row(1, time!(08:00), "13", from, until)]);
    let after = Rows::new([row(1, time!(08:00), "26", from, until)]);
    let flight = before.flights().next().unwrap();
    let changes = changes_of(flight, &before, &after, &(from..=until));
    let moved: BTreeMap<Date, DepartureChange> = changes.into_iter().collect();

    let to = |date| DepartureChange::Withdrawn { moved_to: date };
    assert_eq!(moved[&date!(2027 - 03 - 01)], to(Some(date!(2027 - 03 - 02))));
    assert_eq!(moved[&date!(2027 - 03 - 03)], to(None), "nobody else takes its place");
    assert_eq!(moved[&date!(2027 - 03 - 06)], DepartureChange::Added);
}

fn a_timetable() -> impl Strategy<Value = Vec<Flight>> {
    let season = (1_u16..3, 0_u16..3, 1_u8..128, 0_i64..40, 0_i64..30);
    prop::collection::vec(season, 0..6).prop_map(|seasons| {
        let mut rows: Vec<Flight> = Vec::new();
        for (number, hour, days, from, length) in seasons {
            let from = FIRST + Duration::days(from);
            let departs = time!(08:00) + Duration::hours(hour.into());
            let days = OperatingDays::from_bits(days).unwrap().to_string();
            let new = row(number, departs, &days, from, from + Duration::days(length));
            let is_free = |date| !rows.iter().any(|it| it.id == new.id && it.operates_on(date));
            if new.dates().all(is_free) {
                rows.push(new);
            }
        }
        rows
    })
}

/// The clock time of every departure.
fn expanded(rows: &[Flight]) -> BTreeMap<(u16, Date), Time> {
    let mut departures = BTreeMap::new();
    for row in rows {
        for date in row.dates() {
            let twice = departures.insert((row.number.number(), date), row.departs);
            assert_eq!(twice, None, "{date} is covered twice");
        }
    }
    departures
}

proptest! {
    #[test]
    fn what_is_new_holds_within_its_dates_and_the_rest_stays(
        current in a_timetable(),
        wanted in a_timetable(),
        from in 0_i64..60,
        length in 0_i64..60,
    ) {
        let from = FIRST + Duration::days(from);
        let until = from + Duration::days(length);
        let revised = revise(&current, &wanted, &(from..=until));

        let is_within = |date: &Date| (from..=until).contains(date);
        let mut right = expanded(&current);
        right.retain(|(_, date), _| !is_within(date));
        right.extend(expanded(&wanted).into_iter().filter(|((_, date), _)| is_within(date)));
        prop_assert_eq!(&expanded(&revised), &right);

        let [before, after] = [Rows::new(current), Rows::new(revised)];
        for flight in before.flights().chain(after.flights()) {
            for (date, change) in changes_of(flight, &before, &after, &(from..=until)) {
                let (old, new) = (before.on(flight, date), after.on(flight, date));
                match change {
                    DepartureChange::Added => prop_assert!(old.is_none() && new.is_some()),
                    DepartureChange::Withdrawn { moved_to } => {
                        prop_assert!(old.is_some() && new.is_none());
                        if let Some(moved_to) = moved_to {
                            prop_assert!(before.on(flight, moved_to).is_none());
                            prop_assert!(after.on(flight, moved_to).is_some());
                        }
                    }
                    DepartureChange::Retimed => {
                        prop_assert_ne!(old.map(|it| it.departs), new.map(|it| it.departs));
                    }
                    DepartureChange::Reequipped => prop_assert!(false, "one type flies all"),
                }
            }
        }
    }

    #[test]
    fn of_rows_that_say_the_same_departure_one_has_it(
        seasons in prop::collection::vec((0_u16..3, 1_u8..128, 0_i64..40, 0_i64..30), 1..6),
    ) {
        let row_of = |(hour, days, from, length): (u16, u8, i64, i64)| {
            let from = FIRST + Duration::days(from);
            let days = OperatingDays::from_bits(days).unwrap().to_string();
            let departs = time!(08:00) + Duration::hours(hour.into());
            row(1, departs, &days, from, from + Duration::days(length))
        };
        let rows: Vec<Flight> = seasons.into_iter().map(row_of).collect();
        let kept = one_row_a_departure(rows.clone());

        let mut right: BTreeMap<(u16, Date), (Date, Time)> = BTreeMap::new();
        for row in &rows {
            for date in row.dates() {
                let begins = right.get(&(1, date)).map(|(begins, _)| *begins);
                if begins.is_none_or(|begins| begins <= row.valid_from) {
                    right.insert((1, date), (row.valid_from, row.departs));
                }
            }
        }
        let right: BTreeMap<_, _> = right.into_iter().map(|(key, (_, departs))| (key, departs)).collect();
        prop_assert_eq!(expanded(&kept), right);

        for (at, one) in rows.iter().enumerate() {
            for other in &rows[at + 1..] {
                let common = one.dates().find(|date| other.operates_on(*date));
                prop_assert_eq!(first_common_date(one, other), common);
            }
        }
    }
}
