//! Orders priced journeys for people to choose from.
//!
//! The search itself knows no prices; its caller ranks what it has priced.

use std::str::FromStr;

use airside_primitives::Amount;
use thiserror::Error;
use time::OffsetDateTime;

/// What comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A balance of price, duration and stops.
    #[default]
    Best,
    /// The cheapest.
    Price,
    /// The first to leave.
    Departure,
    /// The first to arrive.
    Arrival,
    /// The shortest.
    Duration,
}

impl Sort {
    pub const ALL: [Self; 5] =
        [Self::Best, Self::Price, Self::Departure, Self::Arrival, Self::Duration];

    /// The code of the API, `BEST`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Best => "BEST",
            Self::Price => "PRICE",
            Self::Departure => "DEPARTURE",
            Self::Arrival => "ARRIVAL",
            Self::Duration => "DURATION",
        }
    }
}

impl FromStr for Sort {
    type Err = UnknownSort;

    fn from_str(text: &str) -> Result<Self, UnknownSort> {
        Self::ALL.into_iter().find(|sort| sort.code() == text).ok_or(UnknownSort)
    }
}

/// Text that is no order of offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be BEST, PRICE, DEPARTURE, ARRIVAL or DURATION")]
pub struct UnknownSort;

/// What decides the position of one journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    pub total: Amount,
    pub departs_at: OffsetDateTime,
    pub arrives_at: OffsetDateTime,
    /// From the first departure to the last arrival.
    pub minutes: u32,
    pub stops: u8,
}

/// The positions of `ranks`, in order; ties are broken by price, departure, then position.
pub fn order(sort: Sort, ranks: &[Rank]) -> Vec<usize> {
    let cheapest = ranks.iter().map(|rank| rank.total.get()).min().unwrap_or(0);
    let shortest = ranks.iter().map(|rank| rank.minutes).min().unwrap_or(0);
    let key = |rank: &Rank| match sort {
        Sort::Best => burden(rank, cheapest, shortest),
        Sort::Price => i128::from(rank.total.get()),
        Sort::Departure => i128::from(rank.departs_at.unix_timestamp()),
        Sort::Arrival => i128::from(rank.arrives_at.unix_timestamp()),
        Sort::Duration => i128::from(rank.minutes),
    };
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    order.sort_by_cached_key(|at| {
        let rank = &ranks[*at];
        (key(rank), rank.total, rank.departs_at, *at)
    });
    order
}

/// How bad a journey is beside the cheapest and the shortest, in thousandths.
///
/// Twice the price weighs as much as three times the duration or five stops.
fn burden(rank: &Rank, cheapest: i64, shortest: u32) -> i128 {
    const STOP: i128 = 200;
    let price = i128::from(rank.total.get()) * 1000 / i128::from(cheapest.max(1));
    let duration = i128::from(rank.minutes) * 500 / i128::from(shortest.max(1));
    price + duration + i128::from(rank.stops) * STOP
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn rank(total: i64, hour: i64, minutes: u32, stops: u8) -> Rank {
        let departs_at = datetime!(2026-12-01 00:00 UTC) + time::Duration::hours(hour);
        let arrives_at = departs_at + time::Duration::minutes(minutes.into());
        Rank { total: Amount::minor(total), departs_at, arrives_at, minutes, stops }
    }

    #[test]
    fn each_order_puts_its_own_first() {
        let ranks = [rank(500, 8, 120, 0), rank(300, 12, 400, 2), rank(400, 6, 300, 1)];
        assert_eq!(order(Sort::Price, &ranks), [1, 2, 0]);
        assert_eq!(order(Sort::Departure, &ranks), [2, 0, 1]);
        assert_eq!(order(Sort::Arrival, &ranks), [0, 2, 1]);
        assert_eq!(order(Sort::Duration, &ranks), [0, 2, 1]);
    }

    #[test]
    fn the_best_is_neither_the_cheapest_nor_the_shortest_at_any_cost() {
        let cheapest = rank(1000, 8, 900, 2);
        let balanced = rank(1200, 9, 150, 0);
        let shortest = rank(4000, 9, 140, 0);
        assert_eq!(order(Sort::Best, &[cheapest, shortest, balanced])[0], 2);
    }

    #[test]
    fn ties_go_by_price_then_departure_then_position() {
        let ranks = [rank(5, 9, 60, 0), rank(5, 8, 60, 0), rank(4, 9, 60, 0), rank(5, 8, 60, 0)];
        assert_eq!(order(Sort::Duration, &ranks), [2, 1, 3, 0]);
        assert_eq!(order(Sort::Best, &[]), Vec::<usize>::new());
    }

    #[test]
    fn sorts_have_the_codes_of_the_api() {
        for sort in Sort::ALL {
            assert_eq!(sort.code().parse(), Ok(sort));
        }
        assert_eq!("best".parse::<Sort>(), Err(UnknownSort));
    }
}
