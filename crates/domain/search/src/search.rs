//! One search: tries direct flights, then one stop, then two.
//!
//! The order matters: [`Pruning`] lets a journey be beaten only by one of no more stops.

use airside_primitives::AirportCode;

use crate::dated::Dated;
use crate::graph::{Service, date_of};
use crate::hunt::{Hunt, Pair};
use crate::index::Index;
use crate::journey::{Journey, Leg};
use crate::last_legs::LastLegs;
use crate::market::Market;
use crate::pruning::Candidate;
use crate::query::Query;

impl Index {
    /// The journeys that a query asks for, by departure, arrival and stops.
    ///
    /// A journey is left out when any flight of it has no room, when it has no price, and when
    /// the same seller has another with no more stops that leaves no earlier, arrives no later
    /// and costs no more. A direct flight that has room and a price always stays.
    pub fn journeys<'a>(&'a self, query: &Query, market: &dyn Market) -> Vec<Journey<'a>> {
        let Some(mut hunt) = Hunt::new(self, query, market) else { return Vec::new() };

        let destinations = numbers(self, &query.destinations);
        let origins = numbers(self, &query.origins);
        for stops in 0..=usize::from(query.max_stops.min(2)) {
            match query.flight_number {
                None => hunt.try_stops(stops, &origins, &destinations),
                Some(number) => {
                    for leg in 0..=stops {
                        hunt.filters.numbered = Some((leg, number));
                        hunt.try_stops(stops, &origins, &destinations);
                    }
                }
            }
        }
        let found = hunt.pruning.finish();
        found.iter().filter_map(|candidate| journey(self, candidate.legs().copied())).collect()
    }
}

impl Hunt<'_, '_> {
    fn try_stops(&mut self, stops: usize, origins: &[u16], destinations: &[u16]) {
        let index = self.index;
        if stops == 2 {
            let ends = destinations.iter().map(|destination| LastLegs::new(index, *destination));
            let mut ends: Vec<_> = ends.collect();
            for origin in origins {
                self.two_stops(*origin, &mut ends);
            }
            return;
        }
        for &destination in destinations {
            for &origin in origins.iter().filter(|origin| **origin != destination) {
                let pair = index.pair(origin, destination);
                if stops == 0 { self.direct(pair) } else { self.one_stop(pair) }
            }
        }
    }

    fn direct(&mut self, pair: Pair) {
        let Some(edge) = self.index.graph.edge(pair.origin, pair.destination) else { return };
        if self.filters.via.is_some() {
            return;
        }
        for leg in self.first_legs(edge) {
            let is_short = leg.arrives - leg.departs <= self.filters.max_minutes;
            if is_short
                && self.may_arrive(&leg)
                && let Some(price) = self.price(&[leg])
            {
                self.pruning.offer(Candidate::direct(leg, price));
            }
        }
    }
}

pub(crate) fn numbers(index: &Index, codes: &[AirportCode]) -> Vec<u16> {
    let mut numbers: Vec<u16> = codes.iter().filter_map(|code| index.number_of(*code)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

pub(crate) fn journey(index: &Index, legs: impl IntoIterator<Item = Dated>) -> Option<Journey<'_>> {
    let leg = |leg: Dated| {
        let flight = &index.flights()[leg.flight as usize];
        let Service { from, to, .. } = index.graph.services[leg.service as usize];
        let date = date_of(leg.day)?;
        let departure = index.departure_between(flight, date, from, to);
        Some(Leg { service: leg.service, flight, date, departure })
    };
    let legs = legs.into_iter().map(leg).collect::<Option<_>>()?;
    Some(Journey { legs })
}
