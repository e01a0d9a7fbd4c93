//! Baggage allowances, and what extra baggage costs.
//!
//! Extra baggage is priced for each passenger and journey. Prepaid, it is part
//! of the booking's total; at the airport it costs nothing now.

use std::fmt;
use std::str::FromStr;

use airside_primitives::{Amount, Cabin};
use thiserror::Error;

use crate::tariff::PerCabin;

/// Baggage that a fare includes, in kilograms for each passenger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Allowance {
    pub hand_kg: u8,
    pub checked_kg: u8,
}

/// When extra baggage is paid for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ExtraBaggageMode {
    /// With the booking, at the lower price.
    #[default]
    Prepaid,
    /// At the airport, by the kilogram; nothing now.
    AtAirport,
}

impl ExtraBaggageMode {
    pub const ALL: [Self; 2] = [Self::Prepaid, Self::AtAirport];

    /// The code of the API, `AT_AIRPORT`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Prepaid => "PREPAID",
            Self::AtAirport => "AT_AIRPORT",
        }
    }
}

impl FromStr for ExtraBaggageMode {
    type Err = UnknownMode;

    fn from_str(text: &str) -> Result<Self, UnknownMode> {
        Self::ALL.into_iter().find(|mode| mode.code() == text).ok_or(UnknownMode)
    }
}

impl fmt::Display for ExtraBaggageMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Text that is no mode of paying for extra baggage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("extra baggage is PREPAID or AT_AIRPORT")]
pub struct UnknownMode;

/// One size of extra baggage on sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExtraBaggageStep {
    pub kg: u8,
    /// For one passenger on one journey.
    pub prepaid: Amount,
}

/// Allowances and prices of baggage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaggageTariff {
    pub hand_kg: u8,
    pub checked_kg: PerCabin<u8>,
    /// The sizes on sale; any other is refused.
    pub steps: Vec<ExtraBaggageStep>,
    /// For one kilogram, paid at the airport.
    pub at_airport_per_kg: Amount,
}

impl BaggageTariff {
    /// What every fare of a cabin includes.
    pub const fn allowance(&self, cabin: Cabin) -> Allowance {
        Allowance { hand_kg: self.hand_kg, checked_kg: *self.checked_kg.of(cabin) }
    }

    /// What one passenger pays now for so much extra on one journey.
    ///
    /// `None` when that weight is not on sale; 0 kg always is.
    pub fn extra(&self, mode: ExtraBaggageMode, kg: u8) -> Option<Amount> {
        if kg == 0 {
            return Some(Amount::ZERO);
        }
        let step = self.steps.iter().find(|step| step.kg == kg)?;
        Some(match mode {
            ExtraBaggageMode::Prepaid => step.prepaid,
            ExtraBaggageMode::AtAirport => Amount::ZERO,
        })
    }

    /// The kilograms that [`extra`](Self::extra) has a price for, as `0, 3, 5 or 10`.
    pub fn weights(&self) -> String {
        let weights: Vec<_> = self.steps.iter().map(|step| step.kg.to_string()).collect();
        match weights.split_last() {
            None => "0".to_owned(),
            Some((most, [])) => format!("0 or {most}"),
            Some((most, others)) => format!("0, {} or {most}", others.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use airside_primitives::Currency;

    use super::*;

    #[test]
    fn prepaid_baggage_has_a_price_for_each_step() {
        let tariff = BaggageTariff::demo(Currency::INR);
        let prepaid = |kg| tariff.extra(ExtraBaggageMode::Prepaid, kg);

        assert_eq!(prepaid(0), Some(Amount::ZERO));
        assert_eq!(prepaid(3), Some(Amount::minor(135_000)));
        assert_eq!(prepaid(30), Some(Amount::minor(1_350_000)));
        assert_eq!(prepaid(4), None);
    }

    #[test]
    fn baggage_paid_at_the_airport_costs_nothing_now() {
        let tariff = BaggageTariff::demo(Currency::INR);

        assert_eq!(tariff.extra(ExtraBaggageMode::AtAirport, 15), Some(Amount::ZERO));
        assert_eq!(tariff.extra(ExtraBaggageMode::AtAirport, 16), None);
        assert_eq!(tariff.at_airport_per_kg, Amount::minor(55_000));
    }

    #[test]
    fn the_weights_on_sale_are_told_in_words() {
        let tariff = BaggageTariff::demo(Currency::INR);
        let with = |steps: usize| BaggageTariff {
            steps: tariff.steps.iter().take(steps).copied().collect(),
            ..tariff.clone()
        };
        assert_eq!(tariff.weights(), "0, 3, 5, 10, 15, 20 or 30");
        assert_eq!((with(1).weights().as_str(), with(0).weights().as_str()), ("0 or 3", "0"));
    }

    #[test]
    fn better_cabins_include_more() {
        let tariff = BaggageTariff::demo(Currency::INR);
        let included = Cabin::ALL.map(|cabin| tariff.allowance(cabin).checked_kg);
        assert_eq!(included, [40, 30, 20, 15]);
        assert_eq!(tariff.allowance(Cabin::First).hand_kg, 7);
    }

    #[test]
    fn modes_are_read_as_they_are_written() {
        for mode in ExtraBaggageMode::ALL {
            assert_eq!(mode.code().parse(), Ok(mode));
        }
        assert_eq!("prepaid".parse::<ExtraBaggageMode>(), Err(UnknownMode));
    }
}
