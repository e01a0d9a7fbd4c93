//! From a wish to flights: the form, what is found for each way, and the cheapest days.

mod calendar;
mod form;
mod places;
mod results;
pub(crate) mod wish;

use actix_web::web::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(form::show)
        .service(results::show)
        .service(calendar::show)
        .service(places::complete);
}
