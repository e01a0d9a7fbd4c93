//! Writes of what hangs on bookings and is only ever added: departures and ticket numbers.

use airside_booking::TicketNumber;
use airside_primitives::{BookingId, FlightId};
use diesel::sql_types::{self, Array, Text, Uuid};
use time::Date;

use super::Part;
use super::statement::statement;
use crate::column::Code;

/// Departures that the booking hangs on; those that it has already are fine.
pub(super) fn add_departures(booking: BookingId, departures: &[(FlightId, Date)]) -> Part {
    let (flights, dates): (Vec<_>, Vec<_>) =
        departures.iter().map(|(flight, date)| (flight.0, *date)).unzip();
    let added = statement("INSERT INTO booking_departures (booking, flight, date) SELECT ")
        .bind::<Uuid, _>(booking.0)
        .sql("::uuid, flight, date FROM unnest(")
        .bind::<Array<Uuid>, _>(flights)
        .sql("::uuid[], ")
        .bind::<Array<sql_types::Date>, _>(dates)
        .sql("::date[]) AS departure (flight, date) ON CONFLICT DO NOTHING");
    Part::added(added)
}

/// A number that is taken breaks the primary key, which is a conflict.
pub(super) fn add_ticket_numbers(booking: BookingId, numbers: &[TicketNumber]) -> Part {
    let numbers: Vec<_> = numbers.iter().copied().map(Code).collect();
    let added = statement("INSERT INTO ticket_numbers (booking, number) SELECT ")
        .bind::<Uuid, _>(booking.0)
        .sql("::uuid, unnest(")
        .bind::<Array<Text>, _>(numbers)
        .sql("::text[])");
    Part::added(added)
}
