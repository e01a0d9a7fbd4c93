//! `POST /v1/bookings/{booking_ref}/cancellations`, `GET /v1/cancellations/{id}`,
//! `POST /v1/cancellations/{id}/confirm`

mod confirm;
mod quote;
pub(crate) mod view;

pub(crate) use quote::{Journeys, Passengers};

use crate::section::section;

section!(quote::create, confirm::confirm, confirm::get);
