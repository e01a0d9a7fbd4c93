//! Money as integers of minor units.
//!
//! A price sheet names its currency once and holds bare [`Amount`]s, so two
//! currencies cannot meet in one sum.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount in minor units (cents, paise; whole yen) of the currency named beside it.
///
/// Arithmetic saturates: an impossibly large sum stays at the limit instead of wrapping round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    pub const ZERO: Self = Self(0);

    /// From minor units.
    pub const fn minor(units: i64) -> Self {
        Self(units)
    }

    /// The number of minor units.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// This amount `count` times.
    #[must_use]
    pub const fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }

    /// `permille` thousandths of this amount, half a unit rounded away from zero.
    #[must_use]
    pub fn permille(self, permille: i64) -> Self {
        self.scaled(permille, 1000)
    }

    /// This amount × `numerator` ÷ `denominator`, half a unit rounded away from zero.
    ///
    /// A denominator of 0 gives 0.
    #[must_use]
    pub fn scaled(self, numerator: i64, denominator: i64) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        if let Some(scaled) = self.scaled_in_64_bits(numerator, denominator) {
            return scaled;
        }
        let product = i128::from(self.0) * i128::from(numerator) * 2;
        let denominator = i128::from(denominator);
        let sign = if (product < 0) == (denominator < 0) { 1 } else { -1 };
        let rounded = (product.abs() + denominator.abs()) / (denominator.abs() * 2) * sign;
        Self(i64::try_from(rounded).unwrap_or(if sign > 0 { i64::MAX } else { i64::MIN }))
    }

    /// The same where nothing on the way is too large and nothing is below zero, which is nearly
    /// always so: a division in 128 bits takes ten times as long.
    fn scaled_in_64_bits(self, numerator: i64, denominator: i64) -> Option<Self> {
        let product = u64::try_from(self.0).ok()?.checked_mul(u64::try_from(numerator).ok()?)?;
        let denominator = u64::try_from(denominator).ok()?;
        let rounded =
            product.checked_mul(2)?.checked_add(denominator)? / denominator.checked_mul(2)?;
        i64::try_from(rounded).ok().map(Self)
    }

    /// This amount, rounded half away from zero to a multiple of `step` minor units.
    ///
    /// A step of 0 or 1 leaves it as it is.
    #[must_use]
    pub fn rounded_to(self, step: i64) -> Self {
        if step <= 1 { self } else { Self(self.scaled(1, step).0.saturating_mul(step)) }
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether this is a multiple of `step` minor units.
    pub const fn is_multiple_of(self, step: i64) -> bool {
        step <= 1 || self.0 % step == 0
    }

    /// Splits this amount over `weights` in proportion; odd units go to the largest weight.
    ///
    /// The shares add up to this amount exactly. With no weight above zero the
    /// first share takes all; with no weights there are no shares.
    pub fn split(self, weights: &[Self]) -> Vec<Self> {
        self.split_in_steps(1, weights)
    }

    /// Splits this amount in two multiples of `step`, in proportion to both weights; an odd step goes to
    /// the larger one.
    ///
    /// Neither share is more than its weight where this amount is not more than both together and all
    /// are multiples of `step`.
    #[must_use]
    pub fn split_in_two(self, step: i64, weights: [Self; 2]) -> [Self; 2] {
        let first = self.split_in_steps(step, &weights).first().copied().unwrap_or(self);
        [first, self - first]
    }

    /// The shares of [`Self::split`] in multiples of `step` minor units.
    ///
    /// A remainder smaller than a step goes to the largest weight too.
    pub fn split_in_steps(self, step: i64, weights: &[Self]) -> Vec<Self> {
        let step = i128::from(step.max(1));
        let total: i128 = weights.iter().map(|weight| i128::from(weight.0.max(0))).sum();
        let largest = weights
            .iter()
            .enumerate()
            .max_by_key(|(at, weight)| (weight.0, std::cmp::Reverse(*at)))
            .map(|(at, _)| at);
        let Some(largest) = largest else { return Vec::new() };

        let share = |weight: &Self| {
            if total == 0 {
                return Self::ZERO;
            }
            let share = i128::from(self.0) * i128::from(weight.0.max(0)) / total;
            Self(i64::try_from(share / step * step).unwrap_or(i64::MAX))
        };
        let mut shares: Vec<Self> = weights.iter().map(share).collect();
        let rest = self - shares.iter().copied().sum();
        shares[largest] += rest;
        shares
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Amount {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(Amount::minor(5).permille(500), Amount::minor(3));
        assert_eq!(Amount::minor(-5).permille(500), Amount::minor(-3));
        assert_eq!(Amount::minor(149).rounded_to(100), Amount::minor(100));
        assert_eq!(Amount::minor(150).rounded_to(100), Amount::minor(200));
    }

    #[test]
    fn odd_units_go_to_the_largest_share() {
        let weights = [10, 30, 10].map(Amount::minor);
        let shares = Amount::minor(101).split(&weights);
        assert_eq!(shares, [20, 61, 20].map(Amount::minor));
    }

    #[test]
    fn shares_are_whole_steps() {
        let weights = [10, 30, 10].map(Amount::minor);
        assert_eq!(
            Amount::minor(130).split_in_steps(10, &weights),
            [20, 90, 20].map(Amount::minor)
        );
        assert_eq!(Amount::minor(7).split_in_steps(10, &weights), [0, 7, 0].map(Amount::minor));
        assert!(Amount::minor(130).is_multiple_of(10) && !Amount::minor(131).is_multiple_of(10));
    }

    proptest! {
        #[test]
        fn shares_add_up_to_the_whole(
            whole in 0_i64..1_000_000_000,
            step in prop::sample::select(vec![1_i64, 10, 100]),
            weights in prop::collection::vec(0_i64..10_000_000, 1..12),
        ) {
            let weights: Vec<_> = weights.into_iter().map(Amount::minor).collect();
            let whole = Amount::minor(whole * step);
            let shares = whole.split_in_steps(step, &weights);
            prop_assert_eq!(shares.iter().copied().sum::<Amount>(), whole);
            prop_assert!(shares.iter().all(|share| *share >= Amount::ZERO));
            prop_assert!(shares.iter().all(|share| share.is_multiple_of(step)));
        }

        #[test]
        fn of_two_shares_neither_is_more_than_its_weight(
            one in 0_i64..10_000,
            other in 0_i64..10_000,
            permille in 0_i64..=1000,
            step in prop::sample::select(vec![1_i64, 10, 100]),
        ) {
            let weights = [one * step, other * step].map(Amount::minor);
            let whole = Amount::minor((one + other) * permille / 1000 * step);
            let [first, second] = whole.split_in_two(step, weights);
            prop_assert_eq!(first + second, whole);
            prop_assert!(first.is_multiple_of(step) && second.is_multiple_of(step));
            prop_assert!(Amount::ZERO <= first && first <= weights[0]);
            prop_assert!(Amount::ZERO <= second && second <= weights[1]);
        }
    }
}
