//! Reads a standard schedule as airlines send it to each other: SSIM chapter 7.
//!
//! Records of 200 bytes: 1 a header, 2 an airline and its time mode, 3 a flight leg, 4 what
//! else is said of the leg, 5 a trailer. Each leg becomes one row of the timetable, or several
//! where the local clock times differ; a through flight is its legs. Where the fields are,
//! and how we know, is in `layout`.

mod carrier;
mod layout;
mod leg;
mod lines;
mod notes;
mod operating;
mod overlap;
mod reading;
mod record;
mod restriction;
mod rows;
mod schedule;
mod seats;
mod segment;
mod service;
mod timing;
mod values;

use std::collections::BTreeSet;

use airside_primitives::{AirlineCode, AirportCode};
use airside_timetable::{Airport, Flight};
use time::Date;

pub use self::restriction::TrafficRestriction;
pub use self::seats::SeatsByCabin;
use crate::{RowErrors, TimetableFile};

/// Finds an airport, whose clock the times are told by.
type Known<'k, 'a> = &'k dyn Fn(AirportCode) -> Option<&'a Airport>;

/// The dates of legs that have none, in a file that has none either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    pub valid_from: Date,
    pub valid_until: Date,
}

/// What a standard schedule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SsimFile {
    /// In the order of the file.
    pub rows: Vec<SsimRow>,
    /// Flight legs in the file, taken or not.
    pub read: usize,
    /// Legs that are not for sale: cargo, charters, codeshares of an airline without a code.
    pub left_out: usize,
    /// Legs that say again what an earlier one says.
    pub repeated: usize,
    /// Whose schedules the file has.
    pub airlines: BTreeSet<AirlineCode>,
    /// What an operator should know, in sentences.
    pub notes: Vec<String>,
}

/// A row of the timetable, with what a flight has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SsimRow {
    /// The line of its leg.
    pub line: u64,
    pub flight: Flight,
    /// The seats of the aircraft, where the leg gives their number.
    pub seats: Option<SeatsByCabin>,
    /// A limit on the passengers of this leg alone.
    pub restriction: Option<TrafficRestriction>,
}

impl SsimRow {
    /// Whether it may be sold to somebody who flies this leg and no other.
    pub fn may_be_sold_alone(&self) -> bool {
        self.restriction.is_none_or(|it| it.allows_local)
    }
}

impl From<SsimFile> for TimetableFile {
    /// Legs that may not be sold by themselves are left out, with a note: nobody sells only
    /// part of a journey here.
    fn from(file: SsimFile) -> Self {
        let SsimFile { rows, read, repeated, airlines, mut notes, .. } = file;
        let all = rows.len();
        let rows = rows.into_iter().filter(SsimRow::may_be_sold_alone);
        let rows: Vec<Flight> = rows.map(|row| row.flight).collect();
        if rows.len() < all {
            let closed = all - rows.len();
            notes.push(format!("{closed} rows may not be sold by themselves, and are left out"));
        }
        Self { rows, read, repeated, merged: 0, airlines, notes }
    }
}

/// Whether a file is a standard schedule, by its first bytes.
pub fn is_ssim(file: &[u8]) -> bool {
    let first = lines::lines(file).next();
    first.is_some_and(|line| {
        let title = line.bytes.strip_prefix(b"1");
        title.is_some_and(|title| title.starts_with(carrier::TITLE.as_bytes()))
    })
}

/// The rows of a file, or everything that is wrong with it.
pub fn ssim<'a>(
    file: &[u8],
    known: &dyn Fn(AirportCode) -> Option<&'a Airport>,
    horizon: Horizon,
) -> Result<SsimFile, RowErrors> {
    let mut errors = RowErrors::default();
    let mut reading = reading::Reading::new(known, horizon);
    for line in lines::lines(file) {
        if reading.take(line, &mut errors).is_err() {
            return Err(errors);
        }
    }
    reading.finish(errors)
}
