//! Publishes an economy fare for every carrier-route, and through fares in the United States.
//!
//! United States fares are real medians (taxes included, so a share is taken
//! off); all others come from the distance. Other cabins follow from the tariff.

use std::collections::{HashMap, HashSet};

use airside_fares::{Fare, FareConditions};
use airside_primitives::{AirlineCode, AirportCode, Amount, Cabin, Currency};
use airside_tariff::Rate;

use crate::carrier::Style;
use crate::network::Pair;
use crate::seed::Seed;
use crate::source::UsFare;

/// The selling currency and the one rate at which demo fares become it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selling {
    pub currency: Currency,
    /// Minor units of the selling currency for one US dollar: 8,500 for INR 85.00.
    pub minor_per_dollar: i64,
}

/// What a dollar is worth in the demo's tariff, whose figures are rupees.
const RUPEES_PER_DOLLAR: i64 = 85;

/// The part of a United States fare that is not tax, in permille.
const NET_PERMILLE: i64 = 850;

/// Every fare of these pairs, in the selling currency.
pub(crate) fn fares(
    pairs: &[Pair],
    us_fares: &HashMap<(AirportCode, AirportCode), UsFare>,
    selling: Selling,
) -> Vec<Fare> {
    let mut fares = Vec::with_capacity(pairs.len() * 3);
    for pair in pairs {
        let (base, away) = (pair.base.iata, pair.away.iata);
        for (origin, destination) in [(base, away), (away, base)] {
            let published = us_fares
                .get(&(origin, destination))
                .or_else(|| us_fares.get(&(destination, origin)));
            let cents =
                published.map_or_else(|| by_distance(pair), |fare| by_market(fare, pair.airline));
            fares.push(selling.economy(pair.airline, origin, destination, cents));
        }
    }
    fares.extend(through(pairs, us_fares, selling));
    fares
}

/// Fares of airlines that sell a United States market without a flight of their own on it.
fn through(
    pairs: &[Pair],
    us_fares: &HashMap<(AirportCode, AirportCode), UsFare>,
    selling: Selling,
) -> Vec<Fare> {
    let flown: HashSet<_> = pairs
        .iter()
        .flat_map(|pair| {
            let (base, away) = (pair.base.iata, pair.away.iata);
            [(pair.airline, base, away), (pair.airline, away, base)]
        })
        .collect();
    let serves: HashSet<_> = flown.iter().map(|(airline, origin, _)| (*airline, *origin)).collect();

    let mut fares = Vec::new();
    for ((origin, destination), fare) in us_fares {
        for airline in &fare.airlines {
            let at_both = [origin, destination].iter().all(|it| serves.contains(&(*airline, **it)));
            if at_both && !flown.contains(&(*airline, *origin, *destination)) {
                let cents = by_market(fare, *airline);
                fares.push(selling.economy(*airline, *origin, *destination, cents));
            }
        }
    }
    fares.sort_by_key(|fare| (fare.airline, fare.origin, fare.destination));
    fares
}

/// US cents, by what travellers really paid: less with a low-cost airline.
fn by_market(fare: &UsFare, airline: AirlineCode) -> i64 {
    let dollars = match Style::of(airline) {
        Style::LowCost => u32::midpoint(fare.lower_quartile, fare.median),
        Style::FullService => fare.median,
        Style::Flagship => u32::midpoint(fare.median, fare.upper_quartile),
    };
    i64::from(dollars) * NET_PERMILLE / 10
}

/// US cents, by distance, market and airline; the same both ways.
fn by_distance(pair: &Pair) -> i64 {
    let near = pair.kilometres.min(3_000.0);
    let dollars = 40.0 + near * 0.075 + (pair.kilometres - near) * 0.05;

    let (base, away) = (pair.base.iata, pair.away.iata);
    let variation =
        Seed::of(&[pair.airline.as_str(), base.as_str(), away.as_str()]).factor(40, 880, 1120);
    let style = f64::from(Style::of(pair.airline).price_permille()) / 1000.0;
    whole(dollars * 100.0 * home_market(pair) * style * variation)
}

/// Flights within one country are cheaper, and in some countries much cheaper.
fn home_market(pair: &Pair) -> f64 {
    if pair.base.country != pair.away.country {
        return 1.0;
    }
    match pair.base.country.as_str() {
        "BD" | "ID" | "IN" | "LK" | "NP" | "PK" | "VN" => 0.5,
        "BR" | "CN" | "CO" | "MX" | "MY" | "PH" | "TH" | "TR" => 0.65,
        _ => 0.85,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "cents of a fare, far below the limit")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

impl Selling {
    fn economy(
        self,
        airline: AirlineCode,
        origin: AirportCode,
        destination: AirportCode,
        cents: i64,
    ) -> Fare {
        let base = Amount::minor(self.minor_per_dollar).scaled(cents, 100);
        let step = self.step();
        let base = base.rounded_to(step).max(Amount::minor(step));
        let (cabin, conditions) = (Cabin::Economy, FareConditions::none());
        Fare { airline, origin, destination, cabin, base, conditions }
    }

    /// What the rupees of the demo's figures are worth.
    pub(crate) fn rupees(self) -> Rate {
        let per_minor = RUPEES_PER_DOLLAR * Currency::INR.minor_per_major();
        Rate { currency: self.currency, minor: self.minor_per_dollar, per_minor }
    }

    /// Fares are multiples of ten major units, or of one where a dollar buys fewer than ten.
    fn step(self) -> i64 {
        let ten = self.currency.minor_per_major() * 10;
        if self.minor_per_dollar >= ten { ten } else { self.currency.minor_per_major() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(currency: &str, minor_per_dollar: i64, cents: i64) -> Amount {
        let selling = Selling { currency: currency.parse().unwrap(), minor_per_dollar };
        let [airline, del, bom] = ["6E", "DEL", "BOM"];
        selling
            .economy(airline.parse().unwrap(), del.parse().unwrap(), bom.parse().unwrap(), cents)
            .base
    }

    #[test]
    fn fares_are_converted_at_the_fixed_rate_and_rounded() {
        assert_eq!(base("INR", 8_500, 5_432), Amount::minor(462_000));
        assert_eq!(base("USD", 100, 5_432), Amount::minor(5_400));
        assert_eq!(base("JPY", 150, 5_432), Amount::minor(8_150));
        assert_eq!(base("KWD", 305, 5_432), Amount::minor(17_000));
    }

    #[test]
    fn no_fare_is_nothing() {
        assert_eq!(base("KWD", 305, 1), Amount::minor(1_000));
    }
}
