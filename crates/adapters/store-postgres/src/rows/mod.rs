//! How tables look: a row of each, and the values it stands for.

pub(crate) mod accounts;
pub(crate) mod record;
pub(crate) mod stock;
pub(crate) mod tariffs;
pub(crate) mod world;
