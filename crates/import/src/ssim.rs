//! Reads a standard schedule as airlines send it to each other: SSIM chapter 7.
//!
//! Records of 200 bytes: 1 a header, 2 an airline and its time mode, 3 a flight leg, 4 what
//! else is said of the leg, 5 a trailer. Each leg becomes one row of the timetable, or several
//! where the local clock times differ; a through flight is its legs. Where the fields are,
//! and how we know, is in `layout`.

mod carrier;
mod file;
mod known;
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

use airside_primitives::AirportCode;
use airside_timetable::Airport;

pub use self::file::{SsimFile, SsimRow};
pub use self::known::Horizon;
pub use self::restriction::TrafficRestriction;
pub use self::seats::SeatsByCabin;
use crate::RowErrors;

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
