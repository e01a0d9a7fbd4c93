//! Money as integers of minor units.
//!
//! A price sheet names its currency once and holds bare [`Amount`]s, so two
//! currencies cannot meet in one sum.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use thiserror::Error;

/// An amount in minor units (cents, paise; whole yen) of the currency named beside it.
///
/// Arithmetic saturates: a sum that no money could reach stays at the edge
/// instead of wrapping round to a gift.
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
        let product = i128::from(self.0) * i128::from(numerator) * 2;
        let denominator = i128::from(denominator);
        let sign = if (product < 0) == (denominator < 0) { 1 } else { -1 };
        let rounded = (product.abs() + denominator.abs()) / (denominator.abs() * 2) * sign;
        Self(i64::try_from(rounded).unwrap_or(if sign > 0 { i64::MAX } else { i64::MIN }))
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

    /// Splits this amount over `weights` in proportion; odd units go to the largest weight.
    ///
    /// The shares add up to this amount exactly. With no weight above zero the
    /// first share takes all; with no weights there are no shares.
    pub fn split(self, weights: &[Self]) -> Vec<Self> {
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
            Self(i64::try_from(share).unwrap_or(i64::MAX))
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

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    decimals: u8,
}

impl Currency {
    pub const INR: Self = Self { code: *b"INR", decimals: 2 };

    /// The three-letter code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Digits after the point: 2 for most, 0 for JPY, 3 for KWD (ISO 4217).
    pub const fn decimals(&self) -> u8 {
        self.decimals
    }

    /// Minor units in one major unit.
    pub const fn minor_per_major(&self) -> i64 {
        10_i64.pow(self.decimals as u32)
    }

    /// An amount of whole major units.
    pub const fn major(&self, units: i64) -> Amount {
        Amount(units.saturating_mul(self.minor_per_major()))
    }

    /// Writes an amount for people, as in `INR 4,589.00`.
    pub fn show(&self, amount: Amount) -> String {
        let minor = amount.get().unsigned_abs();
        let per_major = self.minor_per_major().unsigned_abs();
        let whole = grouped(minor / per_major);
        let sign = if amount.get() < 0 { "-" } else { "" };
        let code = self.code();
        match self.decimals {
            0 => format!("{code} {sign}{whole}"),
            digits => {
                let width = usize::from(digits);
                format!("{code} {sign}{whole}.{:0width$}", minor % per_major)
            }
        }
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// Currencies whose minor unit is not a hundredth (ISO 4217).
const NO_DECIMALS: &[&str] = &[
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
    "XAF", "XOF", "XPF",
];
const THREE_DECIMALS: &[&str] = &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];
const TWO_DECIMALS: &[&str] = &[
    "AED", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY",
    "COP", "CRC", "CUP", "CVE", "CZK", "DKK", "DOP", "DZD", "EGP", "ETB", "EUR", "FJD", "FKP",
    "GBP", "GEL", "GHS", "GIP", "GMD", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS",
    "INR", "IRR", "JMD", "KES", "KGS", "KHR", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
    "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR",
    "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN",
    "QAR", "RON", "RSD", "RUB", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS",
    "SRD", "SSP", "STN", "SYP", "SZL", "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD", "TZS",
    "UAH", "USD", "UYU", "UZS", "VES", "WST", "XCD", "YER", "ZAR", "ZMW",
];

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let known = |list: &[&str]| list.contains(&text);
        let decimals = if known(TWO_DECIMALS) {
            2
        } else if known(NO_DECIMALS) {
            0
        } else if known(THREE_DECIMALS) {
            3
        } else {
            return Err(UnknownCurrency(text.to_owned()));
        };
        let code = text.as_bytes().try_into().map_err(|_| UnknownCurrency(text.to_owned()))?;
        Ok(Self { code, decimals })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// No ISO 4217 currency has this code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not an ISO 4217 currency code")]
pub struct UnknownCurrency(String);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_shown_with_the_currencys_own_decimals() {
        let yen: Currency = "JPY".parse().unwrap();
        let dinar: Currency = "KWD".parse().unwrap();
        assert_eq!(Currency::INR.show(Amount::minor(123_456_789)), "INR 1,234,567.89");
        assert_eq!(Currency::INR.show(Amount::minor(-5)), "INR -0.05");
        assert_eq!(yen.show(Amount::minor(1_234)), "JPY 1,234");
        assert_eq!(dinar.show(Amount::minor(1_234)), "KWD 1.234");
    }

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

    proptest! {
        #[test]
        fn shares_add_up_to_the_whole(
            whole in 0_i64..1_000_000_000,
            weights in prop::collection::vec(0_i64..10_000_000, 1..12),
        ) {
            let weights: Vec<_> = weights.into_iter().map(Amount::minor).collect();
            let shares = Amount::minor(whole).split(&weights);
            prop_assert_eq!(shares.iter().copied().sum::<Amount>(), Amount::minor(whole));
            prop_assert!(shares.iter().all(|share| *share >= Amount::ZERO));
        }
    }
}
