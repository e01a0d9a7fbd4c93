//! `GET /v1/offers`, `POST /v1/offers/search`, `GET /v1/offers/{id}/seat-map`

mod criteria;
mod search;
mod seat_map;
pub(crate) mod view;

use crate::section::section;

section!(search::get, search::post, seat_map::seat_map);
