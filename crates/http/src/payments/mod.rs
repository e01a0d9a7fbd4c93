//! `GET, POST /v1/bookings/{booking_ref}/payments`, the page that a payer comes back to,
//! and the gateway's webhook

mod attempts;
mod return_page;
mod view;
mod webhook;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

/// Every route of this section.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(attempts::create)
        .service(attempts::list)
        .service(webhook::receive)
        .service(return_page::show);
}

/// This section of the API's description.
#[derive(OpenApi)]
#[openapi(paths(attempts::create, attempts::list, webhook::receive))]
pub(crate) struct Description;
