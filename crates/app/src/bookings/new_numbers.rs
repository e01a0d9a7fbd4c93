//! The ticket numbers that a move gave to a booking.

use airside_booking::{Booking, TicketNumber};

/// The ticket numbers that a booking has now and had not before.
pub(crate) fn new_numbers(before: &Booking, after: &Booking) -> Vec<TicketNumber> {
    let numbers = |booking: &Booking| -> Vec<TicketNumber> {
        let tickets = booking.tickets.iter().filter_map(|it| booking.ticket_numbers(it.id));
        tickets.flatten().copied().collect()
    };
    let had = numbers(before);
    numbers(after).into_iter().filter(|it| !had.contains(it)).collect()
}
