//! Rows written as files again, in the plainest spelling that there is.
//!
//! Every field stands in quotation marks, so that whatever a name has in it stays in it.

use std::fmt::Display;

use airside_fares::Fare;
use airside_primitives::Currency;
use airside_timetable::{Airline, Airport, Flight};

fn shown(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A header and rows of fields as one file.
fn file<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Vec<u8> {
    let mut file = format!("{}\n", header.join(","));
    for row in rows {
        let fields = row.map(|field| format!("\"{}\"", field.replace('"', "\"\"")));
        file.push_str(&fields.join(","));
        file.push('\n');
    }
    file.into_bytes()
}

pub(crate) fn airports(airports: &[Airport]) -> Vec<u8> {
    let header = [
        "iata",
        "icao",
        "name",
        "city",
        "country",
        "latitude",
        "longitude",
        "time_zone",
        "city_code",
    ];
    let row = |it: &Airport| {
        [
            it.iata.to_string(),
            shown(it.icao.as_ref()),
            it.name.clone(),
            it.city.clone(),
            it.country.to_string(),
            it.latitude.to_string(),
            it.longitude.to_string(),
            it.zone.name().to_owned(),
            shown(it.city_code),
        ]
    };
    file(header, airports.iter().map(row))
}

pub(crate) fn airlines(airlines: &[Airline]) -> Vec<u8> {
    let row = |it: &Airline| [it.code.to_string(), it.name.clone()];
    file(["code", "name"], airlines.iter().map(row))
}

pub(crate) fn fares(fares: &[Fare], currency: Currency) -> Vec<u8> {
    let header = [
        "airline",
        "origin",
        "destination",
        "cabin",
        "base",
        "currency",
        "flight_number",
        "travel_from",
        "travel_until",
        "days_of_week",
        "book_days_before",
        "brand",
    ];
    let (major, decimals) = (currency.minor_per_major(), usize::from(currency.decimals()));
    let row = |it: &Fare| {
        let (whole, rest) = (it.base.get() / major, it.base.get() % major);
        let conditions = &it.conditions;
        [
            it.airline.to_string(),
            it.origin.to_string(),
            it.destination.to_string(),
            it.cabin.code().to_owned(),
            format!("{whole}.{rest:0decimals$}"),
            currency.to_string(),
            shown(conditions.flight),
            shown(conditions.travel_from),
            shown(conditions.travel_until),
            shown(conditions.days),
            shown(conditions.book_days_before),
            conditions.brand.map(|it| it.code().to_owned()).unwrap_or_default(),
        ]
    };
    file(header, fares.iter().map(row))
}

pub(crate) fn timetable(flights: &[Flight]) -> Vec<u8> {
    let header = [
        "flight_number",
        "operating_airline",
        "operating_flight_number",
        "origin",
        "destination",
        "departure_local",
        "arrival_local",
        "arrival_day_offset",
        "days_of_week",
        "valid_from",
        "valid_until",
        "aircraft",
    ];
    let clock = |time: time::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let row = |it: &Flight| {
        [
            it.number.to_string(),
            it.operating_airline.to_string(),
            shown(it.operating_number),
            it.origin.to_string(),
            it.destination.to_string(),
            clock(it.departs),
            clock(it.arrives),
            it.arrival_day_offset.to_string(),
            it.days.to_string(),
            it.valid_from.to_string(),
            it.valid_until.to_string(),
            it.aircraft.to_string(),
        ]
    };
    file(header, flights.iter().map(row))
}
