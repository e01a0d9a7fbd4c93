//! What may be carried, and what more of it costs.
//!
//! Extra baggage is priced for each passenger and journey. Prepaid, it is part
//! of the booking's total; at the airport it costs nothing now.

use std::fmt;
use std::str::FromStr;

use airside_primitives::{Amount, Cabin, Currency};
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

/// Allowances and prices of baggage, from configuration.
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
    /// The product's own figures, in major units of the selling currency.
    pub fn default_for(currency: Currency) -> Self {
        let steps = [(3, 1_350), (5, 2_250), (10, 4_500), (15, 6_750), (20, 9_000), (30, 13_500)];
        Self {
            hand_kg: 7,
            checked_kg: PerCabin { economy: 15, premium_economy: 20, business: 30, first: 40 },
            steps: steps
                .map(|(kg, price)| ExtraBaggageStep { kg, prepaid: currency.major(price) })
                .to_vec(),
            at_airport_per_kg: currency.major(550),
        }
    }

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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prepaid_baggage_has_a_price_for_each_step() {
        let tariff = BaggageTariff::default_for(Currency::INR);
        let prepaid = |kg| tariff.extra(ExtraBaggageMode::Prepaid, kg);

        assert_eq!(prepaid(0), Some(Amount::ZERO));
        assert_eq!(prepaid(3), Some(Amount::minor(135_000)));
        assert_eq!(prepaid(30), Some(Amount::minor(1_350_000)));
        assert_eq!(prepaid(4), None);
    }

    #[test]
    fn baggage_paid_at_the_airport_costs_nothing_now() {
        let tariff = BaggageTariff::default_for(Currency::INR);

        assert_eq!(tariff.extra(ExtraBaggageMode::AtAirport, 15), Some(Amount::ZERO));
        assert_eq!(tariff.extra(ExtraBaggageMode::AtAirport, 16), None);
        assert_eq!(tariff.at_airport_per_kg, Amount::minor(55_000));
    }

    #[test]
    fn prepaying_is_never_dearer_than_the_airport() {
        let tariff = BaggageTariff::default_for(Currency::INR);
        for step in &tariff.steps {
            assert!(step.prepaid <= tariff.at_airport_per_kg.times(step.kg.into()));
        }
    }

    #[test]
    fn better_cabins_include_more() {
        let tariff = BaggageTariff::default_for(Currency::INR);
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
