//! When a journey may be exchanged, and for what fee: the operator's, brand by brand.

use airside_cancellation::{ChargeStep, Conditions, InvalidConditions};
use airside_primitives::{Amount, Brand};
use time::OffsetDateTime;

/// How one brand is exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// A table of the same shape and order as that of cancelling.
    fees: Conditions,
    returns_difference: bool,
}

/// How each brand is exchanged; not at all where it has no rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    pub saver: Option<Rules>,
    pub standard: Option<Rules>,
    pub flexible: Option<Rules>,
}

impl Rules {
    /// `fees` in falling hours, each for the whole party and journey. What a cheaper journey leaves
    /// over comes back if `returns_difference`, and is kept otherwise.
    pub fn new(fees: Vec<ChargeStep>, returns_difference: bool) -> Result<Self, InvalidConditions> {
        Ok(Self { fees: Conditions::new(true, fees)?, returns_difference })
    }

    /// What it costs while more than so many hours are left; after the last step it is too late.
    pub fn fees(&self) -> &[ChargeStep] {
        self.fees.charges()
    }

    /// The same rules for two that part, who share each fee in proportion to their `weights`, in multiples
    /// of `step`.
    pub fn divided(&self, step: i64, weights: [Amount; 2]) -> [Self; 2] {
        self.fees.divided(step, weights).map(|fees| Self { fees, ..*self })
    }

    /// What it costs at this moment, for a journey that departs then; `None` where it is too late.
    pub fn fee_at(&self, departure: OffsetDateTime, now: OffsetDateTime) -> Option<Amount> {
        self.fees.step_at(departure, now).map(|step| step.charge)
    }

    /// Whether what a cheaper journey leaves over comes back.
    pub const fn returns_difference(&self) -> bool {
        self.returns_difference
    }

    pub(crate) const fn table(&self) -> &Conditions {
        &self.fees
    }
}

impl Policy {
    /// The rules of a brand; `None` where it is not exchanged.
    pub const fn of(&self, brand: Brand) -> Option<&Rules> {
        match brand {
            Brand::Saver => self.saver.as_ref(),
            Brand::Standard => self.standard.as_ref(),
            Brand::Flexible => self.flexible.as_ref(),
        }
    }
}
