//! `POST /v1/bookings/{booking_ref}/cancellations`, `GET /v1/cancellations/{id}`,
//! `POST /v1/cancellations/{id}/confirm`

mod confirm;
mod quote;
mod view;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

/// Every route of this section.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(quote::create).service(confirm::confirm).service(confirm::get);
}

/// This section of the API's description.
#[derive(OpenApi)]
#[openapi(paths(quote::create, confirm::confirm, confirm::get))]
pub(crate) struct Description;
