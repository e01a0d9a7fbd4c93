//! `POST /v1/bookings/{booking_ref}/schedule-changes/{id}/accept` and `…/refund`

mod answer;
pub(crate) mod view;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

/// Every route of this section.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(answer::accept).service(answer::refund);
}

/// This section of the API's description.
#[derive(OpenApi)]
#[openapi(paths(answer::accept, answer::refund))]
pub(crate) struct Description;
