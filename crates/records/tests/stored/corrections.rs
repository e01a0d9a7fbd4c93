//! What a record says of names that were corrected: in older ones none was.

use airside_booking::{Booking, Correction};

use crate::told::words;

pub(crate) fn corrected(booking: &Booking) -> String {
    let earlier = booking.people().map(|person| words(person.corrections.iter().map(was)));
    format!("earlier [{}]", words(earlier))
}

fn was(correction: &Correction) -> String {
    let Correction { at, kind, before } = correction;
    let parts = [before.given(), before.middle(), Some(before.family())];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    format!("{} as {} until {at}, {}", parts.join(" "), before.ticketed(), kind.code())
}
