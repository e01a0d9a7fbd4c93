//! The other side of the counter: for those who serve bookings and run departures.
//!
//! Each page asks for a role first; to whom has it not, there is no such page.

mod booking;
mod cabin;
mod cancel_booking;
mod cancel_departure;
mod deeds;
mod departure;
mod departures;
mod find;
mod home;
mod name;
mod promos;
mod queue;
mod sales;
mod tariff;
mod timetable;
mod upload;
mod users;
mod which_departure;
mod who;

use actix_web::web::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(home::show)
        .service(find::show)
        .service(booking::show)
        .service(name::show)
        .service(name::send)
        .service(deeds::note)
        .service(cancel_booking::cancel)
        .service(deeds::resend)
        .service(departures::show)
        .service(departure::show)
        .service(departure::amend)
        .service(cancel_departure::ask)
        .service(cancel_departure::cancel)
        .service(queue::show)
        .service(sales::show)
        .service(promos::show)
        .service(promos::add)
        .service(promos::end)
        .service(users::show)
        .service(users::change)
        .service(tariff::show)
        .service(timetable::show)
        .service(timetable::read)
        .service(timetable::apply);
}
