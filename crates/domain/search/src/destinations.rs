//! The cheapest journey to every destination, of all that leave on some dates.
//!
//! What can be sought is told for each destination, so that an answer of before need not be worked
//! out again where it still holds. How ways are tried is told in [`crate::tour`].

use airside_primitives::{AirportCode, Amount};
use smallvec::SmallVec;
use time::{Date, OffsetDateTime};

use crate::cheapest::Cheapest;
use crate::graph::day_of;
use crate::hunt::Hunt;
use crate::index::Index;
use crate::market::Market;
use crate::query::Query;
use crate::search::{journey, numbers};
use crate::tour::{Best, Tour};

/// Where and when journeys to everywhere may begin.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'q> {
    /// Any of these will do.
    pub origins: &'q [AirportCode],
    /// Of the first departure, local to the origin; in order.
    pub dates: &'q [Date],
    /// When sales close: nothing that leaves earlier is offered.
    pub not_before: OffsetDateTime,
}

/// What is looked for at a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    Nothing,
    Anything,
    /// Only what is better than a journey that is known.
    BetterThan(Score),
}

/// How good a journey to a destination is; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    pub price: Amount,
    /// Of departure.
    pub date: Date,
    pub stops: u8,
}

impl Cheapest<'_> {
    pub fn score(&self) -> Score {
        let (date, stops) = (self.journey.legs[0].date, self.journey.stops());
        Score { price: self.price, date, stops }
    }
}

impl Index {
    /// The best journey to each airport outside the cities of the origins, as far as it is sought:
    /// the cheapest with up to two stops, of equals the one that leaves on the earliest date, then
    /// one with the fewest stops. Destinations are in order of their codes.
    pub fn cheapest_everywhere<'a>(
        &'a self,
        leaving: &Leaving<'_>,
        sought: &dyn Fn(AirportCode) -> Sought,
        market: &dyn Market,
    ) -> Vec<Cheapest<'a>> {
        let origins = numbers(self, leaving.origins);
        let Some(date) = leaving.dates.first() else { return Vec::new() };
        let query = Query::new(leaving.origins.to_vec(), Vec::new(), *date);
        let query = Query { not_before: leaving.not_before, ..query };
        let Some(hunt) = Hunt::new(self, &query, market) else { return Vec::new() };
        let mut tour = Tour::new(hunt, *date, leaving.dates);
        let mut bests = self.sought(&origins, sought);
        for origin in origins {
            tour.begin_at(origin, &mut bests);
        }
        let found = bests.into_iter().filter_map(|(_, best)| {
            let (price, ..) = best.rank.filter(|_| !best.legs.is_empty())?;
            Some(Cheapest { journey: journey(self, best.legs)?, price })
        });
        found.collect()
    }

    /// The destinations at which something is sought, and what is known there.
    fn sought(&self, origins: &[u16], sought: &dyn Fn(AirportCode) -> Sought) -> Vec<(u16, Best)> {
        let is_home = |airport| origins.iter().any(|it| self.city_of(*it) == self.city_of(airport));
        let away = (0_u16..).zip(self.airports()).filter(|(number, _)| !is_home(*number));
        let bests = away.filter_map(|(number, airport)| {
            let rank = match sought(airport.iata) {
                Sought::Nothing => return None,
                Sought::Anything => None,
                Sought::BetterThan(Score { price, date, stops }) => {
                    Some((price, day_of(date), usize::from(stops)))
                }
            };
            Some((number, Best { rank, legs: SmallVec::new() }))
        });
        bests.collect()
    }
}
