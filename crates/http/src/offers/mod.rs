//! `GET /v1/offers`, `POST /v1/offers/search`, `GET /v1/offers/{id}/seat-map`, `GET /v1/fare-calendar`

mod criteria;
mod fare_calendar;
mod search;
mod seat_map;
pub(crate) mod view;

use crate::section::section;

section!(fare_calendar::show, search::get, search::post, seat_map::seat_map);
