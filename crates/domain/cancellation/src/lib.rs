//! Cancellation: from a paid journey and the hours left to a refund, line by line.
//!
//! An offer promises [`Conditions`], the journey carries them, and a quote
//! follows them: a later change of the [`Policy`] touches no ticket already sold.

mod conditions;
mod policy;
mod quote;
mod refund_line;
#[cfg(test)]
mod tests;

pub use conditions::{ChargeStep, Conditions, InvalidConditions};
pub use policy::{BrandPolicy, Policy};
pub use quote::{
    Charge, JourneyAccount, Quote, Rules, TooLate, agent_cancels, airline_cancels, quote,
};
pub use refund_line::RefundLine;
