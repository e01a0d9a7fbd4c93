//! Writes of what hangs on bookings and is only ever added: departures and ticket numbers.

use airside_booking::TicketNumber;
use airside_primitives::{BookingId, FlightId};
use diesel::prelude::*;
use time::Date;

use crate::column::{Code, Day, Key};
use crate::failure::Refusal;
use crate::schema::{booking_departures, ticket_numbers};

/// Departures that the booking hangs on; those that it has already are fine.
pub(super) fn add_departures(
    connection: &mut SqliteConnection,
    booking: BookingId,
    departures: &[(FlightId, Date)],
) -> Result<(), Refusal> {
    for (flight, date) in departures {
        diesel::insert_or_ignore_into(booking_departures::table)
            .values((
                booking_departures::flight.eq(Key(flight.0)),
                booking_departures::date.eq(Day(*date)),
                booking_departures::booking.eq(Key(booking.0)),
            ))
            .execute(connection)?;
    }
    Ok(())
}

pub(super) fn add_ticket_numbers(
    connection: &mut SqliteConnection,
    booking: BookingId,
    numbers: Vec<TicketNumber>,
) -> Result<(), Refusal> {
    for number in numbers {
        diesel::insert_into(ticket_numbers::table)
            .values((
                ticket_numbers::number.eq(Code(number)),
                ticket_numbers::booking.eq(Key(booking.0)),
            ))
            .execute(connection)?;
    }
    Ok(())
}
