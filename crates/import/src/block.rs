//! How long a flight between two airports can take, as people are told.

use airside_timetable::{Airport, BlockTimes};
use time::Duration;

/// As `DEL to BOM is 1138 km, which takes 1 h 05 to 7 h 44`.
pub(crate) fn usual(origin: &Airport, destination: &Airport) -> String {
    let kilometres = origin.distance_km(destination);
    let BlockTimes { shortest, longest } = BlockTimes::over(kilometres);
    let (from, to, kilometres) = (origin.iata, destination.iata, kilometres.round());
    format!(
        "{from} to {to} is {kilometres} km, which takes {} to {}",
        shown(shortest),
        shown(longest)
    )
}

/// As `40 min` or `1 h 05`.
pub(crate) fn shown(duration: Duration) -> String {
    let (hours, minutes) = (duration.whole_hours(), duration.whole_minutes() % 60);
    if hours == 0 { format!("{minutes} min") } else { format!("{hours} h {minutes:02}") }
}
