//! Money as clients see it: an integer of minor units, and the currency.

use crate::words;
use airside_primitives::{Amount, Currency};
use serde::Serialize;
use utoipa::ToSchema;

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Money, example = json!({"amount": 458_900, "currency": "INR"}))]
pub(crate) struct MoneyView {
    /// In minor units: 458900 is ₹ 4,589.00.
    pub amount: i64,
    /// ISO 4217.
    #[schema(value_type = words::CurrencyCode)]
    pub currency: String,
}

impl MoneyView {
    pub(crate) fn of(amount: Amount, currency: Currency) -> Self {
        Self { amount: amount.get(), currency: currency.code().to_owned() }
    }
}
