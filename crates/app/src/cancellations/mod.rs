//! Cancelling: a quote, its confirmation, and reading both.

pub mod by_agent;
pub mod confirm;
pub mod quote;
pub mod read;
