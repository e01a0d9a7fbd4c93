//! Values as airlines and spreadsheets spell them, one small reader for each.
//!
//! A reader takes a field that is not empty and gives the value, or a sentence that
//! says what was expected. What can be read in two ways is refused, never guessed.

mod aircraft;
mod clock;
mod date;
mod days;
mod flight_number;
mod number;

pub(crate) use self::aircraft::aircraft;
pub(crate) use self::clock::{arrival_clock, clock};
pub(crate) use self::date::date;
pub(crate) use self::days::days;
pub(crate) use self::flight_number::flight_number;
pub(crate) use self::number::{day_offset, degrees};
