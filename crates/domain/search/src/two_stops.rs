//! Journeys with two changes, found from their middle flight.
//!
//! For a middle flight and a seller, only the latest first leg that reaches it and the earliest
//! arrival beyond it by each service can matter: any other pair is beaten, since the flights of a
//! service cost the same. Where they do not, each is tried.
//!
//! Most ways are left before any flight beyond the first is looked at: even the soonest and cheapest
//! that they could be is beaten by what was found before.

use smallvec::SmallVec;

use crate::airlines::AirlineSet;
use crate::dated::Dated;
use crate::first_legs::FirstLegs;
use crate::graph::Edge;
use crate::hunt::{Hunt, Pair};
use crate::last_legs::{LastEdge, LastLegs};
use crate::middle::Middle;
use crate::pruning::Worth;
use crate::through_middle::Legs;

impl Hunt<'_, '_> {
    /// Tries every way from an origin to each of some destinations.
    pub(crate) fn two_stops(&mut self, origin: u16, ends: &mut [LastLegs<'_>]) {
        let index = self.index;
        let pairs: Vec<Pair> = ends.iter().map(|end| index.pair(origin, end.destination)).collect();
        let destinations: Vec<_> = ends.iter().map(LastLegs::any_service).collect();
        let mut middles = Vec::new();
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
                let mut middle: Option<Middle<'_>> = None;
                let mut are_dated = false;
                for (at, (end, pair)) in ends.iter_mut().zip(&pairs).enumerate() {
                    let last = wanted[at].then(|| end.edge_from(edge.to)).flatten();
                    let Some(last) = last else { continue };
                    let is_way = self.is_way(*pair, [first, edge, last.edge]);
                    if !is_way || !self.is_sold_by(edge, &firsts.partners) {
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
                    let legs = Legs { firsts: &firsts, middles: &middles, lasts, end: at };
                    self.through_middles(&legs, &open, [before, after]);
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

    fn is_sold_by(&self, edge: &Edge, sellers: &AirlineSet) -> bool {
        let mut services = self.index.graph.services(edge);
        services.any(|(_, service)| sellers.contains(service.airline))
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
            let Some(at_last) = last.least(self, partners) else { continue };
            let Some(in_middle) = middle.least(self, partners) else { continue };
            let price = seller.least_price(end, in_middle, at_last);
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
}
