//! The departure that a path names.

use airside_primitives::FlightId;
use time::Date;

use crate::date;
use crate::path::segment;
use crate::problem::Problem;

/// A flight and a date; one that cannot exist is not there.
pub(super) fn named(path: &(String, String)) -> Result<(FlightId, Date), Problem> {
    let (flight, date) = path;
    let date = date::read(date).ok_or_else(Problem::not_found)?;
    Ok((segment(flight)?, date))
}
