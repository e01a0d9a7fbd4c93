//! Prices one journey: from the fares that cover it to what a party pays.
//!
//! A passenger's base is rounded once, after every share has been applied, and so is each
//! tax, to what can be charged; amounts for the party are multiples and sums of those,
//! never rounded again.

use airside_primitives::{
    AirlineCode, AirportCode, Amount, Brand, Cabin, CountryCode, Party, PassengerType,
};

use crate::fare_table::FareTable;
use crate::journey_price::{JourneyPrice, PassengerPrice, TaxLine};
use crate::tariff::Tariff;
use crate::tax::{Ends, TaxRule};

/// One flight segment, as pricing sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sector {
    /// The airline that sells the flight.
    pub airline: AirlineCode,
    pub origin: AirportCode,
    pub destination: AirportCode,
    pub origin_country: CountryCode,
    pub destination_country: CountryCode,
    pub distance_km: u32,
}

/// Prices one journey, in one direction, for a party.
///
/// The base comes from a through fare of the airline that sells the journey (the first
/// sector's), else from the fares of the sectors, each by its own airline, else from the
/// distance; `None` when the tariff has no price for a distance. A journey without sectors costs
/// nothing.
pub fn price(
    tariff: &Tariff,
    fares: &FareTable,
    sectors: &[Sector],
    cabin: Cabin,
    brand: Brand,
    party: Party,
) -> Option<JourneyPrice> {
    let mut passengers = without_taxes(tariff, fares, sectors, cabin, brand, party)?;
    let mut lines: Vec<TaxLine> = Vec::new();

    for (rule, times) in due(tariff, sectors, cabin) {
        let amount = levy(tariff, rule, times, &mut passengers);
        let same_row =
            |line: &&mut TaxLine| line.code == rule.code && line.refundable == rule.refundable;
        match lines.iter_mut().find(same_row) {
            Some(line) => line.amount += amount,
            None => {
                lines.push(TaxLine { code: rule.code, amount, refundable: rule.refundable });
            }
        }
    }

    lines.retain(|line| !line.amount.is_zero());
    let travelling = passengers.into_iter().filter(|passenger| passenger.count > 0).collect();
    Some(JourneyPrice::assessed(travelling, lines))
}

/// The total of [`price`], without the rows: what ranking needs.
pub fn total(
    tariff: &Tariff,
    fares: &FareTable,
    sectors: &[Sector],
    cabin: Cabin,
    brand: Brand,
    party: Party,
) -> Option<Amount> {
    let mut passengers = without_taxes(tariff, fares, sectors, cabin, brand, party)?;
    for (rule, times) in due(tariff, sectors, cabin) {
        levy(tariff, rule, times, &mut passengers);
    }
    let totals = passengers.iter().map(|it| it.total().times(it.count.into()));
    Some(totals.sum())
}

/// The fare basis that a ticket shows, `YSAVER`.
pub fn fare_basis(cabin: Cabin, brand: Brand) -> String {
    format!("{}{}", cabin.letter(), brand.code())
}

/// The rules that apply to a journey, and how many times each.
fn due<'a>(
    tariff: &'a Tariff,
    sectors: &'a [Sector],
    cabin: Cabin,
) -> impl Iterator<Item = (&'a TaxRule, i64)> {
    let journey = Ends::of_journey(sectors);
    tariff.taxes.iter().filter_map(move |rule| {
        let times = rule.times_due(sectors, journey?, cabin);
        (times > 0).then_some((rule, times))
    })
}

/// Adds a tax to what each passenger pays, and returns what the party pays of it.
fn levy(
    tariff: &Tariff,
    rule: &TaxRule,
    times: i64,
    passengers: &mut [PassengerPrice; 3],
) -> Amount {
    let step = tariff.currency.chargeable_step();
    let mut levied = Amount::ZERO;
    for passenger in passengers.iter_mut().filter(|passenger| passenger.count > 0) {
        let each = rule.due_from(passenger.kind, passenger.base).rounded_to(step).times(times);
        passenger.taxes += each;
        levied += each.times(passenger.count.into());
    }
    levied
}

/// Every passenger type with its base; types that do not travel have a count of 0.
fn without_taxes(
    tariff: &Tariff,
    fares: &FareTable,
    sectors: &[Sector],
    cabin: Cabin,
    brand: Brand,
    party: Party,
) -> Option<[PassengerPrice; 3]> {
    let fare = journey_fare(tariff, fares, sectors, cabin)?;
    let step = base_step(tariff);
    Some(PassengerType::ALL.map(|kind| {
        let count = party.count(kind);
        let base = match count {
            0 => Amount::ZERO,
            _ => fare.base(tariff.brands.of(brand), tariff.passenger_permille(kind), step),
        };
        PassengerPrice { kind, count, base, taxes: Amount::ZERO }
    }))
}

/// The tariff's rounding, or the next multiple of what can be charged.
fn base_step(tariff: &Tariff) -> i64 {
    let chargeable = tariff.currency.chargeable_step();
    let short_of_a_multiple = tariff.rounding.max(1) % chargeable;
    match short_of_a_multiple {
        0 => tariff.rounding.max(1),
        odd => tariff.rounding.max(1).saturating_add(chargeable - odd),
    }
}

/// An adult's STANDARD fare in thousandths of a minor unit.
///
/// A cabin's share of the economy fare is exact in thousandths, so nothing is
/// rounded before the passenger's base.
#[derive(Clone, Copy)]
struct ExactFare(Amount);

impl ExactFare {
    fn share_of(fare: Amount, permille: u32) -> Self {
        Self(fare.times(permille.into()))
    }

    /// The base of one passenger, rounded to a multiple of `step` minor units.
    fn base(self, brand_permille: u32, passenger_permille: u32, step: i64) -> Amount {
        let numerator = i64::from(brand_permille).saturating_mul(passenger_permille.into());
        let denominator = step.saturating_mul(1_000 * 1_000 * 1_000);
        self.0.scaled(numerator, denominator).times(step)
    }
}

fn journey_fare(
    tariff: &Tariff,
    fares: &FareTable,
    sectors: &[Sector],
    cabin: Cabin,
) -> Option<ExactFare> {
    let by_sectors = || {
        let each = sectors.iter().map(|sector| Some(sector_fare(tariff, fares, sector, cabin)?.0));
        each.sum::<Option<Amount>>().map(ExactFare)
    };
    let [first, .., last] = sectors else { return by_sectors() };

    published(tariff, fares, first.airline, (first.origin, last.destination), cabin)
        .or_else(by_sectors)
}

fn sector_fare(
    tariff: &Tariff,
    fares: &FareTable,
    sector: &Sector,
    cabin: Cabin,
) -> Option<ExactFare> {
    published(tariff, fares, sector.airline, (sector.origin, sector.destination), cabin).or_else(
        || {
            let economy = tariff.per_distance?.economy(sector.distance_km);
            Some(ExactFare::share_of(economy, *tariff.cabins.of(cabin)))
        },
    )
}

/// The cabin's own fare, else its share of the economy fare; `None` when neither is published.
fn published(
    tariff: &Tariff,
    fares: &FareTable,
    airline: AirlineCode,
    (origin, destination): (AirportCode, AirportCode),
    cabin: Cabin,
) -> Option<ExactFare> {
    let own = fares.base(airline, origin, destination, cabin);
    let own = own.map(|fare| ExactFare::share_of(fare, 1_000));
    own.or_else(|| {
        let economy = fares.base(airline, origin, destination, Cabin::Economy)?;
        Some(ExactFare::share_of(economy, *tariff.cabins.of(cabin)))
    })
}
