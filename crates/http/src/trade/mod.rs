//! What is sold, and what was sold: the timetable, airports and airlines, the tariff, promo codes,
//! and reports of sales. For operators alone.

mod by;
mod places;
mod promo_codes;
mod promo_view;
mod sales;
mod sales_view;
mod tariff;
mod timetable;
mod timetable_view;
mod upload;

use crate::section::section;

section!(
    timetable::replace,
    places::save_airport,
    places::remove_airport,
    places::save_airline,
    tariff::show,
    tariff::replace,
    promo_codes::list,
    promo_codes::create,
    promo_codes::end,
    sales::report
);
