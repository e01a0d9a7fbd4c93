//! The published fares, held so that a search may ask for hundreds of them at once.
//!
//! A fare is one way, for one adult, in the STANDARD brand, without taxes:
//! brand and passenger shares come from the [`Tariff`](crate::Tariff).

use airside_primitives::{AirlineCode, AirportCode, Amount, Cabin};

/// One published fare: one way, one adult, STANDARD brand, base only, in the selling currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fare {
    pub airline: AirlineCode,
    pub origin: AirportCode,
    pub destination: AirportCode,
    pub cabin: Cabin,
    pub base: Amount,
}

impl Fare {
    /// The order of the table; origin comes first, because the table is cut up by it.
    fn key(&self) -> (AirportCode, AirlineCode, AirportCode, Cabin) {
        (self.origin, self.airline, self.destination, self.cabin)
    }
}

/// Every published fare: 24 bytes a row, found by two small steps.
#[derive(Debug, Clone)]
pub struct FareTable {
    fares: Vec<Fare>,
    /// Where the fares of each origin start, by [`place`]; one entry more marks the end.
    starts: Vec<usize>,
}

/// How many three-letter codes there are.
const PLACES: usize = 26 * 26 * 26;

impl FareTable {
    /// Of two fares for the same airline, pair and cabin the later one counts.
    pub fn new(fares: impl IntoIterator<Item = Fare>) -> Self {
        let mut fares: Vec<Fare> = fares.into_iter().collect();
        // Newest first among equals, since `dedup` keeps the first of a run.
        fares.reverse();
        fares.sort_by_key(Fare::key);
        fares.dedup_by_key(|fare| fare.key());
        fares.shrink_to_fit();

        let mut starts = vec![0; PLACES + 1];
        for fare in &fares {
            starts[place(fare.origin) + 1] += 1;
        }
        for at in 0..PLACES {
            starts[at + 1] += starts[at];
        }
        Self { fares, starts }
    }

    /// The fare for exactly this cabin; `None` when nobody published one.
    pub fn base(
        &self,
        airline: AirlineCode,
        origin: AirportCode,
        destination: AirportCode,
        cabin: Cabin,
    ) -> Option<Amount> {
        let at = place(origin);
        let departing = &self.fares[self.starts[at]..self.starts[at + 1]];
        let wanted = (airline, destination, cabin);
        departing
            .binary_search_by_key(&wanted, |fare| (fare.airline, fare.destination, fare.cabin))
            .ok()
            .map(|found| departing[found].base)
    }

    /// All fares, by origin, airline, destination and cabin.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Fare> {
        self.fares.iter()
    }

    pub fn len(&self) -> usize {
        self.fares.len()
    }

    pub fn is_empty(&self) -> bool {
        self.fares.is_empty()
    }
}

impl Default for FareTable {
    fn default() -> Self {
        Self::new([])
    }
}

/// Counts three-letter codes from AAA, which is 0.
fn place(airport: AirportCode) -> usize {
    let letters = airport.as_bytes().iter();
    letters.fold(0, |place, letter| place * 26 + usize::from(letter - b'A'))
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
