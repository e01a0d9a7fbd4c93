//! How tables look: a row of each, and the values it stands for.

pub(crate) mod accounts;
pub(crate) mod history;
pub(crate) mod record;
pub(crate) mod sales;
pub(crate) mod stock;
pub(crate) mod webhooks;
pub(crate) mod world;
