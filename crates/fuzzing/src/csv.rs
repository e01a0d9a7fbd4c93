//! The operator's CSV files: rows or faults, and rows that are written again are read the same.
//!
//! The same bytes go to all four readers: a header that is not theirs ends it at once.

use std::fmt::Debug;

use airside_import::{
    AircraftByDistance, RowErrors, TimetableDefaults, TimetableFile, airlines, airports, fares,
    timetable,
};
use airside_primitives::Currency;

use crate::faults::{can_be_used, readable};
use crate::world::{SEASON, airport};
use crate::written;

/// Whether `file` is taken whole or refused with faults that can be used, by every reader.
pub fn holds(file: &[u8]) {
    if let Some(read) = taken(airports(file), file) {
        read.notes.iter().for_each(|note| readable(note));
        assert_eq!(read.rows.len() + read.repeated, read.read);
        same(&read.rows, airports(&written::airports(&read.rows)).map(|it| it.rows));
    }
    if let Some(read) = taken(airlines(file), file) {
        read.notes.iter().for_each(|note| readable(note));
        assert_eq!(read.rows.len() + read.repeated, read.read);
        same(&read.rows, airlines(&written::airlines(&read.rows)).map(|it| it.rows));
    }
    let currency = currency(file);
    let read_fares = |file: &[u8]| fares(file, currency, &|code| airport(code).is_some());
    if let Some(rows) = taken(read_fares(file), file) {
        assert!(rows.iter().all(|fare| fare.base.is_multiple_of(currency.chargeable_step())));
        same(&rows, read_fares(&written::fares(&rows, currency)));
    }
    if let Some(read) = taken(read_timetable(file), file) {
        read.notes.iter().for_each(|note| readable(note));
        assert_eq!(read.rows.len() + read.repeated + read.merged, read.read);
        same(&read.rows, read_timetable(&written::timetable(&read.rows)).map(|it| it.rows));
    }
}

/// What is sold in: currencies without decimals and with three, where a file speaks of them.
fn currency(file: &[u8]) -> Currency {
    let is_named = |code: &&str| file.windows(3).any(|it| it == code.as_bytes());
    ["JPY", "KWD"].into_iter().find(is_named).unwrap_or("INR").parse().unwrap()
}

/// Reads a timetable in this world.
pub(crate) fn read_timetable(file: &[u8]) -> Result<TimetableFile, RowErrors> {
    let (valid_from, valid_until) = SEASON;
    let aircraft = AircraftByDistance::usual().unwrap();
    let defaults = TimetableDefaults { valid_from, valid_until, aircraft, not_before: None };
    timetable(file, &airport, &defaults)
}

fn taken<T>(read: Result<T, RowErrors>, file: &[u8]) -> Option<T> {
    read.map_err(|errors| can_be_used(&errors, file)).ok()
}

fn same<T: Debug + PartialEq>(rows: &[T], again: Result<Vec<T>, RowErrors>) {
    match again {
        Ok(again) => assert_eq!(rows, again, "rows that were written are read otherwise"),
        Err(errors) => panic!("rows that were read are refused when written:\n{errors}\n{rows:?}"),
    }
}
