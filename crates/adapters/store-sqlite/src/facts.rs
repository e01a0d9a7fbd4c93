//! Facts about the world as a whole: names and values.

use diesel::prelude::*;

use crate::failure::Failure;
use crate::schema::world_facts;

/// The name of the fact that tells where the world came from.
pub(crate) const PROVENANCE: &str = "provenance";
/// The name of the fact that tells the currency of the fares.
pub(crate) const FARES_CURRENCY: &str = "fares_currency";

/// Saves a fact about the world.
pub(crate) fn save_fact(
    connection: &mut SqliteConnection,
    name: &str,
    value: &str,
) -> Result<(), Failure> {
    diesel::replace_into(world_facts::table)
        .values((world_facts::name.eq(name), world_facts::value.eq(value)))
        .execute(connection)?;
    Ok(())
}
