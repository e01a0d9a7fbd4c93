//! Standard schedules: rows or faults, and the timetable that comes of one can be written as CSV.

use std::collections::BTreeSet;

use airside_import::{Horizon, RowError, TimetableFile, is_ssim, ssim};
use airside_timetable::Flight;
use time::Date;

use crate::csv::read_timetable;
use crate::faults::{can_be_used, readable};
use crate::world::{SEASON, airport};
use crate::written;

/// Whether `file` is taken whole or refused with faults that can be used.
pub fn holds(file: &[u8]) {
    let (valid_from, valid_until) = SEASON;
    let schedule = match ssim(file, &airport, Horizon { valid_from, valid_until }) {
        Ok(schedule) => schedule,
        Err(errors) => return can_be_used(&errors, file),
    };
    assert!(is_ssim(file), "taken without the title of a schedule");
    schedule.notes.iter().for_each(|note| readable(note));
    for row in &schedule.rows {
        let flight = &row.flight;
        assert!(valid_from <= flight.valid_from && flight.valid_until <= valid_until, "{row:?}");
        assert!(flight.valid_from <= flight.valid_until, "{row:?}");
        assert!(schedule.airlines.contains(&flight.number.airline()), "{row:?}");
        assert!(flight.departs.second() == 0 && flight.arrives.second() == 0, "{row:?}");
    }

    let rows = TimetableFile::from(schedule).rows;
    let departures = departures(&rows);
    let all: usize = rows.iter().map(|row| row.dates().count()).sum();
    assert_eq!(departures.len(), all, "two rows cover one departure");
    if rows.is_empty() {
        return;
    }
    match read_timetable(&written::timetable(&rows)) {
        Ok(again) => {
            assert_eq!(departures, self::departures(&again.rows), "read otherwise as CSV");
        }
        // A schedule states its offsets from UTC, so its times are believed whatever the distance;
        // those of a CSV file are not.
        Err(errors) => {
            let is_distance = |it: &RowError| it.column == "arrival_local";
            assert!(errors.listed.iter().all(is_distance), "refused as CSV:\n{errors}\n{rows:?}");
        }
    }
}

/// Every departure by itself: rows may be put together or apart and say the same.
fn departures(rows: &[Flight]) -> BTreeSet<(Date, String)> {
    let alone = |row: &Flight, date| {
        let days = airside_timetable::OperatingDays::EVERY_DAY;
        let flight = Flight { days, valid_from: date, valid_until: date, ..row.clone() };
        (date, format!("{flight:?}"))
    };
    rows.iter().flat_map(|row| row.dates().map(move |date| alone(row, date))).collect()
}
