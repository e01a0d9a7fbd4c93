//! Flights and journeys as a letter shows them.

use airside_booking::Segment;
use airside_booking::booking::{Booking, Journey};
use airside_booking::trip::Direction;
use airside_primitives::AirportCode;
use time::OffsetDateTime;

use crate::documents::rules::direction as direction_name;
use crate::documents::ticket;
use crate::ports::documents::FlightStop;
use crate::ports::mailer::{Block, Flight, Stop};
use crate::words;
use crate::world::Snapshot;

/// `New Delhi to Mumbai`, from the first journey of these.
pub(super) fn route(world: &Snapshot, booking: &Booking, directions: &[Direction]) -> String {
    let city = |code| world.airport(code).map_or_else(|| code.to_string(), |it| it.city.clone());
    let journey = directions.first().and_then(|direction| booking.journey(*direction));
    journey.map_or_else(String::new, |journey| {
        format!("{} to {}", city(journey.offer.origin()), city(journey.offer.destination()))
    })
}

/// `Departing: New Delhi to Mumbai`.
pub(super) fn title(world: &Snapshot, booking: &Booking, direction: Direction) -> Block {
    Block::Title(format!("{}: {}", direction_name(direction), route(world, booking, &[direction])))
}

/// A moment by the clocks of an airport: `Sun 27 Dec 2026, 06:50 IST`.
pub(super) fn moment_at(world: &Snapshot, airport: AirportCode, at: OffsetDateTime) -> String {
    let local = world.airport(airport).map_or(at, |it| it.zone.local(at));
    words::moment(&ticket::stop(world, airport, local).time)
}

/// Each journey under its title.
pub(super) fn journeys(
    world: &Snapshot,
    booking: &Booking,
    directions: &[Direction],
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for direction in directions {
        let Some(journey) = booking.journey(*direction) else { continue };
        blocks.push(title(world, booking, *direction));
        let segments = journey.offer.segments.iter();
        blocks.extend(segments.map(|it| Block::Flight(flight(world, journey, it))));
    }
    blocks
}

/// A flight of this journey, as it is or was to fly.
pub(super) fn flight(world: &Snapshot, journey: &Journey, segment: &Segment) -> Flight {
    let shown = ticket::segment(world, journey, segment, None);
    let mut details = vec![words::duration(shown.duration_minutes), shown.cabin.name().to_owned()];
    details.extend(shown.operated_by.map(|airline| format!("operated by {airline}")));
    Flight {
        name: format!("{}, {}", shown.flight, shown.airline),
        departure: stop(&shown.departure),
        arrival: stop(&shown.arrival),
        details: details.join(", "),
    }
}

fn stop(stop: &FlightStop) -> Stop {
    Stop {
        place: format!("{} ({})", stop.city, stop.airport),
        day: words::day(stop.time.at.date()),
        time: format!("{} {}", words::clock(&stop.time), stop.time.zone),
    }
}
