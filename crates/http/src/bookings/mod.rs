//! `GET, POST /v1/bookings`, `GET /v1/bookings/{booking_ref}`

mod new_booking;
mod place;
mod read;
pub(crate) mod view;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

pub(crate) use read::read_reference;

/// Every route of this section.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(place::create).service(read::list).service(read::get);
}

/// This section of the API's description.
#[derive(OpenApi)]
#[openapi(paths(place::create, read::list, read::get))]
pub(crate) struct Description;
