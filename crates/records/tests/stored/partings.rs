//! What a record says of people who parted: in older ones nobody had.

use airside_booking::{Booking, Parting, Payment};

use crate::told::words;

pub(crate) fn parted(booking: &Booking) -> String {
    format!("parted [{}]", words(booking.partings.iter().map(parting)))
}

fn parting(parting: &Parting) -> String {
    let Parting { other, at, is_part, paid } = parting;
    let which = if *is_part { "from" } else { "to" };
    let paid = paid.iter().map(|(direction, amount)| format!("{direction} {}", amount.get()));
    format!("{which} {other} at {at}: {}", words(paid))
}

pub(crate) fn shared(payment: &Payment) -> String {
    let part = payment.part_of.map_or_else(|| "whole".to_owned(), |it| format!("part of {it}"));
    format!("{part}, {} given", payment.given.get())
}
