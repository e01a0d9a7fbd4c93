//! Exchanging journeys for others: a quote, its acceptance, and the moment at which both change
//! hands. The API calls an exchange a change.

pub mod alternatives;
pub mod by_agent;
pub(crate) mod carry_out;
pub mod confirm;
pub(crate) mod give_up;
pub(crate) mod hold;
pub mod quote;
pub mod read;
pub mod release;
pub mod serving;
