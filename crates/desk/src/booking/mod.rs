//! From chosen flights to a booking: one page, on which everything is typed and picked.

mod account;
mod draft;
mod faults;
mod offers;
mod page;
mod place;
mod seats;
mod travellers;

use actix_web::web::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(place::show).service(place::send);
}
