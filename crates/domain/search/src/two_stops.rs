//! Journeys with two changes, found from their middle flight.
//!
//! For a middle flight and a seller, only the latest first leg that reaches it
//! and the earliest arrival beyond it can matter: any other pair is beaten.

use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};

use crate::airlines::{AirlineSet, Airlines, dense};
use crate::dated::{DAY_MINUTES, Dated};
use crate::graph::Edge;
use crate::hunt::{Hunt, Pair};
use crate::index::Index;
use crate::one_stop::arrivals;
use crate::pruning::Candidate;

impl Hunt<'_, '_> {
    pub(crate) fn two_stops(&mut self, pair: Pair, last_legs: &mut LastLegs<'_>) {
        let index = self.index;
        let mut middles = Vec::new();
        for first in index.graph.edges_from(pair.origin) {
            let beyond = index.kilometres(first.to, pair.destination);
            let is_near = f64::from(first.km) + beyond <= f64::from(pair.max_km);
            if !is_near || !self.may_change_at(first.to, pair) {
                continue;
            }
            let Some(firsts) = FirstLegs::new(self.first_legs(first), &index.airlines) else {
                continue;
            };
            for middle in index.graph.edges_from(first.to) {
                let Some(lasts) = last_legs.edge_from(middle.to) else { continue };
                if !self.is_way(pair, [first, middle, lasts.edge]) {
                    continue;
                }
                let waits = [
                    self.layover(first.to, first.kind, middle.kind),
                    self.layover(middle.to, middle.kind, lasts.edge.kind),
                ];
                let (shortest, longest) = waits[0];
                let soonest = if first.goes_on { 0 } else { shortest };
                let departures = (firsts.earliest + soonest, firsts.latest + longest);
                self.onward_legs(middle, 1, departures, &mut middles);
                middles.retain(|middle| firsts.partners.contains(middle.airline));
                if !middles.is_empty() {
                    let lasts = lasts.work_out(self);
                    self.through_middles(&firsts, &middles, lasts, waits);
                }
            }
        }
    }

    fn is_way(&self, pair: Pair, [first, middle, last]: [&Edge; 3]) -> bool {
        let changes = [first.to, middle.to];
        let is_via = self.filters.via.is_none_or(|via| changes.contains(&via));
        let is_near = first.km + middle.km + last.km <= pair.max_km;
        is_via && is_near && self.may_change_at(middle.to, pair)
    }

    fn through_middles(
        &mut self,
        firsts: &FirstLegs,
        middles: &[Dated],
        lasts: &Onward,
        [before, after]: [(i64, i64); 2],
    ) {
        let index = self.index;
        for middle in middles {
            for (seller, legs) in &firsts.sellers {
                let partners = index.airlines.with(*seller);
                if !partners.contains(middle.airline) {
                    continue;
                }
                let reaches = |first: &&Dated| self.connects(first, middle, before);
                let latest = firsts.legs[legs.clone()].iter().rev().find(reaches);
                let Some(first) = latest else { continue };
                let wait = if middle.goes_on { 0 } else { after.0 };
                let soonest = middle.arrives + wait + lasts.shortest_flight;
                if self.pruning.is_beaten(*seller, first.departs, soonest) {
                    continue;
                }
                let departures = middle.arrives + wait..=middle.arrives + after.1;
                let earliest = lasts.earliest_arrival(departures, |last| {
                    partners.contains(last.airline)
                        && self.connects(middle, last, after)
                        && self.has_room(last)
                });
                if let Some(last) = earliest {
                    self.offer_two_stops([*first, *middle, last]);
                }
            }
        }
    }

    fn offer_two_stops(&mut self, legs: [Dated; 3]) {
        let [first, middle, last] = legs;
        let is_short = last.arrives - first.departs <= self.filters.max_minutes;
        if is_short
            && !self.pruning.is_beaten(first.airline, first.departs, last.arrives)
            && self.has_room(&middle)
        {
            self.pruning.offer(Candidate::two_stops(legs));
        }
    }
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
}

/// The flights into one destination, worked out airport by airport as they are needed.
pub(crate) struct LastLegs<'a> {
    /// For each airport, one more than its position in `edges`; 0 where nothing flies in from.
    positions: Vec<u16>,
    edges: Vec<LastEdge<'a>>,
}

/// The flights from one airport to the destination.
struct LastEdge<'a> {
    edge: &'a Edge,
    legs: Option<Onward>,
}

/// Last legs by departure.
struct Onward {
    legs: Vec<Dated>,
    /// The shortest of them, in minutes.
    shortest_flight: i64,
}

impl<'a> LastLegs<'a> {
    pub(crate) fn new(index: &'a Index, destination: u16) -> Self {
        let edges: Vec<LastEdge<'a>> =
            index.graph.edges_into(destination).map(|edge| LastEdge { edge, legs: None }).collect();
        let mut positions = vec![0; index.airports().len()];
        for (position, last) in edges.iter().enumerate() {
            positions[usize::from(last.edge.from)] = dense(position + 1);
        }
        Self { positions, edges }
    }

    fn edge_from(&mut self, airport: u16) -> Option<&mut LastEdge<'a>> {
        let position = usize::from(self.positions[usize::from(airport)]);
        self.edges.get_mut(position.checked_sub(1)?)
    }
}

impl LastEdge<'_> {
    fn work_out(&mut self, hunt: &mut Hunt<'_, '_>) -> &Onward {
        let edge = self.edge;
        self.legs.get_or_insert_with(|| {
            // A local day begins up to 14 hours before that of UTC, and ends up to 12 after.
            let day = i64::from(hunt.filters.day) * DAY_MINUTES;
            let journey = 2 * (hunt.index.longest_flight + hunt.filters.max_layover);
            let departures = (day - DAY_MINUTES, day + 2 * DAY_MINUTES + journey);
            let mut legs = Vec::new();
            hunt.onward_legs(edge, 2, departures, &mut legs);
            legs.retain(|leg| hunt.may_arrive(leg));
            legs.sort_unstable_by_key(|leg| (leg.departs, leg.flight));
            let shortest = legs.iter().map(|leg| leg.arrives - leg.departs).min();
            Onward { legs, shortest_flight: shortest.unwrap_or(0) }
        })
    }
}

impl Onward {
    /// Of the legs in `departures` that `pleases` accepts, the first to arrive; of several, the
    /// last to leave.
    fn earliest_arrival(
        &self,
        departures: RangeInclusive<i64>,
        pleases: impl Fn(&Dated) -> bool,
    ) -> Option<Dated> {
        let begin = self.legs.partition_point(|leg| leg.departs < *departures.start());
        let mut earliest: Option<Dated> = None;
        for leg in &self.legs[begin..] {
            let is_too_late = leg.departs > *departures.end()
                || earliest.is_some_and(|best| leg.departs > best.arrives);
            if is_too_late {
                break;
            }
            let is_earlier = earliest
                .is_none_or(|best| (leg.arrives, -leg.departs) < (best.arrives, -best.departs));
            if is_earlier && pleases(leg) {
                earliest = Some(*leg);
            }
        }
        earliest
    }
}
