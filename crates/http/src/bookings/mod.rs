//! `GET, POST /v1/bookings`, `GET, DELETE /v1/bookings/{booking_ref}`,
//! `PATCH /v1/bookings/{booking_ref}/passengers/{id}`

pub(crate) mod correct;
mod name_faults;
mod new_booking;
mod place;
mod place_faults;
mod read;
mod release;
pub(crate) mod view;

use crate::section::section;

pub(crate) use read::{Status, read_reference};

section!(place::create, read::list, read::get, release::release, correct::correct);
