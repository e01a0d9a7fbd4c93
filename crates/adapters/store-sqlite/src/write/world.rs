//! Loads the world, which may be a hundred thousand rows and more.
//!
//! A row at a time: each statement is prepared once, and none is too long for SQLite.

use airside_app::ports::store::WorldRows;
use diesel::prelude::*;

use super::save_promo_code;
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
        let row = AirportRow::from(airport);
        diesel::replace_into(airports::table).values(&row).execute(connection)?;
    }
    for airline in &rows.airlines {
        let row = AirlineRow::from(airline);
        diesel::replace_into(airlines::table).values(&row).execute(connection)?;
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
