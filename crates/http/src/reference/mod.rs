//! What can be flown: airports, airlines and the timetable, read from memory.

mod airlines;
mod airports;
mod baggage;
mod flights;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

/// Every route of this section.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(airports::list)
        .service(airports::show)
        .service(airlines::list)
        .service(airlines::show)
        .service(flights::list)
        .service(flights::show);
}

/// This section of the API's description.
#[derive(OpenApi)]
#[openapi(paths(
    airports::list,
    airports::show,
    airlines::list,
    airlines::show,
    flights::list,
    flights::show,
))]
pub(crate) struct Description;
