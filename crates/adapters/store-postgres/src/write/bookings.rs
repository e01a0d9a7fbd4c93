//! Writes of what hangs on bookings and is only ever added: departures and ticket numbers.

use airside_app::ports::Write;
use airside_booking::TicketNumber;
use airside_primitives::BookingId;
use diesel::sql_types::{self, Array, Text, Uuid};

use super::Part;
use super::statement::{column, statement};
use crate::column::Code;

/// Departures that bookings hang on; those that they have already are fine.
pub(super) fn add_departures(writes: &[&Write]) -> Part {
    let of_booking = |write: &&Write| match *write {
        Write::AddDepartures { booking, departures } => {
            departures.iter().map(|&(flight, date)| (*booking, flight, date)).collect()
        }
        _ => Vec::new(),
    };
    let departures: Vec<_> = writes.iter().flat_map(of_booking).collect();
    let added =
        statement("INSERT INTO booking_departures (booking, flight, date) SELECT * FROM unnest(")
            .bind::<Array<Uuid>, _>(column(&departures, |(booking, ..)| booking.0))
            .sql("::uuid[], ")
            .bind::<Array<Uuid>, _>(column(&departures, |(_, flight, _)| flight.0))
            .sql("::uuid[], ")
            .bind::<Array<sql_types::Date>, _>(column(&departures, |(.., date)| *date))
            .sql("::date[]) ON CONFLICT DO NOTHING");
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
