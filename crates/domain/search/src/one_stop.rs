//! Journeys with one change.
//!
//! Every pair of flights is tried; they are few enough.

use crate::airlines::AirlineSet;
use crate::dated::Dated;
use crate::hunt::{Hunt, Pair};
use crate::prices::PricesOfWay;
use crate::pruning::{Candidate, Worth};

impl Hunt<'_, '_> {
    pub(crate) fn one_stop(&mut self, pair: Pair) {
        let graph = &self.index.graph;
        let mut seconds = Vec::new();
        let mut prices = PricesOfWay::default();
        for edge in graph.edges_from(pair.origin) {
            let Some(onward) = graph.edge(edge.to, pair.destination) else { continue };
            let is_via = self.filters.via.is_none_or(|via| via == edge.to);
            let is_near = edge.km + onward.km <= pair.max_km;
            if !is_via || !is_near || !self.index.may_change_at(edge.to, pair) {
                continue;
            }
            let firsts = self.departing(edge);
            let (shortest, longest) = self.layover(edge.to, edge.kind, onward.kind);
            let Some((earliest, latest)) = arrivals(&firsts) else { continue };
            let soonest = if edge.goes_on { 0 } else { shortest };
            let departures = (earliest + soonest, latest + longest);
            let mut partners = AirlineSet::none(self.index.airlines.len());
            for leg in &firsts {
                partners.add(self.index.airlines.with(leg.airline));
            }
            self.onward_legs(onward, 1, departures, Some(&partners), &mut seconds);
            prices.clear();
            for first in &firsts {
                for second in &seconds {
                    if self.connects(first, second, (shortest, longest)) {
                        self.offer_one_stop([*first, *second], &mut prices);
                    }
                }
            }
        }
    }

    fn offer_one_stop(&mut self, legs: [Dated; 2], prices: &mut PricesOfWay) {
        let [first, second] = legs;
        let is_sold_together = self.index.airlines.with(first.airline).contains(second.airline);
        let is_short = second.arrives - first.departs <= self.filters.max_minutes;
        if !is_sold_together || !is_short || !self.may_arrive(&second) {
            return;
        }
        let Some(price) = prices.of(self, &legs) else { return };
        let worth = Worth { departs: first.departs, arrives: second.arrives, price };
        let may_stay = !self.pruning.is_beaten(first.airline, worth);
        if may_stay && self.has_room(&first) && self.has_room(&second) {
            self.pruning.offer(Candidate::one_stop(legs, price));
        }
    }
}

/// The earliest and the latest arrival.
pub(crate) fn arrivals(legs: &[Dated]) -> Option<(i64, i64)> {
    let instants = || legs.iter().map(|leg| leg.arrives);
    Some((instants().min()?, instants().max()?))
}
