//! From a wish to flights: the form, what is found for each way, and the cheapest days.

mod around;
mod calendar;
mod filters;
mod form;
mod journeys;
mod places;
mod query;
mod results;
mod ways;
pub(crate) mod wish;

use actix_web::web::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(form::show)
        .service(results::show)
        .service(calendar::show)
        .service(places::complete);
}
