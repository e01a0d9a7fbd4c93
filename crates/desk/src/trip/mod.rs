//! A trip that was booked: paid for, looked at, answered about, seated, changed and cancelled.

mod bar_codes;
mod calendar_file;
mod cancel;
mod change;
mod document;
mod documents;
mod exchange;
mod find;
mod name;
mod opened;
mod page;
mod pay;
mod seats;
mod services;
mod show;
mod split;

use actix_web::web::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(find::show)
        .service(find::send)
        .service(calendar_file::show)
        .service(cancel::show)
        .service(cancel::figure)
        .service(cancel::confirm)
        .service(exchange::show)
        .service(exchange::figure)
        .service(exchange::confirm)
        .service(exchange::release)
        .service(name::show)
        .service(name::send)
        .service(change::accept)
        .service(change::refund)
        .service(pay::pay)
        .service(pay::go_on)
        .service(pay::come_back)
        .service(pay::release)
        .service(document::show)
        .service(document::send)
        .service(document::forget)
        .service(services::show)
        .service(services::send)
        .service(seats::show)
        .service(seats::send)
        .service(split::show)
        .service(split::send)
        .service(show::show);
}
