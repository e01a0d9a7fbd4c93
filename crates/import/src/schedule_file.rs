//! A timetable as an operator hands it in, in either of the two formats, and the part of it that is
//! wanted.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use airside_primitives::{AirlineCode, AirportCode};
use airside_timetable::{Airport, Flight};
use thiserror::Error;
use time::{Date, Duration};

use crate::{
    AircraftByDistance, Horizon, RowErrors, TimetableDefaults, TimetableFile, is_ssim, ssim,
    timetable,
};

/// A season when neither the file nor the operator says: a year from its first date.
const USUAL_SEASON: Duration = Duration::days(364);

/// What is in a file, CSV or SSIM chapter 7; what leaves out its season begins on `from`.
pub fn any_timetable<'a>(
    file: &[u8],
    known: &dyn Fn(AirportCode) -> Option<&'a Airport>,
    from: Date,
) -> Result<TimetableFile, RowErrors> {
    let valid_until = from.saturating_add(USUAL_SEASON);
    if is_ssim(file) {
        let schedule = ssim(file, known, Horizon { valid_from: from, valid_until })?;
        return Ok(schedule.into());
    }
    let aircraft = AircraftByDistance::usual();
    let aircraft = aircraft.map_err(|error| RowErrors::of_the_file(error.to_string()))?;
    let not_before = Some(from);
    timetable(
        file,
        known,
        &TimetableDefaults { valid_from: from, valid_until, aircraft, not_before },
    )
}

/// The part of a timetable that is to be in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub airlines: BTreeSet<AirlineCode>,
    pub rows: Vec<Flight>,
    /// From the first to the last date that it covers.
    pub window: RangeInclusive<Date>,
}

impl TimetableFile {
    /// The flights of one airline, or of all, from a date until another, which is the last that
    /// the file names where it is not said.
    pub fn part(
        self,
        airline: Option<AirlineCode>,
        from: Date,
        until: Option<Date>,
    ) -> Result<Part, NoPart> {
        let Self { mut rows, airlines, .. } = self;
        let airlines = match airline {
            None => airlines,
            Some(one) if !airlines.contains(&one) => return Err(NoPart::NoFlightOf(one)),
            Some(one) => {
                rows.retain(|row| row.number.airline() == one);
                [one].into()
            }
        };
        let latest = rows.iter().map(|row| row.valid_until).max().ok_or(NoPart::Empty)?;
        let until = until.unwrap_or(latest);
        if until < from {
            return Err(NoPart::EndsBefore { until, from });
        }
        Ok(Part { airlines, rows, window: from..=until })
    }
}

/// Why nothing of a file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoPart {
    #[error("the file has no flight of {0}")]
    NoFlightOf(AirlineCode),
    #[error("the file has no flights")]
    Empty,
    #[error("the last date ({until}) is before the first ({from})")]
    EndsBefore { until: Date, from: Date },
}
