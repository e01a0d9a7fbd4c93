//! Exchanging one journey for another: what the old one is worth, line by line.
//!
//! Pure arithmetic over what was paid and the [`Rules`] of its brand. Whatever was paid is used for
//! the new journey, comes back, or is kept and said to be: nothing is left over.

mod line;
mod quote;
mod rules;
#[cfg(test)]
mod tests;

pub use line::{ExchangeLine, ExchangeParts};
pub use quote::{Fee, NewPrice, NotChangeable, Quote, free_of_charge, quote};
pub use rules::{Policy, Rules};
