//! What an adult's fare for a journey is made of.
//!
//! Nothing is rounded here: shares of a fare are exact in thousandths of a minor unit, and a
//! passenger's base is rounded once.

use airside_primitives::{AirlineCode, AirportCode, Amount, Brand, Cabin, FlightNumber};
use time::Date;

use crate::fare::Purchase;
use crate::fare_table::FareTable;
use crate::sector::Sector;
use crate::tariff::Tariff;

/// An adult's fare for one brand, in thousandths of a minor unit.
///
/// A cabin's share of the economy fare is exact in thousandths.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExactFare {
    /// What STANDARD costs, of which the brand is a share.
    standard: Amount,
    /// What the brand costs, where fares of its own were published.
    of_brand: Amount,
}

impl ExactFare {
    const ZERO: Self = Self { standard: Amount::ZERO, of_brand: Amount::ZERO };

    /// Of what STANDARD costs alone, in thousandths.
    pub(crate) const fn of_standard(thousandths: i64) -> Self {
        Self { standard: Amount::minor(thousandths), of_brand: Amount::ZERO }
    }

    fn standard(fare: Amount, permille: u32) -> Self {
        Self { standard: fare.times(permille.into()), ..Self::ZERO }
    }

    fn of_brand(fare: Amount, permille: u32) -> Self {
        Self { of_brand: fare.times(permille.into()), ..Self::ZERO }
    }

    fn and(self, other: Self) -> Self {
        Self { standard: self.standard + other.standard, of_brand: self.of_brand + other.of_brand }
    }

    /// The base of one passenger, rounded to a multiple of `step` minor units, at least 1.
    pub(crate) fn base(self, brand_permille: u32, passenger_permille: u32, step: i64) -> Amount {
        let share = i64::from(brand_permille);
        // In the common case nothing is multiplied before the division, which is in 128 bits.
        let (fare, share) = if self.of_brand.is_zero() {
            (self.standard, share)
        } else {
            (self.standard.times(share) + self.of_brand.times(1_000), 1)
        };
        let numerator = share.saturating_mul(passenger_permille.into());
        let denominator = step.saturating_mul(1_000 * 1_000 * 1_000);
        fare.scaled(numerator, denominator).times(step)
    }
}

/// The fare of a journey in one brand, booked on a date.
///
/// A through fare applies as on the first sector; one with a flight number applies when every
/// sector has that number. `None` when a sector has neither a fare nor a price for its distance.
pub(crate) fn journey_fare(
    tariff: &Tariff,
    fares: &FareTable,
    sectors: &[Sector],
    cabin: Cabin,
    brand: Brand,
    booked_on: Date,
) -> Option<ExactFare> {
    let by_sectors = || {
        sectors.iter().try_fold(ExactFare::ZERO, |sum, sector| {
            Some(sum.and(sector_fare(tariff, fares, sector, cabin, brand, booked_on)?))
        })
    };
    let [first, .., last] = sectors else { return by_sectors() };

    let purchase =
        Purchase { flight: one_number(sectors), departs_on: first.date, booked_on, brand };
    let ends = (first.origin, last.destination);
    published(tariff, fares, first.airline, ends, cabin, &purchase).or_else(by_sectors)
}

/// The flight number of all sectors; `None` when they have several.
fn one_number(sectors: &[Sector]) -> Option<FlightNumber> {
    let first = sectors.first()?.flight;
    sectors.iter().all(|sector| sector.flight == first).then_some(first)
}

fn sector_fare(
    tariff: &Tariff,
    fares: &FareTable,
    sector: &Sector,
    cabin: Cabin,
    brand: Brand,
    booked_on: Date,
) -> Option<ExactFare> {
    let purchase =
        Purchase { flight: Some(sector.flight), departs_on: sector.date, booked_on, brand };
    let ends = (sector.origin, sector.destination);
    published(tariff, fares, sector.airline, ends, cabin, &purchase).or_else(|| {
        let economy = tariff.per_distance?.economy(sector.distance_km);
        Some(ExactFare::standard(economy, *tariff.cabins.of(cabin)))
    })
}

/// The cabin's own fare, else its share of the economy fare; `None` when neither is published.
fn published(
    tariff: &Tariff,
    fares: &FareTable,
    airline: AirlineCode,
    (origin, destination): (AirportCode, AirportCode),
    cabin: Cabin,
    purchase: &Purchase,
) -> Option<ExactFare> {
    let share = |of, permille| {
        let found = fares.find(airline, origin, destination, of, purchase)?;
        Some(match found.brand {
            None => ExactFare::standard(found.base, permille),
            Some(_) => ExactFare::of_brand(found.base, permille),
        })
    };
    share(cabin, 1_000).or_else(|| share(Cabin::Economy, *tariff.cabins.of(cabin)))
}
