//! Loads the world, which may be a hundred thousand rows and more.
//!
//! A row at a time: each statement is prepared once, and none is too long for SQLite.

use airside_app::ports::store::WorldRows;
use airside_primitives::AirportCode;
use airside_timetable::{Airline, Airport};
use diesel::prelude::*;

use super::save_promo_code;
use crate::column::Code;
use crate::facts::{FARES_CURRENCY, PROVENANCE, save_fact};
use crate::failure::Failure;
use crate::rows::world::{AirlineRow, AirportRow, FareRow};
use crate::schema::{airlines, airports, fares};

/// Adds or replaces rows by their keys.
pub(crate) fn load_world(
    connection: &mut SqliteConnection,
    rows: &WorldRows,
) -> Result<(), Failure> {
    if rows.replace_fares {
        diesel::delete(fares::table).execute(connection)?;
    }
    for airport in &rows.airports {
        save_airport(connection, airport)?;
    }
    for airline in &rows.airlines {
        save_airline(connection, airline)?;
    }
    for fare in &rows.fares {
        let row = FareRow::from(fare);
        diesel::replace_into(fares::table).values(&row).execute(connection)?;
    }
    for code in &rows.promo_codes {
        save_promo_code(connection, code)?;
    }
    if let Some(provenance) = &rows.provenance {
        save_fact(connection, PROVENANCE, provenance)?;
    }
    if let Some(currency) = rows.fares_currency {
        save_fact(connection, FARES_CURRENCY, &currency.to_string())?;
    }
    Ok(())
}

pub(super) fn save_airport(
    connection: &mut SqliteConnection,
    airport: &Airport,
) -> Result<(), Failure> {
    let row = AirportRow::from(airport);
    diesel::replace_into(airports::table).values(&row).execute(connection)?;
    Ok(())
}

pub(super) fn remove_airport(
    connection: &mut SqliteConnection,
    code: AirportCode,
) -> Result<(), Failure> {
    diesel::delete(airports::table.find(Code(code))).execute(connection)?;
    Ok(())
}

pub(super) fn save_airline(
    connection: &mut SqliteConnection,
    airline: &Airline,
) -> Result<(), Failure> {
    let row = AirlineRow::from(airline);
    diesel::replace_into(airlines::table).values(&row).execute(connection)?;
    Ok(())
}
