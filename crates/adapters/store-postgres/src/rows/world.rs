//! Rows of the world, and the way from and to the domain.
//!
//! Rows hold domain types, so most invalid values are refused while a row is read.

use airside_fares::{Fare, FareConditions};
use airside_primitives::{
    AircraftCode, AirlineCode, AirportCode, Amount, Brand, Cabin, CountryCode, FlightNumber,
};
use airside_timetable::{Airline, Airport, Flight, OperatingDays, Zone};
use diesel::pg::Pg;
use diesel::prelude::*;
use time::{Date, Time};

use crate::column::Code;
use crate::failure::Failure;
use crate::schema::{airlines, airports, fares, schedules};

#[derive(Queryable, Selectable)]
#[diesel(table_name = airports, check_for_backend(Pg))]
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

#[derive(Queryable, Selectable)]
#[diesel(table_name = airlines, check_for_backend(Pg))]
pub(crate) struct AirlineRow {
    pub code: Code<AirlineCode>,
    pub name: String,
}

/// A row of the timetable; its id follows from the rest.
#[derive(Queryable, Selectable)]
#[diesel(table_name = schedules, check_for_backend(Pg))]
pub(crate) struct ScheduleRow {
    pub number: Code<FlightNumber>,
    pub operating_airline: Code<AirlineCode>,
    pub operating_number: Option<Code<FlightNumber>>,
    pub origin: Code<AirportCode>,
    pub destination: Code<AirportCode>,
    pub departs: Time,
    pub arrives: Time,
    pub arrival_day_offset: i16,
    pub days: Code<OperatingDays>,
    pub valid_from: Date,
    pub valid_until: Date,
    pub aircraft: Code<AircraftCode>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = fares, check_for_backend(Pg))]
pub(crate) struct FareRow {
    pub origin: Code<AirportCode>,
    pub airline: Code<AirlineCode>,
    pub destination: Code<AirportCode>,
    pub cabin: Code<Cabin>,
    pub base: i64,
    pub flight: Option<Code<FlightNumber>>,
    pub travel_from: Option<Date>,
    pub travel_until: Option<Date>,
    pub days: Option<Code<OperatingDays>>,
    pub book_days_before: Option<i32>,
    pub brand: Option<Code<Brand>>,
}

impl AirlineRow {
    pub(crate) fn airline(self) -> Airline {
        Airline { code: self.code.0, name: self.name }
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
    pub(crate) fn flight(self) -> Result<Flight, Failure> {
        let offset = i8::try_from(self.arrival_day_offset);
        let (number, origin, destination) = (self.number.0, self.origin.0, self.destination.0);
        Ok(Flight {
            id: Flight::id_of(number, origin, destination),
            number,
            operating_airline: self.operating_airline.0,
            operating_number: self.operating_number.map(|number| number.0),
            origin,
            destination,
            departs: self.departs,
            arrives: self.arrives,
            arrival_day_offset: offset
                .map_err(|_| Failure::Row { table: "schedules", column: "arrival_day_offset" })?,
            days: self.days.0,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            aircraft: self.aircraft.0,
        })
    }
}

impl FareRow {
    pub(crate) fn fare(self) -> Result<Fare, Failure> {
        let book_days_before = self.book_days_before.map(u16::try_from).transpose();
        let conditions = FareConditions {
            flight: self.flight.map(|number| number.0),
            travel_from: self.travel_from,
            travel_until: self.travel_until,
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
