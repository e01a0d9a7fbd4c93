//! Fares, taxes, baggage and promo codes: from a journey to a price.
//!
//! Every amount is in minor units of the one selling currency, which the
//! [`Tariff`] names; nothing here converts between currencies while pricing.

mod baggage;
mod cheapest;
mod divided;
mod fare;
mod fare_table;
mod journey_fare;
mod journey_price;
mod pricing;
mod promo;
mod promo_discount;
mod sector;
mod sector_prices;
mod tariff;
mod tax;
#[cfg(test)]
mod tests;

pub use baggage::{Allowance, BaggageTariff, ExtraBaggageMode, ExtraBaggageStep, UnknownMode};
pub use cheapest::Cheapest;
pub use fare::{Fare, FareConditions, Purchase, Specificity};
pub use fare_table::{FareFound, FareTable};
pub use journey_price::{JourneyPrice, PassengerPrice, TaxLine};
pub use pricing::{fare_basis, price, total};
pub use promo::{InvalidPromoName, Percent, PromoCode, PromoName, Reduction};
pub use promo_discount::{Discount, PromoJourney, PromoRefused, PromoUses};
pub use sector::Sector;
pub use sector_prices::SectorPrices;
pub use tariff::{BrandShares, DistanceFare, PerCabin, Tariff};
pub use tax::{InvalidTaxCode, TaxCharge, TaxCode, TaxRule, TaxedAt, TaxedRoutes};
