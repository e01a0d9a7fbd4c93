//! The operator's table of charges, brand by brand.
//!
//! It makes the conditions of new offers only. Charges are not capped here:
//! only the quote knows what was paid, less discount.

use airside_primitives::{Amount, Brand};

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
    /// The whole base is kept; the taxes come back while more than so many hours are left.
    KeepsBase { above_hours: u32 },
    /// Charges by the hours left.
    Charges(Conditions),
}

impl Policy {
    /// What an offer of this brand promises, when the whole party's base is `base`.
    pub fn conditions(&self, brand: Brand, base: Amount) -> Conditions {
        let policy = match brand {
            Brand::Saver => &self.saver,
            Brand::Standard => &self.standard,
            Brand::Flexible => &self.flexible,
        };
        match policy {
            BrandPolicy::KeepsBase { above_hours } => {
                let charge = base.max(Amount::ZERO);
                let whole_base = ChargeStep { above_hours: *above_hours, charge };
                Conditions::known(false, vec![whole_base])
            }
            BrandPolicy::Charges(conditions) => conditions.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use airside_primitives::Currency;

    use super::*;

    #[test]
    fn each_brand_promises_its_own_charges() {
        let policy = Policy::sample(Currency::INR);
        let promised = |brand| {
            let conditions = policy.conditions(brand, Amount::minor(123_400));
            let step = |step: &ChargeStep| (step.above_hours, step.charge.get());
            (conditions.refundable(), conditions.charges().iter().map(step).collect::<Vec<_>>())
        };

        assert_eq!(promised(Brand::Saver), (false, vec![(2, 123_400)]));
        assert_eq!(promised(Brand::Standard), (true, vec![(168, 0), (72, 300_000), (2, 350_000)]));
        assert_eq!(promised(Brand::Flexible), (true, vec![(2, 0)]));
    }
}
