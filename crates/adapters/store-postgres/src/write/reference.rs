//! Writes of one airport or one airline.

use airside_primitives::AirportCode;
use airside_timetable::{Airline, Airport};
use diesel::prelude::*;

use super::Part;
use crate::column::Code;
use crate::schema::{airlines, airports};

pub(super) fn save_airport(airport: &Airport) -> Part {
    let columns = (
        airports::icao.eq(airport.icao.clone()),
        airports::name.eq(airport.name.clone()),
        airports::city.eq(airport.city.clone()),
        airports::country.eq(Code(airport.country)),
        airports::city_code.eq(airport.city_code.map(Code)),
        airports::latitude.eq(airport.latitude),
        airports::longitude.eq(airport.longitude),
        airports::zone.eq(airport.zone.name().to_owned()),
    );
    let saved = diesel::insert_into(airports::table)
        .values((airports::iata.eq(Code(airport.iata)), columns.clone()))
        .on_conflict(airports::iata)
        .do_update()
        .set(columns);
    Part::any(saved)
}

pub(super) fn remove_airport(code: AirportCode) -> Part {
    Part::any(diesel::delete(airports::table.find(Code(code))))
}

pub(super) fn save_airline(airline: &Airline) -> Part {
    let name = airlines::name.eq(airline.name.clone());
    let saved = diesel::insert_into(airlines::table)
        .values((airlines::code.eq(Code(airline.code)), name.clone()))
        .on_conflict(airlines::code)
        .do_update()
        .set(name);
    Part::any(saved)
}
