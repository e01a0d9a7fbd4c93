//! `GET /v1/offers`, `POST /v1/offers/search`, `GET /v1/offers/{id}`, `GET /v1/offers/{id}/seat-map`, `GET /v1/fare-calendar`,
//! `GET /v1/destinations`

mod criteria;
mod destinations;
mod fare_calendar;
mod names;
mod search;
pub(crate) mod seat_map;
mod show;
pub(crate) mod view;
mod written;

use crate::section::section;

section!(
    fare_calendar::show,
    destinations::list,
    search::get,
    search::post,
    show::show,
    seat_map::seat_map
);
