//! Cancelling: a quote, its confirmation, and reading both.

pub mod confirm;
pub mod quote;
pub mod read;
