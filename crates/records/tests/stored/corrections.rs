//! What a record says of names that were corrected, and of special services: in older ones no name
//! was, and nobody had any.

use airside_booking::{Booking, Correction, SpecialService};

use crate::told::words;

pub(crate) fn corrected(booking: &Booking) -> String {
    let earlier = booking.people().map(|person| words(person.corrections.iter().map(was)));
    let served = booking.passengers.iter().map(|it| words(it.services.iter().map(served)));
    format!("earlier [{}]; served [{}]", words(earlier), words(served))
}

fn served(service: &SpecialService) -> String {
    let SpecialService { code, journeys, text } = service;
    format!("{code} on {} {text:?}", words(journeys.iter()))
}

fn was(correction: &Correction) -> String {
    let Correction { at, kind, before } = correction;
    let parts = [before.given(), before.middle(), Some(before.family())];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    format!("{} as {} until {at}, {}", parts.join(" "), before.ticketed(), kind.code())
}
