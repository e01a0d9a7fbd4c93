//! Journeys with two changes, found from their middle flight.
//!
//! For a middle flight and a seller, only the latest first leg that reaches it and the earliest
//! arrival beyond it by each service can matter: any other pair is beaten, since the flights of a
//! service cost the same. Where they do not, each is tried.
//!
//! Most ways are left before any flight beyond the first is looked at: even the soonest and cheapest
//! that they could be is beaten by what was found before.

use smallvec::SmallVec;

use crate::dated::Dated;
use crate::first_legs::FirstLegs;
use crate::graph::Edge;
use crate::hunt::{Hunt, Pair};
use crate::last_legs::{LastEdge, LastLegs, Onward, OnwardService};
use crate::middle::Middle;
use crate::prices::PricesOfWay;
use crate::pruning::{Candidate, Worth};

impl Hunt<'_, '_> {
    /// Tries every way from an origin to each of some destinations.
    pub(crate) fn two_stops(&mut self, origin: u16, ends: &mut [LastLegs<'_>]) {
        let index = self.index;
        let pairs: Vec<Pair> = ends.iter().map(|end| index.pair(origin, end.destination)).collect();
        let destinations: Vec<_> = ends.iter().map(LastLegs::any_service).collect();
        let mut middles = Vec::new();
        let mut prices = PricesOfWay::default();
        for first in index.graph.edges_from(origin) {
            let may_lead_to = |pair: &Pair| {
                index.may_go_on_beyond(first, *pair)
                    && pair.destination != origin
                    && index.may_change_at(first.to, *pair)
            };
            let wanted: SmallVec<[bool; 8]> = pairs.iter().map(may_lead_to).collect();
            if !wanted.contains(&true) {
                continue;
            }
            let legs = self.departing(first);
            let Some(firsts) = FirstLegs::new(self, legs, &destinations) else { continue };
            for edge in index.graph.edges_from(first.to) {
                let mut middle: Option<Middle> = None;
                let mut are_dated = false;
                for (at, (end, pair)) in ends.iter_mut().zip(&pairs).enumerate() {
                    let last = wanted[at].then(|| end.edge_from(edge.to)).flatten();
                    let Some(last) = last else { continue };
                    if !self.is_way(*pair, [first, edge, last.edge]) {
                        continue;
                    }
                    let before = self.layover(first.to, first.kind, edge.kind);
                    let middle = middle.get_or_insert_with(|| Middle::new(self, edge));
                    let open = self.open_sellers(&firsts, middle, (at, last), (first, before.0));
                    if open.is_empty() {
                        continue;
                    }
                    if !are_dated {
                        let departures = firsts.departures_beyond(first, before);
                        let sold_by = Some(&firsts.partners);
                        self.onward_legs(edge, 1, departures, sold_by, &mut middles);
                        are_dated = true;
                    }
                    if middles.is_empty() {
                        break;
                    }
                    let after = self.layover(edge.to, edge.kind, last.edge.kind);
                    let lasts = last.work_out(self);
                    prices.clear();
                    let found = (&firsts, open.as_slice(), middles.as_slice(), lasts);
                    self.through_middles(found, [before, after], &mut prices);
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

    /// The sellers, by their positions among the first legs, of whom some journey by a way might
    /// still be worth something; `end` is the position of the destination.
    fn open_sellers(
        &self,
        firsts: &FirstLegs,
        middle: &Middle,
        (end, last): (usize, &mut LastEdge<'_>),
        (first, shortest): (&Edge, i64),
    ) -> SmallVec<[usize; 4]> {
        let mut open = SmallVec::new();
        let wait = if first.goes_on { 0 } else { shortest };
        let beyond = wait + middle.shortest_flight + last.shortest_beyond(self, middle);
        for (at, seller) in firsts.sellers.iter().enumerate() {
            let partners = self.index.airlines.with(seller.airline);
            let Some(in_middle) = middle.least(partners) else { continue };
            let Some(at_last) = last.least(self, partners) else { continue };
            let fare = seller.through[end]
                .unwrap_or_else(|| seller.least.fare + in_middle.fare + at_last.fare);
            let taxes = seller.least.taxes + in_middle.taxes + at_last.taxes;
            let price = seller.besides[end].with(fare) + taxes;
            let may_be_worth_it = |leg: &Dated| {
                let Dated { departs, arrives, .. } = *leg;
                let arrives = arrives + beyond;
                arrives - departs <= self.filters.max_minutes
                    && !self.pruning.is_beaten(seller.airline, Worth { departs, arrives, price })
            };
            if firsts.legs[seller.legs.clone()].iter().rev().any(may_be_worth_it) {
                open.push(at);
            }
        }
        open
    }

    fn through_middles(
        &mut self,
        (firsts, open, middles, lasts): (&FirstLegs, &[usize], &[Dated], &Onward),
        [before, after]: [(i64, i64); 2],
        prices: &mut PricesOfWay,
    ) {
        let index = self.index;
        for middle in middles {
            for seller in open.iter().map(|at| &firsts.sellers[*at]) {
                let partners = index.airlines.with(seller.airline);
                if !partners.contains(middle.airline) {
                    continue;
                }
                let reaching = seller.legs.clone().rev().filter(|at| {
                    self.connects(&firsts.legs[*at], middle, before) && firsts.has_room(self, *at)
                });
                let reaching = latest(reaching.map(|at| &firsts.legs[at]));
                let reaching: SmallVec<[Dated; 2]> = reaching.copied().collect();
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
