//! The cheapest journey of each of many days: for fare calendars.
//!
//! Ways are priced before anybody asks when they are flown, and tried from the cheapest on: the
//! flights of a service cost the same, so the first way that is flown on a day is the answer. Where
//! a price depends on the flight, all flights of the way are tried.

use airside_primitives::Amount;
use smallvec::SmallVec;
use time::Date;

use crate::dated::Dated;
use crate::filters::Filters;
use crate::graph::Edge;
use crate::hunt::{Hunt, Pair};
use crate::index::Index;
use crate::journey::Journey;
use crate::market::{Market, Sold};
use crate::query::Query;
use crate::search::{journey, numbers};

/// The cheapest journey, and what it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cheapest<'a> {
    pub journey: Journey<'a>,
    pub price: Amount,
}

/// The services of a journey, from an origin to a destination.
pub(crate) struct Way<'a> {
    pub(crate) legs: SmallVec<[(&'a Edge, u32); 3]>,
    /// What every journey on it costs; `None` if that depends on the flights.
    pub(crate) price: Option<Amount>,
}

impl<'a> Way<'a> {
    /// These services one after the other; `None` when no journey on them is sold. They are priced
    /// on some `date` where every date has the same price.
    pub(crate) fn of(
        legs: &[(&'a Edge, u32)],
        index: &Index,
        market: &dyn Market,
        date: Date,
    ) -> Option<Self> {
        let flights = legs.iter().map(|(_, service)| {
            let flight = index.graph.services[*service as usize].flight;
            Sold { service: *service, flight: &index.flights()[flight as usize], date }
        });
        let flights: SmallVec<[Sold<'_>; 3]> = flights.collect();
        // Flights of one number may have a fare of their own.
        let may_go_on = legs.iter().rev().skip(1).any(|(edge, _)| edge.goes_on);
        let varies_through = match legs {
            [(_, first), .., (_, last)] => market.varies_through(*first, *last),
            _ => false,
        };
        let varies =
            may_go_on || varies_through || flights.iter().any(|sold| market.varies(sold.service));
        let price = if varies { None } else { market.price(&flights) };
        (varies || price.is_some()).then(|| Self { legs: SmallVec::from_slice(legs), price })
    }
}

impl Index {
    /// For each date, the cheapest journey that leaves on it and is as the query asks, whatever
    /// date that has; of equals one with the fewest stops.
    pub fn cheapest_on<'a>(
        &'a self,
        query: &Query,
        dates: &[Date],
        market: &dyn Market,
    ) -> Vec<Option<Cheapest<'a>>> {
        let ways = self.ways(query, dates, market);
        dates.iter().map(|date| self.cheapest_of(&ways, query, *date, market)).collect()
    }

    /// Every way that is priced, the cheapest first; before them those without a price of their
    /// own.
    fn ways<'a>(&'a self, query: &Query, dates: &[Date], market: &dyn Market) -> Vec<Way<'a>> {
        let Some(date) = dates.first() else { return Vec::new() };
        let mut ways = Ways { index: self, market, date: *date, found: Vec::new() };
        let destinations = numbers(self, &query.destinations);
        for origin in numbers(self, &query.origins) {
            for destination in destinations.iter().filter(|it| **it != origin) {
                ways.between(self.pair(origin, *destination), query.max_stops);
            }
        }
        ways.found.sort_by_key(|way| (way.price, way.legs.len()));
        ways.found
    }

    fn cheapest_of<'a>(
        &'a self,
        ways: &[Way<'_>],
        query: &Query,
        date: Date,
        market: &dyn Market,
    ) -> Option<Cheapest<'a>> {
        let query = Query { date, ..query.clone() };
        let mut hunt = Hunt::new(self, &query, market)?;
        let mut best: Option<(Amount, SmallVec<[Dated; 3]>)> = None;
        for way in ways {
            let is_beaten = |price: Amount| {
                best.as_ref()
                    .is_some_and(|(least, legs)| (*least, legs.len()) <= (price, way.legs.len()))
            };
            if way.price.is_some_and(is_beaten) {
                break;
            }
            hunt.fly(way, &mut SmallVec::new(), &mut best);
        }
        let (price, legs) = best?;
        Some(Cheapest { journey: journey(self, legs)?, price })
    }
}

impl Index {
    /// Whether a second change may follow the first one, however short the way is from there.
    pub(crate) fn may_go_on_beyond(&self, first: &Edge, pair: Pair) -> bool {
        let beyond = self.kilometres_at_least(first.to, pair.destination);
        f64::from(first.km) + beyond <= f64::from(pair.max_km)
    }
}

/// Ways as they are found.
struct Ways<'a, 'm> {
    index: &'a Index,
    market: &'m dyn Market,
    /// Some date of departure.
    date: Date,
    found: Vec<Way<'a>>,
}

impl<'a> Ways<'a, '_> {
    fn between(&mut self, pair: Pair, max_stops: u8) {
        let graph = &self.index.graph;
        if let Some(edge) = graph.edge(pair.origin, pair.destination) {
            self.by_services(&[edge]);
        }
        if max_stops == 0 {
            return;
        }
        for first in graph.edges_from(pair.origin) {
            if !self.index.may_change_at(first.to, pair) {
                continue;
            }
            if let Some(last) = graph.edge(first.to, pair.destination)
                && first.km + last.km <= pair.max_km
            {
                self.by_services(&[first, last]);
            }
            if max_stops == 1 || !self.index.may_go_on_beyond(first, pair) {
                continue;
            }
            for middle in graph.edges_from(first.to) {
                if first.km + middle.km <= pair.max_km
                    && let Some(last) = graph.edge(middle.to, pair.destination)
                    && first.km + middle.km + last.km <= pair.max_km
                    && self.index.may_change_at(middle.to, pair)
                {
                    self.by_services(&[first, middle, last]);
                }
            }
        }
    }

    /// Every combination of services that airlines sell together.
    fn by_services(&mut self, edges: &[&'a Edge]) {
        self.add_services(edges, &mut SmallVec::new());
    }

    fn add_services(&mut self, edges: &[&'a Edge], legs: &mut SmallVec<[(&'a Edge, u32); 3]>) {
        let index = self.index;
        let Some((edge, onward)) = edges.split_first() else { return self.add(legs) };
        let seller =
            legs.first().map(|(_, service)| index.graph.services[*service as usize].airline);
        for (number, service) in index.graph.services(edge) {
            if seller.is_none_or(|seller| index.airlines.with(seller).contains(service.airline)) {
                legs.push((edge, number));
                self.add_services(onward, legs);
                legs.pop();
            }
        }
    }

    fn add(&mut self, legs: &[(&'a Edge, u32)]) {
        self.found.extend(Way::of(legs, self.index, self.market, self.date));
    }
}

impl Hunt<'_, '_> {
    /// Goes on from the legs chosen so far, and keeps the cheapest journey that this leads to.
    /// Whether it led to one, and so all others would cost the same.
    fn fly(
        &mut self,
        way: &Way<'_>,
        chosen: &mut SmallVec<[Dated; 3]>,
        best: &mut Option<(Amount, SmallVec<[Dated; 3]>)>,
    ) -> bool {
        let Some((edge, service)) = way.legs.get(chosen.len()).copied() else {
            let price = way.price.or_else(|| self.price(chosen));
            let Some(price) = price.filter(|_| self.is_wanted(chosen)) else { return false };
            let is_better = best
                .as_ref()
                .is_none_or(|(least, legs)| (price, chosen.len()) < (*least, legs.len()));
            if is_better {
                *best = Some((price, chosen.clone()));
            }
            return way.price.is_some();
        };
        for leg in self.flights_of(edge, service, chosen.last().copied(), &way.legs) {
            chosen.push(leg);
            let is_found = self.fly(way, chosen, best);
            chosen.pop();
            if is_found {
                return true;
            }
        }
        false
    }

    fn is_wanted(&self, legs: &[Dated]) -> bool {
        let (Some(first), Some(last)) = (legs.first(), legs.last()) else { return false };
        let flight = |leg: &Dated| &self.index.flights()[leg.flight as usize];
        let changes_at = |airport| {
            legs.iter().skip(1).any(|leg| self.index.number_of(flight(leg).origin) == Some(airport))
        };
        let has_number = |number| legs.iter().any(|leg| flight(leg).number == number);
        let Filters { max_minutes, via, number, .. } = self.filters;
        last.arrives - first.departs <= max_minutes
            && self.may_arrive(last)
            && via.is_none_or(changes_at)
            && number.is_none_or(has_number)
    }

    /// The flights of a service that go on from a leg, or begin the journey, and have room.
    fn flights_of(
        &mut self,
        edge: &Edge,
        service: u32,
        before: Option<Dated>,
        way: &[(&Edge, u32)],
    ) -> Vec<Dated> {
        let Some(before) = before else {
            let mut legs = self.first_legs(edge);
            legs.retain(|leg| leg.service == service);
            return legs;
        };
        let arriving = way.iter().find(|(it, _)| it.to == edge.from);
        let Some((arriving, _)) = arriving else { return Vec::new() };
        let (shortest, longest) = self.layover(edge.from, arriving.kind, edge.kind);
        let soonest = if before.goes_on { 0 } else { shortest };
        let departures = (before.arrives + soonest, before.arrives + longest);
        let mut legs = Vec::new();
        self.onward_legs(edge, 1, departures, None, &mut legs);
        legs.retain(|leg| {
            leg.service == service
                && self.connects(&before, leg, (shortest, longest))
                && self.has_room(leg)
        });
        legs
    }
}
