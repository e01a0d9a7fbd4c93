//! What a schedule does not say: where airports are, and the dates of legs that have none.

use airside_primitives::AirportCode;
use airside_timetable::Airport;
use time::Date;

/// Finds an airport, whose clock the times are told by.
pub(super) type Known<'k, 'a> = &'k dyn Fn(AirportCode) -> Option<&'a Airport>;

/// The dates of legs that have none, in a file that has none either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    pub valid_from: Date,
    pub valid_until: Date,
}
