//! What a record says of special services: in older ones nobody had any.

use airside_booking::{Booking, SpecialService};

use crate::told::words;

pub(crate) fn served(booking: &Booking) -> String {
    let served = booking.passengers.iter().map(|it| words(it.services.iter().map(service)));
    format!("served [{}]", words(served))
}

fn service(service: &SpecialService) -> String {
    let SpecialService { code, journeys, text } = service;
    format!("{code} on {} {text:?}", words(journeys.iter()))
}
