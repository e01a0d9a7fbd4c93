//! Everything about prices that is not a published fare.
//!
//! Shares are in permille, thousandths of the adult STANDARD fare, so that a
//! tariff is exact in every currency; amounts are minor units of its own.

use airside_primitives::{Amount, Brand, Cabin, Currency, PassengerType};

use crate::baggage::{BaggageTariff, ExtraBaggageStep};
use crate::demo_taxes::DEMO_TAXES;
use crate::tax::TaxRule;

/// How published fares become prices, from configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tariff {
    /// The one selling currency of this deployment.
    pub currency: Currency,
    /// Each passenger's base is rounded to a multiple of this many minor units.
    pub rounding: i64,
    pub brands: BrandShares,
    /// Permille of the economy fare, used where a cabin has no fare of its own.
    pub cabins: PerCabin<u32>,
    /// What a child pays, in permille of the adult base.
    pub child_permille: u32,
    /// What an infant on a lap pays, in permille of the adult base.
    pub infant_permille: u32,
    /// The fare where nobody published one; without it such a journey is not sold.
    pub per_distance: Option<DistanceFare>,
    pub taxes: Vec<TaxRule>,
    pub baggage: BaggageTariff,
}

/// What each brand costs, in permille of the STANDARD fare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrandShares {
    pub saver: u32,
    pub standard: u32,
    pub flexible: u32,
}

impl BrandShares {
    pub const fn of(&self, brand: Brand) -> u32 {
        match brand {
            Brand::Saver => self.saver,
            Brand::Standard => self.standard,
            Brand::Flexible => self.flexible,
        }
    }
}

/// One value for each cabin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerCabin<T> {
    pub economy: T,
    pub premium_economy: T,
    pub business: T,
    pub first: T,
}

impl<T> PerCabin<T> {
    pub const fn of(&self, cabin: Cabin) -> &T {
        match cabin {
            Cabin::Economy => &self.economy,
            Cabin::PremiumEconomy => &self.premium_economy,
            Cabin::Business => &self.business,
            Cabin::First => &self.first,
        }
    }
}

/// An economy fare made from nothing but the distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DistanceFare {
    pub per_flight: Amount,
    pub per_km: Amount,
}

impl DistanceFare {
    /// The adult economy base for one flight of this length.
    pub fn economy(&self, distance_km: u32) -> Amount {
        self.per_flight + self.per_km.times(distance_km.into())
    }
}

impl Tariff {
    /// A tariff to try things with: the product's shares, and made-up taxes and distance fares.
    ///
    /// The figures are meant as rupees. In another currency they are as many of its
    /// major units, until [`scaled`](Self::scaled) brings them to its worth.
    pub fn demo(currency: Currency) -> Self {
        let rupees = Self {
            currency,
            rounding: currency.minor_per_major(),
            brands: BrandShares { saver: 850, standard: 1_000, flexible: 1_350 },
            cabins: PerCabin {
                economy: 1_000,
                premium_economy: 1_600,
                business: 3_200,
                first: 5_000,
            },
            child_permille: 750,
            infant_permille: 100,
            per_distance: Some(DistanceFare {
                per_flight: Amount::minor(180_000),
                per_km: Amount::minor(420),
            }),
            taxes: DEMO_TAXES.to_vec(),
            baggage: BaggageTariff::default_for(Currency::INR),
        };
        rupees.scaled(currency.minor_per_major(), Currency::INR.minor_per_major())
    }

    /// Multiplies every amount by `numerator` ÷ `denominator`, each to the nearest minor unit.
    ///
    /// Shares and rounding stay as they are.
    #[must_use]
    pub fn scaled(self, numerator: i64, denominator: i64) -> Self {
        let scale = |amount: Amount| amount.scaled(numerator, denominator);
        let scale_step =
            |step: ExtraBaggageStep| ExtraBaggageStep { prepaid: scale(step.prepaid), ..step };
        Self {
            per_distance: self.per_distance.map(|fare| DistanceFare {
                per_flight: scale(fare.per_flight),
                per_km: scale(fare.per_km),
            }),
            taxes: self
                .taxes
                .into_iter()
                .map(|rule| TaxRule { charge: rule.charge.map_amount(scale), ..rule })
                .collect(),
            baggage: BaggageTariff {
                steps: self.baggage.steps.into_iter().map(scale_step).collect(),
                at_airport_per_kg: scale(self.baggage.at_airport_per_kg),
                ..self.baggage
            },
            ..self
        }
    }

    /// What somebody of this type pays, in permille of the adult base.
    pub const fn passenger_permille(&self, kind: PassengerType) -> u32 {
        match kind {
            PassengerType::Adult => 1_000,
            PassengerType::Child => self.child_permille,
            PassengerType::Infant => self.infant_permille,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demo_figures_are_major_units_of_any_currency() {
        let yen = Tariff::demo("JPY".parse().unwrap());
        let dinar = Tariff::demo("KWD".parse().unwrap());

        assert_eq!(Tariff::demo(Currency::INR).taxes, DEMO_TAXES);
        assert_eq!(yen.baggage.at_airport_per_kg, Amount::minor(550));
        assert_eq!(dinar.baggage.at_airport_per_kg, Amount::minor(550_000));
        assert_eq!(yen.per_distance.map(|fare| fare.per_km), Some(Amount::minor(4)));
        assert_eq!((yen.rounding, dinar.rounding), (1, 1_000));
        let baggage = BaggageTariff::default_for(dinar.currency);
        assert_eq!(dinar.baggage, baggage);
    }

    #[test]
    fn scaling_changes_amounts_and_leaves_shares() {
        let rupees = Tariff::demo(Currency::INR);
        let dollars = Tariff::demo("USD".parse().unwrap()).scaled(1, 100);

        let per_flight = dollars.per_distance.map(|fare| fare.per_flight);
        assert_eq!(per_flight, Some(Amount::minor(1_800)));
        assert_eq!(dollars.baggage.steps[0].prepaid, Amount::minor(1_350));
        assert_eq!(dollars.brands, rupees.brands);
        assert_eq!(dollars.cabins, rupees.cabins);
        assert_eq!(dollars.baggage.checked_kg, rupees.baggage.checked_kg);
    }
}
