//! A search for the best journeys to many destinations, from one origin after the other.
//!
//! Ways to a destination are tried from the least that they may cost on, until none that is left
//! can be better than what was found.

use std::ops::Range;

use airside_primitives::Amount;
use smallvec::{SmallVec, smallvec};
use time::Date;

use crate::beginnings::Beginnings;
use crate::cheapest::Way;
use crate::dated::Dated;
use crate::graph::{Edge, day_of};
use crate::hunt::{Hunt, Pair};
use crate::open_ways::{Ends, OpenWay, OpenWays};
use crate::schedule::Schedule;

/// Price, day of departure, stops: less is better.
type Rank = (Amount, i32, usize);

/// The services of a way.
type Legs<'a> = SmallVec<[(&'a Edge, u32); 3]>;

/// The best journey to a destination so far.
#[derive(Default)]
pub(crate) struct Best {
    pub(crate) rank: Option<Rank>,
    /// None of a journey that was known before.
    pub(crate) legs: SmallVec<[Dated; 3]>,
}

impl Best {
    fn is_beaten_by(&self, rank: Rank) -> bool {
        self.rank.is_none_or(|best| rank < best)
    }
}

/// The search under way.
pub(crate) struct Tour<'a, 'm> {
    hunt: Hunt<'a, 'm>,
    /// Of departure, in order.
    days: Vec<i32>,
    /// The first of them.
    date: Date,
    first_day: i32,
    schedule: Schedule,
}

impl<'a, 'm> Tour<'a, 'm> {
    /// Of journeys that leave on one of these dates, of which `date` is the first.
    pub(crate) fn new(hunt: Hunt<'a, 'm>, date: Date, dates: &[Date]) -> Self {
        let days: Vec<i32> = dates.iter().map(|date| day_of(*date)).collect();
        let first_day = day_of(date);
        let last_day = days.last().copied().unwrap_or(first_day);
        let schedule = Schedule::new(&hunt, (first_day, last_day));
        Self { hunt, days, date, first_day, schedule }
    }

    /// Looks for something better at each of some destinations.
    pub(crate) fn begin_at(&mut self, origin: u16, destinations: &mut [(u16, Best)]) {
        let beginnings = Beginnings::new(&self.hunt, &mut self.schedule, origin);
        let mut open = OpenWays::default();
        for (destination, best) in destinations {
            let pair = self.hunt.index.pair(origin, *destination);
            self.direct(pair, best);
            self.with_changes(pair, &beginnings, &mut open, best);
        }
    }

    fn direct(&mut self, pair: Pair, best: &mut Best) {
        let graph = &self.hunt.index.graph;
        let Some(edge) = graph.edge(pair.origin, pair.destination) else { return };
        for (service, _) in graph.services(edge) {
            if self.schedule.is_open(&self.hunt, service) {
                self.attempt(&[(edge, service)], best);
            }
        }
    }

    fn with_changes(
        &mut self,
        pair: Pair,
        beginnings: &Beginnings,
        open: &mut OpenWays<'a>,
        best: &mut Best,
    ) {
        let first_day = self.first_day;
        let ends = Ends { hunt: &self.hunt, beginnings, pair };
        open.begin(ends, &mut self.schedule, |least| best.is_beaten_by((least, first_day, 1)));
        loop {
            let ends = Ends { hunt: &self.hunt, beginnings, pair };
            let next = open.next(ends, |least| best.is_beaten_by((least, first_day, 1)));
            let Some(way) = next else { break };
            if let Some(legs) = self.legs(&way, beginnings, pair) {
                self.attempt(&legs, best);
            }
        }
    }

    /// The services of a way; `None` when a second change leads too far.
    fn legs(&self, way: &OpenWay<'a>, beginnings: &Beginnings, pair: Pair) -> Option<Legs<'a>> {
        let index = self.hunt.index;
        let leg = |number: u32| {
            let service = index.graph.services[number as usize];
            Some((index.graph.edge(service.from, service.to)?, number))
        };
        let beginning = beginnings.get(way.beginning);
        let first = leg(beginning.first)?;
        match beginning.second {
            None => Some(smallvec![first, way.last]),
            Some(_) if !index.may_go_on_beyond(first.0, pair) => None,
            Some(second) => Some(smallvec![first, leg(second)?, way.last]),
        }
    }

    /// Keeps the best journey by these services if that is better.
    fn attempt(&mut self, legs: &[(&'a Edge, u32)], best: &mut Best) {
        let Hunt { index, market, .. } = self.hunt;
        let Some(way) = Way::of(legs, index, market, self.date) else { return };
        let stops = legs.len() - 1;
        if way.price.is_some_and(|price| !best.is_beaten_by((price, self.first_day, stops))) {
            return;
        }
        let mut flights: SmallVec<[Range<usize>; 3]> = smallvec![];
        for (edge, service) in &way.legs {
            let of_service = self.schedule.flights_of(&self.hunt, edge, *service);
            if of_service.is_empty() {
                return;
            }
            flights.push(of_service);
        }
        self.fly(&way, &flights, best);
    }

    fn fly(&self, way: &Way<'_>, flights: &[Range<usize>], best: &mut Best) {
        let stops = way.legs.len() - 1;
        for first in self.schedule.legs(flights[0].clone()) {
            let may_leave = self.days.binary_search(&first.day).is_ok()
                && first.departs >= self.hunt.filters.not_before;
            let is_beaten =
                way.price.is_some_and(|price| !best.is_beaten_by((price, first.day, stops)));
            if may_leave && !is_beaten {
                self.go_on(way, flights, &mut smallvec![*first], best);
            }
        }
    }

    /// Goes on from the legs chosen so far, and keeps the best journey that this leads to.
    /// Whether it led to one, and so all others would be as good.
    fn go_on(
        &self,
        way: &Way<'_>,
        flights: &[Range<usize>],
        chosen: &mut SmallVec<[Dated; 3]>,
        best: &mut Best,
    ) -> bool {
        let at = chosen.len();
        let (Some((edge, _)), Some(flights_on)) = (way.legs.get(at), flights.get(at)) else {
            return self.arrive(way, chosen, best);
        };
        let ((arriving, _), before) = (way.legs[at - 1], chosen[at - 1]);
        let (shortest, longest) = self.hunt.layover(edge.from, arriving.kind, edge.kind);
        let soonest = before.arrives + if before.goes_on { 0 } else { shortest };
        let legs = self.schedule.legs(flights_on.clone());
        let legs = &legs[legs.partition_point(|leg| leg.departs < soonest)..];
        for leg in legs.iter().take_while(|leg| leg.departs <= before.arrives + longest) {
            if self.hunt.connects(&before, leg, (shortest, longest)) {
                chosen.push(*leg);
                let is_found = self.go_on(way, flights, chosen, best);
                chosen.pop();
                if is_found {
                    return true;
                }
            }
        }
        false
    }

    fn arrive(&self, way: &Way<'_>, legs: &[Dated], best: &mut Best) -> bool {
        if !legs.iter().all(|leg| self.hunt.has_room(leg)) {
            return false;
        }
        let Some(price) = way.price.or_else(|| self.hunt.price(legs)) else { return false };
        let rank = (price, legs[0].day, legs.len() - 1);
        if best.is_beaten_by(rank) {
            *best = Best { rank: Some(rank), legs: SmallVec::from_slice(legs) };
        }
        way.price.is_some()
    }
}
