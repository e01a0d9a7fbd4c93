//! Money as the API tells it.

use serde::Deserialize;

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
pub struct Money {
    /// In minor units: 458900 is ₹ 4,589.00.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
}
