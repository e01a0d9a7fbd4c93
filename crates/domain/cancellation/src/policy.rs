//! The operator's table of charges, brand by brand.
//!
//! It makes the conditions of new offers only. Charges are not capped here:
//! what was paid, less discount, is known to the quote alone.

use airside_primitives::{Amount, Brand, Currency};

use crate::conditions::{ChargeStep, Conditions};

/// What cancelling costs in each brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub saver: BrandPolicy,
    pub standard: BrandPolicy,
    pub flexible: BrandPolicy,
}

/// How one brand charges for cancelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrandPolicy {
    /// The whole base is kept; more than so many hours are needed to have the taxes back.
    KeepsBase { above_hours: u32 },
    /// Charges by the hours left.
    Charges(Conditions),
}

impl Policy {
    /// The product's own table, in major units of the selling currency.
    pub fn default_for(currency: Currency) -> Self {
        let step = |above_hours, major| ChargeStep { above_hours, charge: currency.major(major) };
        let standard = vec![step(168, 0), step(72, 3_000), step(2, 3_500)];
        Self {
            saver: BrandPolicy::KeepsBase { above_hours: 2 },
            standard: Conditions::new(true, standard)
                .map_or(BrandPolicy::KeepsBase { above_hours: 2 }, BrandPolicy::Charges),
            flexible: BrandPolicy::Charges(Conditions::single(true, 2, Amount::ZERO)),
        }
    }

    /// What an offer of this brand promises, when the whole party's base is `base`.
    pub fn conditions(&self, brand: Brand, base: Amount) -> Conditions {
        let policy = match brand {
            Brand::Saver => &self.saver,
            Brand::Standard => &self.standard,
            Brand::Flexible => &self.flexible,
        };
        match policy {
            BrandPolicy::KeepsBase { above_hours } => Conditions::single(false, *above_hours, base),
            BrandPolicy::Charges(conditions) => conditions.clone(),
        }
    }
}
