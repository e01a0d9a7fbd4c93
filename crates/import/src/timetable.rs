//! Reads a timetable: recurring flights in local times.
//!
//! A row without `arrival_day_offset` arrives on the first day that gives at
//! least 15 minutes in the air by the clocks of both airports, as on its first
//! date of validity. A row that repeats an earlier one but for its arrival revises it.

use std::collections::HashMap;

use airside_primitives::{AircraftCode, AirlineCode, AirportCode, FlightNumber, InvalidCode};
use airside_timetable::{Airport, Flight, OperatingDays, arrival_day_offset};
use time::macros::format_description;
use time::{Date, Time};

use crate::RowErrors;
use crate::sheet::{self, Columns, Reported, Row, quoted};

const COLUMNS: Columns = Columns {
    required: &[
        "airline",
        "flight_number",
        "origin",
        "destination",
        "departure_local",
        "arrival_local",
        "days_of_week",
    ],
    optional: &["operating_airline", "valid_from", "valid_until", "aircraft", "arrival_day_offset"],
};

/// What a row that does not say is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimetableDefaults {
    pub valid_from: Date,
    pub valid_until: Date,
    pub aircraft: AircraftByDistance,
}

/// The aircraft of flights whose row names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AircraftByDistance {
    /// Up to [`AircraftByDistance::SHORT_KM`].
    pub short: AircraftCode,
    /// Up to [`AircraftByDistance::MEDIUM_KM`].
    pub medium: AircraftCode,
    pub long: AircraftCode,
}

impl AircraftByDistance {
    pub const SHORT_KM: f64 = 500.0;
    pub const MEDIUM_KM: f64 = 5_000.0;

    /// A turboprop, a single-aisle and a twin-aisle aircraft: ATR 72, A320, 787-9.
    pub fn usual() -> Result<Self, InvalidCode> {
        Ok(Self { short: "AT7".parse()?, medium: "320".parse()?, long: "789".parse()? })
    }

    fn over(&self, kilometres: f64) -> AircraftCode {
        match kilometres {
            ..=Self::SHORT_KM => self.short,
            ..=Self::MEDIUM_KM => self.medium,
            _ => self.long,
        }
    }
}

/// The flights of a file, or everything that is wrong with it.
///
/// `known` finds the airports, whose clocks the times are told by.
pub fn timetable<'a>(
    csv: &[u8],
    known: &dyn Fn(AirportCode) -> Option<&'a Airport>,
    defaults: &TimetableDefaults,
) -> Result<Vec<Flight>, RowErrors> {
    let mut lines = HashMap::new();
    let flights = sheet::rows(csv, &COLUMNS, |row| {
        let flight = flight(row, known, defaults)?;
        row.once(&mut lines, (flight.id, flight.arrives, flight.arrival_day_offset), "flight")?;
        Ok(flight)
    })?;
    Ok(revised(flights))
}

/// Of rows that differ in their arrival alone, the last.
///
/// Real timetables have them, for a flight whose time in the air was corrected.
fn revised(flights: Vec<Flight>) -> Vec<Flight> {
    let last: HashMap<_, _> =
        flights.iter().enumerate().map(|(at, flight)| (flight.id, at)).collect();
    let is_last = |(at, flight): &(usize, Flight)| last.get(&flight.id) == Some(at);
    flights.into_iter().enumerate().filter(is_last).map(|(_, flight)| flight).collect()
}

/// A row as it is written, before its parts are held against each other.
struct Written<'a> {
    number: FlightNumber,
    operating_airline: Option<AirlineCode>,
    origin: &'a Airport,
    destination: &'a Airport,
    departs: Time,
    arrives: Time,
    arrival_day_offset: Option<i8>,
    days: OperatingDays,
    valid_from: Date,
    valid_until: Date,
    aircraft: Option<AircraftCode>,
}

fn flight<'a>(
    row: &mut Row,
    known: &dyn Fn(AirportCode) -> Option<&'a Airport>,
    defaults: &TimetableDefaults,
) -> Result<Flight, Reported> {
    let written = written(row, known, defaults)?;
    let Written { number, origin, destination, departs, arrives, days, valid_from, .. } = written;

    if origin.iata == destination.iata {
        return row.fault("destination", "is the origin");
    }
    if written.valid_until < valid_from {
        return row.fault("valid_until", "is before valid_from");
    }
    let earliest =
        arrival_day_offset(departs, arrives, valid_from, &origin.zone, &destination.zone);
    let Some(earliest) = earliest else {
        return row.fault("arrival_local", "is never after the departure");
    };
    let offset = written.arrival_day_offset.unwrap_or(earliest);
    if offset < earliest {
        let detail = format!("the flight would arrive before it leaves: {earliest} is the least");
        return row.fault("arrival_day_offset", detail);
    }

    let (from, to) = (origin.iata, destination.iata);
    Ok(Flight {
        id: Flight::id_of(number, from, to),
        number,
        operating_airline: written.operating_airline.unwrap_or(number.airline()),
        operating_number: None,
        origin: from,
        destination: to,
        departs,
        arrives,
        arrival_day_offset: offset,
        days,
        valid_from,
        valid_until: written.valid_until,
        aircraft: written
            .aircraft
            .unwrap_or_else(|| defaults.aircraft.over(origin.distance_km(destination))),
    })
}

/// Every column is read before any decides, so that one pass tells all faults.
fn written<'a>(
    row: &mut Row,
    known: &dyn Fn(AirportCode) -> Option<&'a Airport>,
    defaults: &TimetableDefaults,
) -> Result<Written<'a>, Reported> {
    let airport = |text: &str| sheet::airport(text, known);
    let airline = row.need("airline");
    let digits = row.need_with("flight_number", digits);
    let operating_airline = row.may("operating_airline");
    let origin = row.need_with("origin", airport);
    let destination = row.need_with("destination", airport);
    let departs = row.need_with("departure_local", clock);
    let arrives = row.need_with("arrival_local", clock);
    let arrival_day_offset = row.may_with("arrival_day_offset", day_offset);
    let days = row.need("days_of_week");
    let valid_from = row.may_with("valid_from", date);
    let valid_until = row.may_with("valid_until", date);
    let aircraft = row.may("aircraft");

    let Some(number) = FlightNumber::new(airline?, digits?) else {
        return row.fault("flight_number", "is not from 1 to 9999");
    };
    Ok(Written {
        number,
        operating_airline: operating_airline?,
        origin: origin?,
        destination: destination?,
        departs: departs?,
        arrives: arrives?,
        arrival_day_offset: arrival_day_offset?,
        days: days?,
        valid_from: valid_from?.unwrap_or(defaults.valid_from),
        valid_until: valid_until?.unwrap_or(defaults.valid_until),
        aircraft: aircraft?,
    })
}

/// The digits of a flight number, 1 to 9999; leading zeros are allowed.
fn digits(text: &str) -> Result<u16, String> {
    let is_number = text.len() <= 4 && text.bytes().all(|it| it.is_ascii_digit());
    let number = text.parse().ok().filter(|number| is_number && *number > 0);
    number.ok_or_else(|| format!("{} is not a flight number from 1 to 9999", quoted(text)))
}

fn clock(text: &str) -> Result<Time, String> {
    let format = format_description!("[hour]:[minute]");
    Time::parse(text, format).map_err(|_| format!("{} is not a time such as 08:05", quoted(text)))
}

fn date(text: &str) -> Result<Date, String> {
    let format = format_description!("[year]-[month]-[day]");
    Date::parse(text, format)
        .map_err(|_| format!("{} is not a date such as 2026-12-01", quoted(text)))
}

fn day_offset(text: &str) -> Result<i8, String> {
    let number = text.parse().ok().filter(|days| (-1..=2).contains(days));
    number.ok_or_else(|| format!("{} is not a number of days from -1 to 2", quoted(text)))
}

#[cfg(test)]
mod tests;
