//! What tools answer: as much of the API's answers as a model needs, in the API's words.

pub(crate) mod booking;
pub(crate) mod journey;
pub(crate) mod offer;

use airside_client::Money;
use schemars::JsonSchema;
use serde::Serialize;
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime};

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Amount {
    /// Whole minor units of the currency: 458900 INR is 4,589.00 rupees.
    pub(crate) amount: i64,
    /// ISO 4217.
    pub(crate) currency: String,
}

impl Amount {
    pub(crate) fn of(money: &Money) -> Self {
        Self { amount: money.amount, currency: money.currency.clone() }
    }

    /// For a sentence.
    pub(crate) fn in_words(&self) -> String {
        format!("{} {} (minor units)", self.amount, self.currency)
    }
}

/// RFC 3339, in the offset that it came with.
pub(crate) fn instant(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}

pub(crate) fn date(date: Date) -> String {
    date.to_string()
}
