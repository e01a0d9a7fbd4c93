//! Rows of the world, and the way from and to the domain.
//!
//! Rows hold domain types, so most invalid values are refused while a row is read.

use airside_fares::{Fare, FareConditions};
use airside_primitives::{
    AircraftCode, AirlineCode, AirportCode, Amount, Brand, Cabin, CountryCode, FlightNumber,
};
use airside_timetable::{Airline, Airport, Flight, OperatingDays, Zone};
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use time::{Duration, Time};

use crate::column::{Code, Day};
use crate::failure::Failure;
use crate::schema::{airlines, airports, fares, schedules};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = airports, check_for_backend(Sqlite))]
pub(crate) struct AirportRow {
    pub iata: Code<AirportCode>,
    pub icao: Option<String>,
    pub name: String,
    pub city: String,
    pub country: Code<CountryCode>,
    pub city_code: Option<Code<AirportCode>>,
    pub latitude: f64,
    pub longitude: f64,
    pub zone: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = airlines, check_for_backend(Sqlite))]
pub(crate) struct AirlineRow {
    pub code: Code<AirlineCode>,
    pub name: String,
}

/// A row of the timetable; its id follows from the rest.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = schedules, check_for_backend(Sqlite))]
pub(crate) struct ScheduleRow {
    pub airline: Code<AirlineCode>,
    pub stage: i64,
    pub number: Code<FlightNumber>,
    pub operating_airline: Code<AirlineCode>,
    pub operating_number: Option<Code<FlightNumber>>,
    pub origin: Code<AirportCode>,
    pub destination: Code<AirportCode>,
    pub departs: i32,
    pub arrives: i32,
    pub arrival_day_offset: i32,
    pub days: Code<OperatingDays>,
    pub valid_from: Day,
    pub valid_until: Day,
    pub aircraft: Code<AircraftCode>,
}

/// Nothing is left to defaults, so that one statement inserts every fare.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = fares, check_for_backend(Sqlite), treat_none_as_default_value = false)]
pub(crate) struct FareRow {
    pub origin: Code<AirportCode>,
    pub airline: Code<AirlineCode>,
    pub destination: Code<AirportCode>,
    pub cabin: Code<Cabin>,
    pub base: i64,
    pub flight: Option<Code<FlightNumber>>,
    pub travel_from: Option<Day>,
    pub travel_until: Option<Day>,
    pub days: Option<Code<OperatingDays>>,
    pub book_days_before: Option<i32>,
    pub brand: Option<Code<Brand>>,
}

impl From<&Airline> for AirlineRow {
    fn from(airline: &Airline) -> Self {
        Self { code: Code(airline.code), name: airline.name.clone() }
    }
}

impl AirlineRow {
    pub(crate) fn airline(self) -> Airline {
        Airline { code: self.code.0, name: self.name }
    }
}

impl From<&Airport> for AirportRow {
    fn from(airport: &Airport) -> Self {
        Self {
            iata: Code(airport.iata),
            icao: airport.icao.clone(),
            name: airport.name.clone(),
            city: airport.city.clone(),
            country: Code(airport.country),
            city_code: airport.city_code.map(Code),
            latitude: airport.latitude,
            longitude: airport.longitude,
            zone: airport.zone.name().to_owned(),
        }
    }
}

impl AirportRow {
    pub(crate) fn airport(self) -> Result<Airport, Failure> {
        let zone = Zone::named(&self.zone);
        Ok(Airport {
            iata: self.iata.0,
            icao: self.icao,
            name: self.name,
            city: self.city,
            country: self.country.0,
            city_code: self.city_code.map(|code| code.0),
            latitude: self.latitude,
            longitude: self.longitude,
            zone: zone.map_err(|_| Failure::Row { table: "airports", column: "zone" })?,
        })
    }
}

impl ScheduleRow {
    pub(crate) fn of(flight: &Flight, stage: i64) -> Self {
        Self {
            airline: Code(flight.number.airline()),
            stage,
            number: Code(flight.number),
            operating_airline: Code(flight.operating_airline),
            operating_number: flight.operating_number.map(Code),
            origin: Code(flight.origin),
            destination: Code(flight.destination),
            departs: minutes(flight.departs),
            arrives: minutes(flight.arrives),
            arrival_day_offset: flight.arrival_day_offset.into(),
            days: Code(flight.days),
            valid_from: Day(flight.valid_from),
            valid_until: Day(flight.valid_until),
            aircraft: Code(flight.aircraft),
        }
    }

    pub(crate) fn flight(self) -> Result<Flight, Failure> {
        let bad = |column| Failure::Row { table: "schedules", column };
        let (number, origin, destination) = (self.number.0, self.origin.0, self.destination.0);
        Ok(Flight {
            id: Flight::id_of(number, origin, destination),
            number,
            operating_airline: self.operating_airline.0,
            operating_number: self.operating_number.map(|number| number.0),
            origin,
            destination,
            departs: clock(self.departs).ok_or(bad("departs"))?,
            arrives: clock(self.arrives).ok_or(bad("arrives"))?,
            arrival_day_offset: i8::try_from(self.arrival_day_offset)
                .map_err(|_| bad("arrival_day_offset"))?,
            days: self.days.0,
            valid_from: self.valid_from.0,
            valid_until: self.valid_until.0,
            aircraft: self.aircraft.0,
        })
    }
}

impl From<&Fare> for FareRow {
    fn from(fare: &Fare) -> Self {
        let FareConditions { flight, travel_from, travel_until, days, book_days_before, brand } =
            fare.conditions;
        Self {
            origin: Code(fare.origin),
            airline: Code(fare.airline),
            destination: Code(fare.destination),
            cabin: Code(fare.cabin),
            base: fare.base.get(),
            flight: flight.map(Code),
            travel_from: travel_from.map(Day),
            travel_until: travel_until.map(Day),
            days: days.map(Code),
            book_days_before: book_days_before.map(i32::from),
            brand: brand.map(Code),
        }
    }
}

impl FareRow {
    pub(crate) fn fare(self) -> Result<Fare, Failure> {
        let book_days_before = self.book_days_before.map(u16::try_from).transpose();
        let conditions = FareConditions {
            flight: self.flight.map(|number| number.0),
            travel_from: self.travel_from.map(|day| day.0),
            travel_until: self.travel_until.map(|day| day.0),
            days: self.days.map(|days| days.0),
            book_days_before: book_days_before
                .map_err(|_| Failure::Row { table: "fares", column: "book_days_before" })?,
            brand: self.brand.map(|brand| brand.0),
        };
        Ok(Fare {
            airline: self.airline.0,
            origin: self.origin.0,
            destination: self.destination.0,
            cabin: self.cabin.0,
            base: Amount::minor(self.base),
            conditions,
        })
    }
}

/// Minutes after midnight.
fn minutes(clock: Time) -> i32 {
    i32::from(clock.hour()) * 60 + i32::from(clock.minute())
}

fn clock(minutes: i32) -> Option<Time> {
    let is_of_one_day = (0..24 * 60).contains(&minutes);
    is_of_one_day.then(|| Time::MIDNIGHT + Duration::minutes(minutes.into()))
}
