//! What a standard schedule says, leg by leg, and the timetable that comes of it.

use std::collections::BTreeSet;

use airside_primitives::AirlineCode;
use airside_timetable::Flight;

use super::restriction::TrafficRestriction;
use super::seats::SeatsByCabin;
use crate::TimetableFile;

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
    /// The airlines whose schedules the file has.
    pub airlines: BTreeSet<AirlineCode>,
    /// What an operator should know, in sentences.
    pub notes: Vec<String>,
}

/// A row of the timetable, with what a flight has no field for.
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
    /// Whether it may be sold to a passenger who flies this leg alone.
    pub fn may_be_sold_alone(&self) -> bool {
        self.restriction.is_none_or(|it| it.allows_local)
    }
}

impl From<SsimFile> for TimetableFile {
    /// Legs that may not be sold by themselves are left out, with a note: no leg is sold only as
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
