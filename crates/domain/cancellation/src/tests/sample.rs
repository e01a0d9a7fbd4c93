//! A table of charges with a brand of every kind.

use airside_primitives::Currency;

use crate::conditions::{ChargeStep, Conditions};
use crate::policy::{BrandPolicy, Policy};

impl Policy {
    /// Figures in major units of the currency.
    pub(crate) fn sample(currency: Currency) -> Self {
        let step = |above_hours, major| ChargeStep { above_hours, charge: currency.major(major) };
        let charges = |steps: &[ChargeStep]| {
            BrandPolicy::Charges(Conditions::new(true, steps.to_vec()).unwrap())
        };
        Self {
            saver: BrandPolicy::KeepsBase { above_hours: 2 },
            standard: charges(&[step(168, 0), step(72, 3_000), step(2, 3_500)]),
            flexible: charges(&[step(2, 0)]),
        }
    }
}
