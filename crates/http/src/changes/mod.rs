//! `GET /v1/bookings/{booking_ref}/change-offers`, `POST /v1/bookings/{booking_ref}/changes`, `GET, DELETE /v1/changes/{id}`,
//! `POST /v1/changes/{id}/confirm`

mod alternatives;
mod confirm;
pub(crate) mod quote;
mod release;
pub(crate) mod view;

use crate::section::section;

section!(alternatives::list, quote::create, confirm::confirm, confirm::get, release::release);
