//! Everything about prices that is not a published fare.
//!
//! Shares are in permille, thousandths of the adult STANDARD fare, so that a
//! tariff is exact in every currency; amounts are minor units of its own.

use airside_primitives::{Amount, Brand, Cabin, Currency, PassengerType};

use crate::baggage::BaggageTariff;
use crate::tax::{TaxCode, TaxRule};

/// How published fares become prices.
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
    /// The fare where none is published; without it such a journey is not sold.
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

/// An economy fare by distance alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DistanceFare {
    pub per_flight: Amount,
    /// For a hundred kilometres, since one may be worth less than the smallest coin.
    pub per_100_km: Amount,
}

impl DistanceFare {
    /// The adult economy base for one flight of this length.
    pub fn economy(&self, distance_km: u32) -> Amount {
        self.per_flight + self.per_100_km.scaled(distance_km.into(), 100)
    }
}

impl Tariff {
    /// What a tax is for, in words; `None` for one that has no name here.
    pub fn tax_name(&self, code: TaxCode) -> Option<&str> {
        self.taxes.iter().filter(|rule| rule.code == code).find_map(|rule| rule.name.as_deref())
    }

    /// What a passenger of this type pays, in permille of the adult base.
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
    fn a_distance_is_priced_to_the_kilometre() {
        let fare =
            DistanceFare { per_flight: Amount::minor(180_000), per_100_km: Amount::minor(42_000) };
        assert_eq!(fare.economy(0), Amount::minor(180_000));
        assert_eq!(fare.economy(1_147), Amount::minor(180_000 + 1_147 * 420));
    }

    #[test]
    fn a_tax_is_called_by_the_first_of_its_names() {
        let mut tariff = Tariff::demo(Currency::INR);
        let code = tariff.taxes[0].code;
        assert_eq!(tariff.tax_name(code), None);
        tariff.taxes[1].name = Some("Goods and services tax".into());
        assert_eq!(tariff.taxes[1].code, code);
        assert_eq!(tariff.tax_name(code), Some("Goods and services tax"));
    }
}
