//! The world that is sold: rows, how they are read, and how they are loaded.
//!
//! Read whole at start, so rows hold domain types and become domain values one by one
//! while the result is walked through.

use airside_app::ports::StoreError;
use airside_app::ports::bus::Message;
use airside_app::ports::store::{World, WorldRows};
use airside_fares::{Fare, PromoCode, PromoName, PromoUses};
use airside_primitives::{
    AircraftCode, AirlineCode, AirportCode, Amount, Cabin, CountryCode, FlightId, FlightNumber,
    UserId,
};
use airside_records::PromoCodeRecord;
use airside_timetable::{Airline, Airport, Flight, OperatingDays, Zone};
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use time::{Duration, Time};

use crate::SqliteStore;
use crate::column::{Code, Day, Json, Key};
use crate::failure::Failure;
use crate::schema::{airlines, airports, fares, flights, promo_codes, promo_uses, world_facts};
use crate::write;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = airports, check_for_backend(Sqlite))]
struct AirportRow {
    iata: Code<AirportCode>,
    icao: Option<String>,
    name: String,
    city: String,
    country: Code<CountryCode>,
    city_code: Option<Code<AirportCode>>,
    latitude: f64,
    longitude: f64,
    zone: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = airlines, check_for_backend(Sqlite))]
struct AirlineRow {
    code: Code<AirlineCode>,
    name: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = flights, check_for_backend(Sqlite))]
struct FlightRow {
    id: Key,
    number: Code<FlightNumber>,
    operating_airline: Code<AirlineCode>,
    origin: Code<AirportCode>,
    destination: Code<AirportCode>,
    departs: i32,
    arrives: i32,
    arrival_day_offset: i32,
    days: Code<OperatingDays>,
    valid_from: Day,
    valid_until: Day,
    aircraft: Code<AircraftCode>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = fares, check_for_backend(Sqlite))]
struct FareRow {
    origin: Code<AirportCode>,
    airline: Code<AirlineCode>,
    destination: Code<AirportCode>,
    cabin: Code<Cabin>,
    base: i64,
}

/// The name of the fact that tells where the world came from.
const PROVENANCE: &str = "provenance";

#[async_trait]
impl World for SqliteStore {
    async fn airports(&self) -> Result<Vec<Airport>, StoreError> {
        self.read(|connection| {
            let rows = airports::table.select(AirportRow::as_select()).load_iter(connection)?;
            rows.map(|row: QueryResult<AirportRow>| row?.airport()).collect()
        })
        .await
    }

    async fn airlines(&self) -> Result<Vec<Airline>, StoreError> {
        self.read(|connection| {
            let rows = airlines::table.select(AirlineRow::as_select()).load(connection)?;
            let airline = |row: AirlineRow| Airline { code: row.code.0, name: row.name };
            Ok(rows.into_iter().map(airline).collect())
        })
        .await
    }

    async fn flights(&self) -> Result<Vec<Flight>, StoreError> {
        self.read(|connection| {
            let rows = flights::table.select(FlightRow::as_select()).load_iter(connection)?;
            rows.map(|row: QueryResult<FlightRow>| row?.flight()).collect()
        })
        .await
    }

    async fn fares(&self) -> Result<Vec<Fare>, StoreError> {
        self.read(|connection| {
            let rows = fares::table.select(FareRow::as_select()).load_iter(connection)?;
            rows.map(|row: QueryResult<FareRow>| Ok(row?.fare())).collect()
        })
        .await
    }

    async fn load(&self, rows: WorldRows) -> Result<(), StoreError> {
        let loaded = self.writer.write(move |connection| {
            load(connection, rows)?;
            write::outbox(connection, &[Message::TimetableChanged])
        });
        Ok(loaded.await?)
    }

    async fn provenance(&self) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            let found = world_facts::table.find(PROVENANCE).select(world_facts::value);
            Ok(found.first(connection).optional()?)
        })
        .await
    }

    async fn promo_code(&self, code: &PromoName) -> Result<Option<PromoCode>, StoreError> {
        let name = Code(code.clone());
        self.read(move |connection| {
            let found = promo_codes::table.find(name).select(promo_codes::document);
            let record = found.first::<Json<PromoCodeRecord>>(connection).optional()?;
            Ok(record.map(|Json(record)| record.try_into()).transpose()?)
        })
        .await
    }

    async fn promo_uses(&self, code: &PromoName, user: UserId) -> Result<PromoUses, StoreError> {
        let name = Code(code.clone());
        self.read(move |connection| {
            let uses = promo_uses::table.filter(promo_uses::name.eq(&name));
            let total = uses.count().get_result::<i64>(connection)?;
            let by_user = uses
                .filter(promo_uses::user.eq(Key(user.0)))
                .count()
                .get_result::<i64>(connection)?;
            let count = |uses: i64| u32::try_from(uses).unwrap_or(u32::MAX);
            Ok(PromoUses { total: count(total), by_user: count(by_user) })
        })
        .await
    }
}

fn load(connection: &mut SqliteConnection, rows: WorldRows) -> Result<(), Failure> {
    if rows.replace_flights {
        diesel::delete(flights::table).execute(connection)?;
    }
    if rows.replace_fares {
        diesel::delete(fares::table).execute(connection)?;
    }
    // A row at a time: the statement is prepared once, and none is too long for SQLite.
    for airport in rows.airports {
        let row = AirportRow::from(airport);
        diesel::replace_into(airports::table).values(&row).execute(connection)?;
    }
    for airline in rows.airlines {
        let row = AirlineRow { code: Code(airline.code), name: airline.name };
        diesel::replace_into(airlines::table).values(&row).execute(connection)?;
    }
    for flight in &rows.flights {
        let row = FlightRow::from(flight);
        diesel::replace_into(flights::table).values(&row).execute(connection)?;
    }
    for fare in &rows.fares {
        let row = FareRow::from(fare);
        diesel::replace_into(fares::table).values(&row).execute(connection)?;
    }
    for code in &rows.promo_codes {
        write::save_promo_code(connection, code)?;
    }
    if let Some(provenance) = rows.provenance {
        diesel::replace_into(world_facts::table)
            .values((world_facts::name.eq(PROVENANCE), world_facts::value.eq(provenance)))
            .execute(connection)?;
    }
    Ok(())
}

impl From<Airport> for AirportRow {
    fn from(airport: Airport) -> Self {
        Self {
            iata: Code(airport.iata),
            icao: airport.icao,
            name: airport.name,
            city: airport.city,
            country: Code(airport.country),
            city_code: airport.city_code.map(Code),
            latitude: airport.latitude,
            longitude: airport.longitude,
            zone: airport.zone.name().to_owned(),
        }
    }
}

impl AirportRow {
    fn airport(self) -> Result<Airport, Failure> {
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

impl From<&Flight> for FlightRow {
    fn from(flight: &Flight) -> Self {
        Self {
            id: Key(flight.id.0),
            number: Code(flight.number),
            operating_airline: Code(flight.operating_airline),
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
}

impl FlightRow {
    fn flight(self) -> Result<Flight, Failure> {
        let bad = |column| Failure::Row { table: "flights", column };
        Ok(Flight {
            id: FlightId(self.id.0),
            number: self.number.0,
            operating_airline: self.operating_airline.0,
            origin: self.origin.0,
            destination: self.destination.0,
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
        Self {
            origin: Code(fare.origin),
            airline: Code(fare.airline),
            destination: Code(fare.destination),
            cabin: Code(fare.cabin),
            base: fare.base.get(),
        }
    }
}

impl FareRow {
    fn fare(self) -> Fare {
        Fare {
            airline: self.airline.0,
            origin: self.origin.0,
            destination: self.destination.0,
            cabin: self.cabin.0,
            base: Amount::minor(self.base),
        }
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
