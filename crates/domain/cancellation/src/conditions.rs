//! What an offer promises about cancelling it.
//!
//! A step applies while *more* than its hours are left: exactly 72 hours before
//! departure the step above 72 has ended.

use airside_primitives::Amount;
use thiserror::Error;
use time::{Duration, OffsetDateTime};

/// What cancelling costs while more than so many hours are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChargeStep {
    pub above_hours: u32,
    /// For all who travel on the journey, once.
    pub charge: Amount,
}

impl ChargeStep {
    /// The first instant at which this step does not apply.
    pub fn ends_at(&self, departure: OffsetDateTime) -> OffsetDateTime {
        // A date too early for the calendar is as good as its first day.
        let hours = Duration::hours(self.above_hours.into());
        departure.saturating_sub(hours)
    }
}

/// The charges for cancelling a journey, by hours to its first departure.
///
/// After the last step cancelling is refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Conditions {
    refundable: bool,
    charges: Vec<ChargeStep>,
}

impl Conditions {
    /// `refundable` tells searchers whether any of the base may come back.
    pub fn new(refundable: bool, charges: Vec<ChargeStep>) -> Result<Self, InvalidConditions> {
        if charges.is_empty() {
            return Err(InvalidConditions::NoSteps);
        }
        if charges.iter().any(|step| step.charge < Amount::ZERO) {
            return Err(InvalidConditions::NegativeCharge);
        }
        if !charges.is_sorted_by(|step, next| step.above_hours > next.above_hours) {
            return Err(InvalidConditions::HoursDoNotFall);
        }
        if !charges.is_sorted_by(|step, next| step.charge <= next.charge) {
            return Err(InvalidConditions::ChargeFalls);
        }
        Ok(Self { refundable, charges })
    }

    /// For a table made in this crate, which has one step.
    pub(crate) const fn known(refundable: bool, charges: Vec<ChargeStep>) -> Self {
        Self { refundable, charges }
    }

    /// Whether any of the base may come back.
    pub const fn refundable(&self) -> bool {
        self.refundable
    }

    /// In falling hours.
    pub fn charges(&self) -> &[ChargeStep] {
        &self.charges
    }

    /// The same terms for two that part, who share each charge in proportion to their `weights`, in
    /// multiples of `step`.
    ///
    /// A charge that rises for both together falls for neither of them.
    pub fn divided(&self, step: i64, weights: [Amount; 2]) -> [Self; 2] {
        let of = |half: usize| {
            let share = |of: &ChargeStep| {
                let charge = of.charge.split_in_two(step, weights)[half];
                ChargeStep { charge, ..*of }
            };
            Self { charges: self.charges.iter().map(share).collect(), ..self.clone() }
        };
        [of(0), of(1)]
    }

    /// The step that applies at an instant; `None` when it is too late to cancel.
    pub fn step_at(&self, departure: OffsetDateTime, now: OffsetDateTime) -> Option<ChargeStep> {
        self.charges.iter().find(|step| now < step.ends_at(departure)).copied()
    }

    /// The first instant at which cancelling is refused.
    pub fn closes_at(&self, departure: OffsetDateTime) -> OffsetDateTime {
        self.charges.last().map_or(departure, |step| step.ends_at(departure))
    }
}

/// A table of charges that makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InvalidConditions {
    #[error("at least one charge is needed")]
    NoSteps,
    #[error("a charge is negative")]
    NegativeCharge,
    #[error("the hours of the charges must fall")]
    HoursDoNotFall,
    #[error("cancelling later must not cost less")]
    ChargeFalls,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(steps: &[(u32, i64)]) -> Vec<ChargeStep> {
        let step = |&(above_hours, charge): &(u32, i64)| ChargeStep {
            above_hours,
            charge: Amount::minor(charge),
        };
        steps.iter().map(step).collect()
    }

    #[test]
    fn a_table_out_of_order_is_refused() {
        let refused = |table: &[(u32, i64)]| Conditions::new(true, steps(table)).unwrap_err();

        assert_eq!(refused(&[]), InvalidConditions::NoSteps);
        assert_eq!(refused(&[(2, -1)]), InvalidConditions::NegativeCharge);
        assert_eq!(refused(&[(2, 0), (72, 5)]), InvalidConditions::HoursDoNotFall);
        assert_eq!(refused(&[(2, 0), (2, 5)]), InvalidConditions::HoursDoNotFall);
        assert_eq!(refused(&[(72, 5), (2, 0)]), InvalidConditions::ChargeFalls);
    }

    #[test]
    fn two_that_part_share_each_charge() {
        let whole = Conditions::new(true, steps(&[(72, 5), (2, 10)])).unwrap();
        let [one, other] = whole.divided(1, [Amount::minor(1), Amount::minor(2)]);
        assert_eq!(one.charges(), steps(&[(72, 1), (2, 3)]));
        assert_eq!(other.charges(), steps(&[(72, 4), (2, 7)]));
        assert!(one.refundable() && other.refundable());
    }

    #[test]
    fn a_table_in_order_is_kept_as_it_is() {
        let table = steps(&[(72, 0), (2, 5)]);
        let conditions = Conditions::new(true, table.clone()).unwrap();

        assert!(conditions.refundable());
        assert_eq!(conditions.charges(), table);
    }
}
