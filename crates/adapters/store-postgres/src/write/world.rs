//! Loads the world, which may be a hundred thousand rows and more.
//!
//! Rows travel as one array for each column, some thousand at a time, in statements whose
//! text is always the same.

use std::collections::HashSet;
use std::hash::Hash;

use airside_app::ports::Changes;
use airside_app::ports::bus::Message;
use airside_app::ports::store::WorldRows;
use airside_fares::Fare;
use airside_timetable::{Airline, Airport};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Date, Double, Integer, Nullable, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use super::{Joined, save_promo_code, statements};
use crate::cached::Cached;
use crate::column::Code;
use crate::database::Database;
use crate::facts::{FARES_CURRENCY, PROVENANCE, SAVE_FACT};
use crate::failure::Failure;
use crate::schema::fares;

/// Rows in one statement.
const BATCH: usize = 10_000;

/// Else two nodes that find an empty store would both load it.
pub(super) const ONE_AT_A_TIME: &str =
    "SELECT pg_advisory_xact_lock(hashtextextended('airside world ' || current_schema(), 0))";

const AIRPORTS: &str = "
    INSERT INTO airports
        (iata, icao, name, city, country, city_code, latitude, longitude, zone)
    SELECT * FROM unnest(
        $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::double precision[], $8::double precision[], $9::text[]
    )
    ON CONFLICT (iata) DO UPDATE SET
        (icao, name, city, country, city_code, latitude, longitude, zone) = (
            excluded.icao, excluded.name, excluded.city, excluded.country,
            excluded.city_code, excluded.latitude, excluded.longitude, excluded.zone
        )";

const AIRLINES: &str = "
    INSERT INTO airlines (code, name) SELECT * FROM unnest($1::text[], $2::text[])
    ON CONFLICT (code) DO UPDATE SET name = excluded.name";

const FARES: &str = "
    INSERT INTO fares (
        origin, airline, destination, cabin, base,
        flight, travel_from, travel_until, days, book_days_before, brand
    )
    SELECT * FROM unnest(
        $1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[],
        $6::text[], $7::date[], $8::date[], $9::text[], $10::integer[], $11::text[]
    )
    ON CONFLICT (
        origin, airline, destination, cabin, coalesce(flight, ''),
        coalesce(travel_from, '-infinity'::date), coalesce(travel_until, '-infinity'::date),
        coalesce(days, ''), coalesce(book_days_before, -1), coalesce(brand, '')
    )
    DO UPDATE SET id = DEFAULT, base = excluded.base";

/// Adds or replaces rows by their keys, all or none, and tells every node.
pub(crate) async fn load_world(database: &Database, rows: &WorldRows) -> Result<(), Failure> {
    let mut connection = database.patient_connection().await?;
    let codes = rows.promo_codes.iter().map(save_promo_code);
    let codes: Vec<_> = codes.map(|code| Joined::new(vec![code])).collect();
    let told = statements(&Changes::default().send(Message::TimetableChanged))?;
    let currency = rows.fares_currency.map(|currency| currency.to_string());

    let loaded = connection.transaction(async |connection| {
        sql_query(ONE_AT_A_TIME).execute(connection).await?;
        if rows.replace_fares {
            diesel::delete(fares::table).execute(connection).await?;
        }
        for rows in last_of_each(&rows.airports, |airport| airport.iata).chunks(BATCH) {
            load_airports(connection, rows).await?;
        }
        for rows in last_of_each(&rows.airlines, |airline| airline.code).chunks(BATCH) {
            load_airlines(connection, rows).await?;
        }
        let key = |fare: &Fare| {
            (fare.origin, fare.airline, fare.destination, fare.cabin, fare.conditions)
        };
        for rows in last_of_each(&rows.fares, key).chunks(BATCH) {
            load_fares(connection, rows).await?;
        }
        for code in &codes {
            Cached(code).execute(connection).await?;
        }
        for (name, value) in [(PROVENANCE, &rows.provenance), (FARES_CURRENCY, &currency)] {
            if let Some(value) = value {
                let fact = sql_query(SAVE_FACT).bind::<Text, _>(name).bind::<Text, _>(value);
                fact.execute(connection).await?;
            }
        }
        for told in &told {
            Cached(told).execute(connection).await?;
        }
        Ok::<_, diesel::result::Error>(())
    });
    Ok(loaded.await?)
}

/// One statement cannot write a row twice: of two rows with the same key the later one is kept.
fn last_of_each<T, K: Eq + Hash>(rows: &[T], key: impl Fn(&T) -> K) -> Vec<&T> {
    let mut seen = HashSet::with_capacity(rows.len());
    let mut last: Vec<_> = rows.iter().rev().filter(|row| seen.insert(key(row))).collect();
    last.reverse();
    last
}

/// One field of every row.
fn column<T, C>(rows: &[&T], field: impl Fn(&T) -> C) -> Vec<C> {
    rows.iter().map(|row| field(row)).collect()
}

async fn load_airports(
    connection: &mut AsyncPgConnection,
    rows: &[&Airport],
) -> QueryResult<usize> {
    let loaded = sql_query(AIRPORTS)
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.iata)))
        .bind::<Array<Nullable<Text>>, _>(column(rows, |row| row.icao.clone()))
        .bind::<Array<Text>, _>(column(rows, |row| row.name.clone()))
        .bind::<Array<Text>, _>(column(rows, |row| row.city.clone()))
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.country)))
        .bind::<Array<Nullable<Text>>, _>(column(rows, |row| row.city_code.map(Code)))
        .bind::<Array<Double>, _>(column(rows, |row| row.latitude))
        .bind::<Array<Double>, _>(column(rows, |row| row.longitude))
        .bind::<Array<Text>, _>(column(rows, |row| row.zone.name().to_owned()));
    Cached(loaded).execute(connection).await
}

async fn load_airlines(
    connection: &mut AsyncPgConnection,
    rows: &[&Airline],
) -> QueryResult<usize> {
    let loaded = sql_query(AIRLINES)
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.code)))
        .bind::<Array<Text>, _>(column(rows, |row| row.name.clone()));
    Cached(loaded).execute(connection).await
}

async fn load_fares(connection: &mut AsyncPgConnection, rows: &[&Fare]) -> QueryResult<usize> {
    let loaded = sql_query(FARES)
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.origin)))
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.airline)))
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.destination)))
        .bind::<Array<Text>, _>(column(rows, |row| Code(row.cabin)))
        .bind::<Array<BigInt>, _>(column(rows, |row| row.base.get()))
        .bind::<Array<Nullable<Text>>, _>(column(rows, |row| row.conditions.flight.map(Code)))
        .bind::<Array<Nullable<Date>>, _>(column(rows, |row| row.conditions.travel_from))
        .bind::<Array<Nullable<Date>>, _>(column(rows, |row| row.conditions.travel_until))
        .bind::<Array<Nullable<Text>>, _>(column(rows, |row| row.conditions.days.map(Code)))
        .bind::<Array<Nullable<Integer>>, _>(column(rows, |row| {
            row.conditions.book_days_before.map(i32::from)
        }))
        .bind::<Array<Nullable<Text>>, _>(column(rows, |row| row.conditions.brand.map(Code)));
    Cached(loaded).execute(connection).await
}
