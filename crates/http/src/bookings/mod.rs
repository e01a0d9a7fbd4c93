//! `GET, POST /v1/bookings`, `GET, DELETE /v1/bookings/{booking_ref}`, and what its passengers are
//! called and travel with.

pub(crate) mod correct;
mod name_faults;
mod new_booking;
mod place;
mod place_faults;
mod read;
mod release;
pub(crate) mod reseat;
mod seat_maps;
pub(crate) mod serve;
pub(crate) mod services;
mod split;
mod travel_document;
mod travel_document_view;
pub(crate) mod view;

use crate::section::section;

pub(crate) use place::at_booking;
pub(crate) use read::{Status, read_reference};

section!(
    place::create,
    read::list,
    read::get,
    release::release,
    correct::correct,
    serve::set,
    split::create,
    reseat::change,
    seat_maps::show,
    travel_document::keep,
    travel_document::forget
);
