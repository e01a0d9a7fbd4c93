//! One search: tries direct flights, then one stop, then two.
//!
//! The order matters: [`Pruning`] lets a journey be beaten only by one of no more stops.

use airside_primitives::AirportCode;
use airside_timetable::Flight;
use time::Date;

use crate::clocks::Clocks;
use crate::filters::Filters;
use crate::graph::date_of;
use crate::index::Index;
use crate::journey::{Journey, Leg};
use crate::legs::Dated;
use crate::network::Kind;
use crate::pruning::{Candidate, Pruning};
use crate::query::Query;
use crate::two_stops::LastLegs;

/// How much further than the great circle a connection may fly: 1.4 times, and 1,000 km.
///
/// Generous to short trips over a hub, which are many, and strict to trips
/// round the world, which nobody wants.
const DETOUR: f64 = 1.4;
const DETOUR_KM: f64 = 1000.0;

/// A search under way.
pub(crate) struct Hunt<'a, 'q> {
    pub(crate) index: &'a Index,
    pub(crate) filters: Filters,
    pub(crate) has_room: &'q dyn Fn(&'a Flight, Date) -> bool,
    pub(crate) clocks: Clocks<'a>,
    pub(crate) pruning: Pruning,
}

/// One origin and one destination of the query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) origin: u16,
    pub(crate) destination: u16,
    pub(crate) max_km: f32,
}

/// The journeys that a query asks for.
pub(crate) fn find<'a>(
    index: &'a Index,
    query: &Query,
    has_room: &dyn Fn(&'a Flight, Date) -> bool,
) -> Vec<Journey<'a>> {
    let Some(filters) = Filters::new(query, index) else { return Vec::new() };
    let clocks = Clocks::around(filters.day, &index.zones);
    let pruning = Pruning::new(index.airlines.len());
    let mut hunt = Hunt { index, filters, has_room, clocks, pruning };

    let destinations = numbers(index, &query.destinations);
    let origins = numbers(index, &query.origins);
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
    found.iter().filter_map(|candidate| journey(index, candidate)).collect()
}

impl Hunt<'_, '_> {
    fn try_stops(&mut self, stops: usize, origins: &[u16], destinations: &[u16]) {
        for &destination in destinations {
            let index = self.index;
            let pairs = origins
                .iter()
                .filter(|origin| **origin != destination)
                .map(|origin| index.pair(*origin, destination));
            match stops {
                0 => pairs.for_each(|pair| self.direct(pair)),
                1 => pairs.for_each(|pair| self.one_stop(pair)),
                _ => {
                    let mut last_legs = LastLegs::new(index, destination);
                    pairs.for_each(|pair| self.two_stops(pair, &mut last_legs));
                }
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
            if is_short && self.may_arrive(&leg) {
                self.pruning.offer(Candidate::direct(leg));
            }
        }
    }

    /// Whether one may change at an airport at all: nobody flies out of the city they leave
    /// from, or are going to, by way of itself.
    pub(crate) fn may_change_at(&self, airport: u16, pair: Pair) -> bool {
        let city = self.index.city_of(airport);
        [pair.origin, pair.destination].iter().all(|end| self.index.city_of(*end) != city)
    }

    /// The shortest and the longest wait for a change at an airport, in minutes.
    pub(crate) fn layover(&self, airport: u16, arriving: Kind, departing: Kind) -> (i64, i64) {
        let connecting = self.index.connecting_minutes(airport, arriving, departing);
        (self.filters.min_layover.max(connecting.into()), self.filters.max_layover)
    }
}

impl Index {
    fn pair(&self, origin: u16, destination: u16) -> Pair {
        #[expect(clippy::cast_possible_truncation, reason = "metres do not matter to a detour")]
        let max_km = (self.kilometres(origin, destination) * DETOUR + DETOUR_KM) as f32;
        Pair { origin, destination, max_km }
    }
}

fn numbers(index: &Index, codes: &[AirportCode]) -> Vec<u16> {
    let mut numbers: Vec<u16> = codes.iter().filter_map(|code| index.number_of(*code)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn journey<'a>(index: &'a Index, candidate: &Candidate) -> Option<Journey<'a>> {
    let leg = |leg: &Dated| {
        let flight = &index.flights()[leg.flight as usize];
        let date = date_of(leg.day)?;
        Some(Leg { flight, date, departure: index.departure(flight, date)? })
    };
    let legs = candidate.legs().map(leg).collect::<Option<_>>()?;
    Some(Journey { legs })
}
