//! Reads a timetable: recurring flights in local times.
//!
//! At most one row covers a departure: two that do are a fault that names both lines, also
//! where they agree in part. Only an exact repeat is passed over.

mod codeshares;
mod lined;
mod merged;
mod overlaps;
mod row;
#[cfg(test)]
mod samples;
mod season;
mod settled;
mod times;

use std::collections::BTreeSet;

use airside_primitives::{AircraftCode, AirlineCode, AirportCode, InvalidCode};
use airside_timetable::{Airport, Flight};
use time::Date;

use self::lined::Lined;
use self::settled::Settled;
use crate::RowErrors;
use crate::sheet::{self, names};

/// The defaults for what a row leaves out, and which seasons are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimetableDefaults {
    pub valid_from: Date,
    pub valid_until: Date,
    pub aircraft: AircraftByDistance,
    /// A file all of whose seasons end before this date is refused; `None` takes the past too.
    pub not_before: Option<Date>,
}

/// The aircraft of flights whose row names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AircraftByDistance {
    /// Up to [`AircraftByDistance::SHORT_KM`].
    pub short: AircraftCode,
    /// Up to [`AircraftByDistance::MEDIUM_KM`].
    pub medium: AircraftCode,
    pub long: AircraftCode,
}

impl AircraftByDistance {
    pub const SHORT_KM: f64 = 500.0;
    pub const MEDIUM_KM: f64 = 5_000.0;

    /// A turboprop, a single-aisle and a twin-aisle aircraft: ATR 72, A320, 787-9.
    pub fn usual() -> Result<Self, InvalidCode> {
        Ok(Self { short: "AT7".parse()?, medium: "320".parse()?, long: "789".parse()? })
    }

    fn over(&self, kilometres: f64) -> AircraftCode {
        match kilometres {
            ..=Self::SHORT_KM => self.short,
            ..=Self::MEDIUM_KM => self.medium,
            _ => self.long,
        }
    }
}

/// What a timetable says, and what happened while it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimetableFile {
    /// By line of the file; no two cover one departure.
    pub rows: Vec<Flight>,
    /// How many rows the file has.
    pub read: usize,
    /// How many of them say exactly what an earlier one says; they are passed over.
    pub repeated: usize,
    /// How many became part of another, since they differ from it in days or season alone.
    pub merged: usize,
    /// Whose flights they are: the sellers, not the operators.
    pub airlines: BTreeSet<AirlineCode>,
    /// What the operator should know, in sentences.
    pub notes: Vec<String>,
}

/// The flights of a file, or everything that is wrong with it.
///
/// `known` finds the airports, whose clocks the times are told by.
pub fn timetable<'a>(
    csv: &[u8],
    known: &dyn Fn(AirportCode) -> Option<&'a Airport>,
    defaults: &TimetableDefaults,
) -> Result<TimetableFile, RowErrors> {
    let mut is_once_a_week = true;
    let sheet = sheet::read(csv, &row::COLUMNS, |row| {
        let flight = row::flight(row, known, defaults)?;
        is_once_a_week &= flight.days.count() == 1;
        Ok(Lined { line: row.line, flight })
    })?;
    let days = sheet.written(row::DAYS);
    let is_frequency = ["freq", "frequency"].contains(&names::spelled(days).as_str());
    let mut errors = sheet.errors.clone();
    if is_frequency && is_once_a_week && errors.is_empty() {
        // `7` would be Sunday, and may have been meant as seven flights a week.
        let detail = "has one digit in each row: name the column days_of_week if these are days \
                      (1 is Monday); how often a week a flight goes does not say when";
        errors.add(1, days, detail);
    }
    let Settled { rows, repeated, merged, mut notes } =
        settled::settled(sheet.rows, errors, defaults.not_before)?;
    notes.splice(0..0, sheet.notes);
    let airlines = rows.iter().map(|flight| flight.number.airline()).collect();
    Ok(TimetableFile { rows, read: sheet.read, repeated, merged, airlines, notes })
}

#[cfg(test)]
mod tests;
