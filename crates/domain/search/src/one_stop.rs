//! Journeys with one change.
//!
//! Every pair of flights is tried; they are few enough.

use crate::airlines::AirlineSet;
use crate::dated::Dated;
use crate::hunt::{Hunt, Pair};
use crate::prices::PriceOfServices;
use crate::pruning::{Candidate, Worth};

impl Hunt<'_, '_> {
    pub(crate) fn one_stop(&mut self, pair: Pair) {
        let graph = &self.index.graph;
        let mut seconds = Vec::new();
        for edge in graph.edges_from(pair.origin) {
            let Some(onward) = graph.edge(edge.to, pair.destination) else { continue };
            let is_via = self.filters.via.is_none_or(|via| via == edge.to);
            let is_near = edge.km + onward.km <= pair.max_km;
            if !is_via || !is_near || !self.index.may_change_at(edge.to, pair) {
                continue;
            }
            let firsts = self.departing(edge);
            let waits = self.layover(edge.to, edge.kind, onward.kind);
            let Some((earliest, latest)) = arrivals(&firsts) else { continue };
            let soonest = if edge.goes_on { 0 } else { waits.0 };
            let departures = (earliest + soonest, latest + waits.1);
            let mut partners = AirlineSet::none(self.index.airlines.len());
            for leg in &firsts {
                partners.add(self.index.airlines.with(leg.airline));
            }
            self.onward_legs(onward, 1, departures, Some(&partners), &mut seconds);
            for firsts in firsts.chunk_by(is_of_same_service) {
                let sold_together = self.index.airlines.with(firsts[0].airline);
                for seconds in seconds.chunk_by(is_of_same_service) {
                    if sold_together.contains(seconds[0].airline) {
                        self.by_services(firsts, seconds, waits);
                    }
                }
            }
        }
    }

    fn by_services(&mut self, firsts: &[Dated], seconds: &[Dated], waits: (i64, i64)) {
        let price = PriceOfServices::default();
        for first in firsts {
            for second in seconds {
                let is_short = second.arrives - first.departs <= self.filters.max_minutes;
                if is_short && self.connects(first, second, waits) && self.may_arrive(second) {
                    self.offer_one_stop([*first, *second], &price);
                }
            }
        }
    }

    fn offer_one_stop(&mut self, legs: [Dated; 2], price: &PriceOfServices) {
        let [first, second] = legs;
        let Some(price) = price.of(self, &legs) else { return };
        let worth = Worth { departs: first.departs, arrives: second.arrives, price };
        let may_stay = !self.pruning.is_beaten(first.airline, worth);
        if may_stay && self.has_room(&first) && self.has_room(&second) {
            self.pruning.offer(Candidate::one_stop(legs, price));
        }
    }
}

pub(crate) fn is_of_same_service(one: &Dated, other: &Dated) -> bool {
    one.service == other.service
}

/// The earliest and the latest arrival.
pub(crate) fn arrivals(legs: &[Dated]) -> Option<(i64, i64)> {
    let instants = || legs.iter().map(|leg| leg.arrives);
    Some((instants().min()?, instants().max()?))
}
