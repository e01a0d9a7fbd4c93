//! `GET /v1/offers`, `POST /v1/offers/search`, `GET /v1/offers/{id}/seat-map`

mod criteria;
mod search;
mod seat_map;
pub(crate) mod view;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

/// Every route of this section.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(search::get).service(search::post).service(seat_map::seat_map);
}

/// This section of the API's description.
#[derive(OpenApi)]
#[openapi(paths(search::get, search::post, seat_map::seat_map))]
pub(crate) struct Description;
