//! Prices one journey: from the fares that cover it to what a party pays.
//!
//! A passenger's base is rounded once, after every share has been applied, and so is each
//! tax, to what can be charged; amounts for the party are multiples and sums of those,
//! never rounded again.

use airside_primitives::{
    AirlineCode, AirportCode, Amount, Brand, Cabin, CountryCode, FlightNumber, Party, PassengerType,
};
use time::Date;

use crate::fare_table::FareTable;
use crate::journey_fare::{ExactFare, journey_fare};
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
    pub flight: FlightNumber,
    /// Of departure, on the origin's calendar.
    pub date: Date,
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
    booked_on: Date,
) -> Option<JourneyPrice> {
    let fare = journey_fare(tariff, fares, sectors, cabin, brand, booked_on)?;
    let mut passengers = without_taxes(tariff, fare, brand, party);
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
    booked_on: Date,
) -> Option<Amount> {
    let fare = journey_fare(tariff, fares, sectors, cabin, brand, booked_on)?;
    let mut passengers = without_taxes(tariff, fare, brand, party);
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
    fare: ExactFare,
    brand: Brand,
    party: Party,
) -> [PassengerPrice; 3] {
    let step = base_step(tariff);
    PassengerType::ALL.map(|kind| {
        let count = party.count(kind);
        let base = match count {
            0 => Amount::ZERO,
            _ => fare.base(tariff.brands.of(brand), tariff.passenger_permille(kind), step),
        };
        PassengerPrice { kind, count, base, taxes: Amount::ZERO }
    })
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
