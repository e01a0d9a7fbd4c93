//! Facts about the world as a whole: names and values.

/// The name of the fact that tells where the world came from.
pub(crate) const PROVENANCE: &str = "provenance";
/// The name of the fact that tells the currency of the fares.
pub(crate) const FARES_CURRENCY: &str = "fares_currency";

/// Saves a fact about the world.
pub(crate) const SAVE_FACT: &str = "
    INSERT INTO world_facts (name, value) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";
