//! Prices one journey: from the fares that cover it to what a party pays.
//!
//! A passenger's base is rounded once, after every share has been applied, and so is each
//! tax, to what can be charged; amounts for the party are multiples and sums of those,
//! never rounded again.

use airside_primitives::{Amount, Brand, Cabin, Party, PassengerType};
use time::Date;

use crate::fare_table::FareTable;
use crate::journey_fare::{ExactFare, journey_fare};
use crate::journey_price::{JourneyPrice, PassengerPrice, TaxLine};
use crate::sector::Sector;
use crate::tariff::Tariff;
use crate::tax::{Ends, TaxRule};

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
    let mut total = Amount::ZERO;
    let mut bases = [Amount::ZERO; PassengerType::ALL.len()];
    for (kind, base) in PassengerType::ALL.into_iter().zip(&mut bases) {
        let count = party.count(kind);
        if count > 0 {
            *base = base_of(tariff, fare, brand, kind);
            total += base.times(count.into());
        }
    }
    for (rule, times) in due(tariff, sectors, cabin) {
        for (kind, base) in PassengerType::ALL.into_iter().zip(bases) {
            let count = party.count(kind);
            if count > 0 {
                total += owed(tariff, rule, times, kind, base).times(count.into());
            }
        }
    }
    Some(total)
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
    let mut levied = Amount::ZERO;
    for passenger in passengers.iter_mut().filter(|passenger| passenger.count > 0) {
        let each = owed(tariff, rule, times, passenger.kind, passenger.base);
        passenger.taxes += each;
        levied += each.times(passenger.count.into());
    }
    levied
}

/// What one passenger with this base owes of a tax.
fn owed(tariff: &Tariff, rule: &TaxRule, times: i64, kind: PassengerType, base: Amount) -> Amount {
    rule.owed(tariff.currency, kind, base).times(times)
}

/// What one passenger pays before taxes.
fn base_of(tariff: &Tariff, fare: ExactFare, brand: Brand, kind: PassengerType) -> Amount {
    fare.base(tariff.brands.of(brand), tariff.passenger_permille(kind), base_step(tariff))
}

/// Every passenger type with its base; types that do not travel have a count of 0.
fn without_taxes(
    tariff: &Tariff,
    fare: ExactFare,
    brand: Brand,
    party: Party,
) -> [PassengerPrice; 3] {
    PassengerType::ALL.map(|kind| {
        let count = party.count(kind);
        let base = match count {
            0 => Amount::ZERO,
            _ => base_of(tariff, fare, brand, kind),
        };
        PassengerPrice { kind, count, base, taxes: Amount::ZERO }
    })
}

/// The tariff's rounding, or the next multiple of what can be charged.
pub(crate) fn base_step(tariff: &Tariff) -> i64 {
    let (step, chargeable) = (tariff.rounding.max(1), tariff.currency.chargeable_step());
    match chargeable {
        1 => step,
        _ => step.saturating_add((chargeable - step % chargeable) % chargeable),
    }
}
