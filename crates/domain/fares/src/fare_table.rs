//! The published fares, held so that a search may ask for hundreds of them at once.
//!
//! Most airlines publish one fare for a pair and cabin, which stands in the index itself.
//! Where there are several, or one with conditions, the index points to a few rows of which
//! the first that applies is the most specific.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use airside_primitives::{AirlineCode, AirportCode, Amount, Brand, Cabin, FlightNumber};
use foldhash::fast::FixedState;

use crate::fare::{Fare, FareConditions, Purchase};

/// Every published fare, by airline, pair of airports and cabin.
///
/// A quick hash without a seed is enough: only the operator puts fares in.
#[derive(Debug, Clone, Default)]
pub struct FareTable {
    published: HashMap<Key, Published, FixedState>,
    /// Those of one key stand together: by flight number, then those without one, and of
    /// each the most specific first.
    conditional: Vec<Conditional>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    airline: AirlineCode,
    origin: AirportCode,
    destination: AirportCode,
    cabin: Cabin,
}

/// What is published for a key, aligned so that an entry is no larger than with a bare amount.
#[derive(Debug, Clone, Copy)]
enum Published {
    /// One fare without conditions: its amount, as bytes.
    Alone([u8; 8]),
    /// Rows of [`FareTable::conditional`].
    Rows { start: u32, end: u32 },
}

#[derive(Debug, Clone, Copy)]
struct Conditional {
    conditions: FareConditions,
    base: Amount,
}

/// What is published for one airline, pair of airports and cabin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offered {
    /// One fare, whoever buys it when.
    Alone(Amount),
    Several,
    Nothing,
}

/// The fare that counts for a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FareFound {
    pub base: Amount,
    /// The brand whose price it is; `None` for the price of STANDARD.
    pub brand: Option<Brand>,
}

impl FareTable {
    /// Of two fares with the same conditions, or equally specific ones, the later one counts.
    pub fn new(fares: impl IntoIterator<Item = Fare>) -> Self {
        let mut published: HashMap<Key, Published, FixedState> = HashMap::default();
        let mut rows: Vec<(Key, Conditional)> = Vec::new();
        for fare in fares {
            let Fare { airline, origin, destination, cabin, base, conditions } = fare;
            let key = Key { airline, origin, destination, cabin };
            if conditions == FareConditions::none() {
                published.insert(key, Published::Alone(base.get().to_le_bytes()));
            } else {
                rows.push((key, Conditional { conditions, base }));
            }
        }

        let (published, conditional) = with_rows(published, rows);
        Self { published, conditional }
    }

    /// The fare for exactly this cabin; `None` when no published one applies.
    #[inline]
    pub fn find(
        &self,
        airline: AirlineCode,
        origin: AirportCode,
        destination: AirportCode,
        cabin: Cabin,
        purchase: &Purchase,
    ) -> Option<FareFound> {
        match *self.published.get(&Key { airline, origin, destination, cabin })? {
            Published::Alone(base) => Some(FareFound { base: amount(base), brand: None }),
            Published::Rows { start, end } => {
                let row = most_specific(self.rows(start, end), purchase)?;
                Some(FareFound { base: row.base, brand: row.conditions.brand })
            }
        }
    }

    /// What is published for exactly this cabin.
    pub(crate) fn offered(
        &self,
        airline: AirlineCode,
        origin: AirportCode,
        destination: AirportCode,
        cabin: Cabin,
    ) -> Offered {
        match self.published.get(&Key { airline, origin, destination, cabin }) {
            Some(Published::Alone(base)) => Offered::Alone(amount(*base)),
            Some(Published::Rows { .. }) => Offered::Several,
            None => Offered::Nothing,
        }
    }

    /// All fares, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = Fare> {
        self.published.iter().flat_map(|(key, published)| {
            let (alone, rows) = match *published {
                Published::Alone(base) => {
                    let conditions = FareConditions::none();
                    (Some(Conditional { conditions, base: amount(base) }), &[][..])
                }
                Published::Rows { start, end } => (None, self.rows(start, end)),
            };
            alone.into_iter().chain(rows.iter().copied()).map(|row| key.fare(row))
        })
    }

    pub fn len(&self) -> usize {
        let alone = |it: &&Published| matches!(it, Published::Alone(_));
        self.conditional.len() + self.published.values().filter(alone).count()
    }

    pub fn is_empty(&self) -> bool {
        self.published.is_empty()
    }

    fn rows(&self, start: u32, end: u32) -> &[Conditional] {
        self.conditional.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl Hash for Key {
    /// Two writes instead of a slice and its length for each code.
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut letters = [0; 8];
        letters[..2].copy_from_slice(self.airline.as_bytes());
        letters[2..5].copy_from_slice(self.origin.as_bytes());
        letters[5..].copy_from_slice(self.destination.as_bytes());
        state.write_u64(u64::from_le_bytes(letters));
        state.write_u8(self.cabin as u8);
    }
}

impl Key {
    const fn fare(self, row: Conditional) -> Fare {
        let Self { airline, origin, destination, cabin } = self;
        let Conditional { conditions, base } = row;
        Fare { airline, origin, destination, cabin, base, conditions }
    }
}

const fn amount(bytes: [u8; 8]) -> Amount {
    Amount::minor(i64::from_le_bytes(bytes))
}

/// Puts fares with conditions, in the order of publication, beside those without.
fn with_rows(
    mut published: HashMap<Key, Published, FixedState>,
    mut rows: Vec<(Key, Conditional)>,
) -> (HashMap<Key, Published, FixedState>, Vec<Conditional>) {
    rows.reverse();
    let mut seen: HashSet<(Key, FareConditions), FixedState> = HashSet::default();
    rows.retain(|(key, row)| seen.insert((*key, row.conditions)));
    drop(seen);

    // The sort keeps the later fare before an earlier one that is equally specific.
    rows.sort_by_cached_key(|(key, Conditional { conditions, .. })| {
        let flight = conditions.flight;
        (*key, flight.is_none(), flight, Reverse(conditions.specificity()))
    });

    let mut conditional = Vec::with_capacity(rows.len());
    for of_key in rows.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((key, _)) = of_key.first() else { continue };
        let start = position(conditional.len());
        conditional.extend(of_key.iter().map(|(_, row)| *row));
        if let Some(Published::Alone(base)) = published.get(key) {
            let conditions = FareConditions::none();
            conditional.push(Conditional { conditions, base: amount(*base) });
        }
        published.insert(*key, Published::Rows { start, end: position(conditional.len()) });
    }
    conditional.shrink_to_fit();
    (published, conditional)
}

/// A position among the rows; one beyond four thousand million is never found.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Of the rows of one key, the most specific that applies.
fn most_specific<'a>(rows: &'a [Conditional], purchase: &Purchase) -> Option<&'a Conditional> {
    let applies = |row: &&Conditional| row.conditions.apply_to(purchase);
    let (by_flight, others) =
        rows.split_at(rows.partition_point(|row| row.conditions.flight.is_some()));
    let of_flight = purchase.flight.and_then(|flight| of(by_flight, flight).find(applies));
    of_flight.or_else(|| others.iter().find(applies))
}

/// The rows of one flight number, among those that have one.
fn of(rows: &[Conditional], flight: FlightNumber) -> impl Iterator<Item = &Conditional> {
    let first = rows.partition_point(|row| row.conditions.flight < Some(flight));
    rows[first..].iter().take_while(move |row| row.conditions.flight == Some(flight))
}
