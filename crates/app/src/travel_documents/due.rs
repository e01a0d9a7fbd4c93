//! Which journeys need travel documents, and until when.

use airside_booking::{Booking, Journey};
use time::{Duration, OffsetDateTime};

use crate::world::Snapshot;

/// Whether a flight of a journey leaves its country. One whose airports this world does not know
/// any more does not.
pub fn is_international(world: &Snapshot, journey: &Journey) -> bool {
    let country = |code| world.airport(code).map(|airport| airport.country);
    journey.offer.segments.iter().any(|segment| {
        let ends = country(segment.origin).zip(country(segment.destination));
        ends.is_some_and(|(from, to)| from != to)
    })
}

/// When the documents of those who travel on a journey are due, so long before it begins; `None`
/// within one country, and where nobody travels.
pub fn due_by(
    world: &Snapshot,
    before: Duration,
    booking: &Booking,
    journey: &Journey,
) -> Option<OffsetDateTime> {
    let is_travelled = booking.held_directions().contains(&journey.direction);
    let is_due = is_travelled && is_international(world, journey);
    is_due.then(|| journey.offer.departs_at() - before)
}
