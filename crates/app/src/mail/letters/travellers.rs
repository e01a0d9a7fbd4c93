//! Who travels: with which ticket numbers, and in which seats.

use airside_booking::{Booking, Direction, Passenger};

use crate::ports::mailer::Block;

/// Each traveller under one title, with what they have for these journeys.
pub(super) fn travellers(booking: &Booking, directions: &[Direction]) -> Vec<Block> {
    let travels = |passenger: &Passenger| {
        let mut journeys = booking.journeys.iter().filter(|it| directions.contains(&it.direction));
        journeys.any(|journey| journey.carries(passenger))
    };
    let line = |(at, passenger): (usize, &Passenger)| {
        if !travels(passenger) {
            return None;
        }
        let name = passenger.person.as_ref()?.name.shown();
        let parts = [tickets(booking, directions, at), seats(booking, directions, at)];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        Some((name, parts.join("; ")))
    };
    let lines: Vec<_> = booking.passengers.iter().enumerate().filter_map(line).collect();
    vec![Block::Title("Travellers".to_owned()), Block::Facts(lines)]
}

/// `ticket 999-0000000001`.
fn tickets(booking: &Booking, directions: &[Direction], passenger: usize) -> Option<String> {
    let tickets = booking.tickets.iter();
    let tickets = tickets.filter(|it| it.journeys.iter().any(|it| directions.contains(it)));
    let tickets = tickets.filter(|it| booking.ticketed(it).contains(&passenger));
    let numbers = tickets.filter_map(|it| booking.ticket_numbers(it.id)?.get(passenger));
    let numbers: Vec<_> = numbers.map(ToString::to_string).collect();
    match numbers.len() {
        0 => None,
        1 => Some(format!("ticket {}", numbers.join(""))),
        _ => Some(format!("tickets {}", numbers.join(", "))),
    }
}

/// `seat 12A on QZ2045, seat at the airport on QZ17`; none for an infant on a lap.
fn seats(booking: &Booking, directions: &[Direction], passenger: usize) -> Option<String> {
    let traveller = booking.passengers.get(passenger)?;
    if !traveller.kind.has_seat() {
        return Some("on a lap".to_owned());
    }
    let journeys = booking.journeys.iter().filter(|it| directions.contains(&it.direction));
    let journeys = journeys.filter(|it| it.carries(traveller));
    let seats = journeys.flat_map(|journey| {
        let flights = journey.offer.segments.iter().enumerate();
        flights.map(|(flight, segment)| match journey.seats.seat(flight, passenger) {
            Some(seat) => format!("seat {seat} on {}", segment.number),
            None => format!("seat at the airport on {}", segment.number),
        })
    });
    Some(seats.collect::<Vec<_>>().join(", ")).filter(|seats| !seats.is_empty())
}
