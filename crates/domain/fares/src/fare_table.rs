//! The published fares, held so that a search may ask for hundreds of them at once.
//!
//! A fare is one way, for one adult, in the STANDARD brand, without taxes:
//! brand and passenger shares come from the [`Tariff`](crate::Tariff).

use std::collections::HashMap;

use airside_primitives::{AirlineCode, AirportCode, Amount, Cabin};
use foldhash::fast::FixedState;

/// One published fare: one way, one adult, STANDARD brand, base only, in the selling currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fare {
    pub airline: AirlineCode,
    pub origin: AirportCode,
    pub destination: AirportCode,
    pub cabin: Cabin,
    pub base: Amount,
}

/// Every published fare, by airline, pair of airports and cabin.
///
/// A quick hash without a seed is enough: only the operator puts fares in.
#[derive(Debug, Clone, Default)]
pub struct FareTable {
    bases: HashMap<Key, Amount, FixedState>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    airline: AirlineCode,
    origin: AirportCode,
    destination: AirportCode,
    cabin: Cabin,
}

impl FareTable {
    /// Of two fares for the same airline, pair and cabin the later one counts.
    pub fn new(fares: impl IntoIterator<Item = Fare>) -> Self {
        let entry = |Fare { airline, origin, destination, cabin, base }| {
            (Key { airline, origin, destination, cabin }, base)
        };
        Self { bases: fares.into_iter().map(entry).collect() }
    }

    /// The fare for exactly this cabin; `None` when nobody published one.
    pub fn base(
        &self,
        airline: AirlineCode,
        origin: AirportCode,
        destination: AirportCode,
        cabin: Cabin,
    ) -> Option<Amount> {
        self.bases.get(&Key { airline, origin, destination, cabin }).copied()
    }

    /// All fares, in no particular order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Fare> {
        self.bases.iter().map(|(&Key { airline, origin, destination, cabin }, &base)| Fare {
            airline,
            origin,
            destination,
            cabin,
            base,
        })
    }

    pub fn len(&self) -> usize {
        self.bases.len()
    }

    pub fn is_empty(&self) -> bool {
        self.bases.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fare(origin: &str, destination: &str, cabin: Cabin, base: i64) -> Fare {
        Fare {
            airline: "QZ".parse().unwrap(),
            origin: origin.parse().unwrap(),
            destination: destination.parse().unwrap(),
            cabin,
            base: Amount::minor(base),
        }
    }

    fn found(table: &FareTable, wanted: Fare) -> Option<Amount> {
        table.base(wanted.airline, wanted.origin, wanted.destination, wanted.cabin)
    }

    #[test]
    fn a_fare_is_found_by_airline_pair_direction_and_cabin() {
        let there = fare("DEL", "BOM", Cabin::Economy, 1);
        let back = fare("BOM", "DEL", Cabin::Economy, 2);
        let edges = [fare("AAA", "ZZZ", Cabin::First, 3), fare("ZZZ", "AAA", Cabin::First, 4)];
        let table = FareTable::new([there, back].into_iter().chain(edges));

        for known in [there, back, edges[0], edges[1]] {
            assert_eq!(found(&table, known), Some(known.base));
        }
        assert_eq!(found(&table, fare("DEL", "BOM", Cabin::Business, 0)), None);
        assert_eq!(found(&table, fare("DEL", "BLR", Cabin::Economy, 0)), None);
        let other = Fare { airline: "XY".parse().unwrap(), ..there };
        assert_eq!(found(&table, other), None);
    }

    #[test]
    fn the_fare_published_last_counts() {
        let old = fare("DEL", "BOM", Cabin::Economy, 1);
        let table = FareTable::new([old, Fare { base: Amount::minor(9), ..old }]);

        assert_eq!(table.len(), 1);
        assert_eq!(found(&table, old), Some(Amount::minor(9)));
    }

    #[test]
    fn an_empty_table_has_no_fares() {
        let table = FareTable::default();
        assert!(table.is_empty());
        assert_eq!(found(&table, fare("DEL", "BOM", Cabin::Economy, 0)), None);
    }
}
