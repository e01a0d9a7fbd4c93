//! Loads the world, which may be a hundred thousand rows and more.
//!
//! A row at a time: each statement is prepared once, and none is too long for SQLite.

use airside_app::ports::store::WorldRows;
use diesel::prelude::*;

use super::save_promo_code;
use crate::failure::Failure;
use crate::schema::{airlines, airports, fares, flights, world_facts};
use crate::world::{AirlineRow, AirportRow, FARES_CURRENCY, FareRow, FlightRow, PROVENANCE};

/// Adds or replaces rows by their keys.
pub(crate) fn load_world(
    connection: &mut SqliteConnection,
    rows: &WorldRows,
) -> Result<(), Failure> {
    if rows.replace_flights {
        diesel::delete(flights::table).execute(connection)?;
    }
    if rows.replace_fares {
        diesel::delete(fares::table).execute(connection)?;
    }
    for airport in &rows.airports {
        let row = AirportRow::from(airport);
        diesel::replace_into(airports::table).values(&row).execute(connection)?;
    }
    for airline in &rows.airlines {
        let row = AirlineRow::from(airline);
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
        save_promo_code(connection, code)?;
    }
    let currency = rows.fares_currency.map(|currency| currency.to_string());
    for (name, value) in [(PROVENANCE, &rows.provenance), (FARES_CURRENCY, &currency)] {
        if let Some(value) = value {
            diesel::replace_into(world_facts::table)
                .values((world_facts::name.eq(name), world_facts::value.eq(value)))
                .execute(connection)?;
        }
    }
    Ok(())
}
