//! Tickets: each journey on one of them, each of them with a number for every passenger.

use std::collections::{BTreeMap, HashSet};

use airside_booking::{Booking, Direction, State};

use crate::BadRecord;

pub(super) fn check(booking: &Booking) -> Result<(), BadRecord> {
    let mut ids = HashSet::new();
    if !booking.tickets.iter().all(|ticket| ids.insert(ticket.id)) {
        return Err(BadRecord::new("ticket", "id"));
    }
    check_journeys(booking)?;
    check_state(booking)?;
    check_reissues(booking)
}

/// Numbers that were exchanged: of a ticket of this booking, one for each passenger.
fn check_reissues(booking: &Booking) -> Result<(), BadRecord> {
    for reissue in &booking.reissues {
        if booking.ticket(reissue.ticket).is_none() {
            return Err(BadRecord::new("reissue", "ticket"));
        }
        if reissue.numbers.len() != booking.passengers.len() {
            return Err(BadRecord::new("reissue", "numbers"));
        }
    }
    Ok(())
}

/// In the order of travel, every journey once, with an airline that sold it.
fn check_journeys(booking: &Booking) -> Result<(), BadRecord> {
    let order: BTreeMap<Direction, usize> =
        booking.directions().into_iter().enumerate().map(|(at, it)| (it, at)).collect();
    let mut covered = HashSet::new();
    for ticket in &booking.tickets {
        let places: Option<Vec<_>> =
            ticket.journeys.iter().map(|direction| order.get(direction)).collect();
        let in_order = places.is_some_and(|places| {
            !places.is_empty() && places.is_sorted_by(|one, next| one < next)
        });
        if !in_order || !ticket.journeys.iter().all(|direction| covered.insert(*direction)) {
            return Err(BadRecord::new("ticket", "journeys"));
        }
        let sold = ticket.journeys.iter().filter_map(|direction| booking.journey(*direction));
        if sold.map(|journey| journey.offer.airline).any(|airline| airline != ticket.airline) {
            return Err(BadRecord::new("ticket", "airline"));
        }
    }
    if covered.len() == booking.journeys.len() {
        Ok(())
    } else {
        Err(BadRecord::new("booking", "tickets"))
    }
}

fn check_state(booking: &Booking) -> Result<(), BadRecord> {
    let (ticket_numbers, cancelled) = match &booking.state {
        State::PendingPayment { .. } | State::Expired { .. } => return Ok(()),
        State::Confirmed { at: _, ticket_numbers, cancelled } => (ticket_numbers, cancelled),
    };
    let mut numbers = HashSet::new();
    let is_right = ticket_numbers.len() == booking.tickets.len()
        && ticket_numbers.iter().all(|row| row.len() == booking.passengers.len())
        && ticket_numbers.iter().flatten().all(|number| numbers.insert(*number));
    if !is_right {
        return Err(BadRecord::new("booking", "ticket_numbers"));
    }
    if cancelled.iter().all(|direction| booking.journey(*direction).is_some()) {
        Ok(())
    } else {
        Err(BadRecord::new("booking", "cancelled"))
    }
}
