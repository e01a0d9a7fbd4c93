//! `GET /v1/bookings/{booking_ref}/documents`, `GET /v1/documents/{id}`

mod file;
mod list;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

/// Every route of this section.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list::list).service(file::get);
}

/// This section of the API's description.
#[derive(OpenApi)]
#[openapi(paths(list::list, file::get))]
pub(crate) struct Description;
