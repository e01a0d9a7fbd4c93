//! The seats that an offer could have.

use serde::Deserialize;
use time::Date;

use super::search::Cabin;
use crate::code::codes;
use crate::times::iso_date;

/// The seats that an offer could have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SeatMaps {
    /// Flight by flight.
    pub segments: Vec<SeatMap>,
}

/// One cabin of one flight on its day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SeatMap {
    /// The id of the recurring flight.
    pub flight_id: String,
    /// As `QZ2045`.
    pub flight_number: String,
    /// The day of departure, on the origin's calendar.
    #[serde(with = "iso_date")]
    pub date: Date,
    /// IATA aircraft type.
    pub aircraft: String,
    /// The same, for people.
    pub aircraft_name: String,
    /// The offer's cabin.
    pub cabin: Cabin,
    /// From front to back.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// Its number.
    pub number: u16,
    /// From left to right.
    pub seats: Vec<Seat>,
    /// The letters between aisles, as `ABC-DEF`.
    pub layout: String,
}

/// One seat.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Seat {
    /// As `12A`.
    pub number: String,
    /// Where it is in its row.
    pub kind: SeatKind,
    /// Whether it is at an exit: for adults who can help.
    pub exit_row: bool,
    /// Whether it may be picked.
    pub available: bool,
}

codes! {
    /// Where a seat is in its row.
    SeatKind {
        Window "WINDOW",
        Middle "MIDDLE",
        Aisle "AISLE",
    }
}

impl SeatMap {
    /// The seats that may be picked, from the front.
    pub fn available(&self) -> impl Iterator<Item = &Seat> {
        self.rows.iter().flat_map(|row| &row.seats).filter(|seat| seat.available)
    }
}
