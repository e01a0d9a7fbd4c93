//! Journeys with two changes, found from their middle flight.
//!
//! For a middle flight and a seller, only the latest first leg that reaches it and the earliest
//! arrival beyond it by each service can matter: any other pair is beaten, since the flights of a
//! service cost the same. Where they do not, each is tried.

use std::cmp::Reverse;
use std::ops::Range;

use smallvec::SmallVec;

use crate::airlines::{AirlineSet, Airlines};
use crate::dated::Dated;
use crate::graph::Edge;
use crate::hunt::{Hunt, Pair};
use crate::last_legs::{LastLegs, Onward, OnwardService};
use crate::one_stop::arrivals;
use crate::prices::PricesOfWay;
use crate::pruning::{Candidate, Worth};

impl Hunt<'_, '_> {
    /// Tries every way from an origin to each of some destinations.
    pub(crate) fn two_stops(&mut self, origin: u16, ends: &mut [LastLegs<'_>]) {
        let index = self.index;
        let pairs: Vec<Pair> = ends.iter().map(|end| index.pair(origin, end.destination)).collect();
        let mut middles = Vec::new();
        let mut prices = PricesOfWay::default();
        for first in index.graph.edges_from(origin) {
            let may_lead_to = |pair: &Pair| {
                let beyond = index.kilometres(first.to, pair.destination);
                f64::from(first.km) + beyond <= f64::from(pair.max_km)
                    && pair.destination != origin
                    && self.index.may_change_at(first.to, *pair)
            };
            let wanted: SmallVec<[bool; 8]> = pairs.iter().map(may_lead_to).collect();
            if !wanted.contains(&true) {
                continue;
            }
            let Some(firsts) = FirstLegs::new(self.first_legs(first), &index.airlines) else {
                continue;
            };
            for middle in index.graph.edges_from(first.to) {
                let mut are_known = false;
                for ((end, pair), is_wanted) in ends.iter_mut().zip(&pairs).zip(&wanted) {
                    let lasts = is_wanted.then(|| end.edge_from(middle.to)).flatten();
                    let Some(lasts) = lasts else { continue };
                    if !self.is_way(*pair, [first, middle, lasts.edge]) {
                        continue;
                    }
                    let before = self.layover(first.to, first.kind, middle.kind);
                    if !are_known {
                        let departures = firsts.departures_beyond(first, before);
                        self.onward_legs(
                            middle,
                            1,
                            departures,
                            Some(&firsts.partners),
                            &mut middles,
                        );
                        are_known = true;
                    }
                    if middles.is_empty() {
                        break;
                    }
                    let after = self.layover(middle.to, middle.kind, lasts.edge.kind);
                    let lasts = lasts.work_out(self);
                    prices.clear();
                    let waits = [before, after];
                    self.through_middles(&firsts, &middles, lasts, waits, &mut prices);
                }
            }
        }
    }

    fn is_way(&self, pair: Pair, [first, middle, last]: [&Edge; 3]) -> bool {
        let changes = [first.to, middle.to];
        let is_via = self.filters.via.is_none_or(|via| changes.contains(&via));
        let is_near = first.km + middle.km + last.km <= pair.max_km;
        is_via && is_near && self.index.may_change_at(middle.to, pair)
    }

    fn through_middles(
        &mut self,
        firsts: &FirstLegs,
        middles: &[Dated],
        lasts: &Onward,
        [before, after]: [(i64, i64); 2],
        prices: &mut PricesOfWay,
    ) {
        let index = self.index;
        for middle in middles {
            for (seller, legs) in &firsts.sellers {
                let partners = index.airlines.with(*seller);
                if !partners.contains(middle.airline) {
                    continue;
                }
                let reaching = firsts.legs[legs.clone()].iter().rev();
                let reaching = reaching.filter(|first| self.connects(first, middle, before));
                let reaching: SmallVec<[Dated; 2]> = latest(reaching).copied().collect();
                for first in reaching {
                    for service in &lasts.services {
                        if partners.contains(service.airline) {
                            let legs = [first, *middle];
                            self.onward(legs, lasts, service, after, prices);
                        }
                    }
                }
            }
        }
    }

    /// Goes on with the best flights of one service.
    fn onward(
        &mut self,
        [first, middle]: [Dated; 2],
        lasts: &Onward,
        service: &OnwardService,
        (shortest, longest): (i64, i64),
        prices: &mut PricesOfWay,
    ) {
        let wait = if middle.goes_on { 0 } else { shortest };
        let departures = middle.arrives + wait..=middle.arrives + longest;
        let soonest = departures.start() + service.shortest_flight;
        let each = middle.goes_on;
        if !each && !service.varies {
            let Some(price) = prices.of(self, &[first, middle, *lasts.any(service)]) else {
                return;
            };
            let worth = Worth { departs: first.departs, arrives: soonest, price };
            if self.pruning.is_beaten(first.airline, worth) {
                return;
            }
        }
        let mut found: SmallVec<[Dated; 2]> = SmallVec::new();
        let pleases =
            |last: &Dated| self.connects(&middle, last, (shortest, longest)) && self.has_room(last);
        lasts.best(service, departures, each, pleases, |last| found.push(last));
        for last in found {
            self.offer_two_stops([first, middle, last], prices);
        }
    }

    fn offer_two_stops(&mut self, legs: [Dated; 3], prices: &mut PricesOfWay) {
        let [first, middle, last] = legs;
        if last.arrives - first.departs > self.filters.max_minutes {
            return;
        }
        let Some(price) = prices.of(self, &legs) else { return };
        let worth = Worth { departs: first.departs, arrives: last.arrives, price };
        if !self.pruning.is_beaten(first.airline, worth) && self.has_room(&middle) {
            self.pruning.offer(Candidate::two_stops(legs, price));
        }
    }
}

/// Of legs of one service from the last to leave back, those that may be part of the best journey:
/// the first, and every one that may cost something else.
fn latest<'l>(legs: impl Iterator<Item = &'l Dated>) -> impl Iterator<Item = &'l Dated> {
    let mut has_one = false;
    legs.filter(move |leg| leg.varies || leg.goes_on || !std::mem::replace(&mut has_one, true))
}

/// The first legs to one airport, by seller and departure.
struct FirstLegs {
    legs: Vec<Dated>,
    sellers: Vec<(u16, Range<usize>)>,
    /// Everyone whose flights some seller combines with its own.
    partners: AirlineSet,
    /// Of their arrivals.
    earliest: i64,
    latest: i64,
}

impl FirstLegs {
    /// `None` when there are none.
    fn new(mut legs: Vec<Dated>, airlines: &Airlines) -> Option<Self> {
        let (earliest, latest) = arrivals(&legs)?;
        // Of legs that leave together, the one found first from the back arrives first.
        legs.sort_unstable_by_key(|leg| {
            (leg.airline, leg.departs, -leg.arrives, Reverse(leg.flight))
        });
        let mut sellers = Vec::new();
        let mut partners = AirlineSet::none(airlines.len());
        let mut begin = 0;
        for sold in legs.chunk_by(|one, other| one.airline == other.airline) {
            let seller = sold[0].airline;
            sellers.push((seller, begin..begin + sold.len()));
            partners.add(airlines.with(seller));
            begin += sold.len();
        }
        Some(Self { legs, sellers, partners, earliest, latest })
    }

    /// The earliest and the latest departure of a flight beyond the edge of these, for waits from
    /// the shortest to the longest.
    fn departures_beyond(&self, edge: &Edge, (shortest, longest): (i64, i64)) -> (i64, i64) {
        let soonest = if edge.goes_on { 0 } else { shortest };
        (self.earliest + soonest, self.latest + longest)
    }
}
