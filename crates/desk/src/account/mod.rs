//! A traveller's account: logged in to, opened, left, and the trips that are on it.

mod forgot;
mod log_in;
mod sign_up;
mod then;
mod trips;

use actix_web::web::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(log_in::show)
        .service(log_in::send)
        .service(log_in::log_out)
        .service(sign_up::show)
        .service(sign_up::send)
        .service(forgot::show)
        .service(forgot::send)
        .service(trips::show);
}
