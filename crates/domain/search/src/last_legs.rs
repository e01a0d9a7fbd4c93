//! The flights into one destination, worked out airport by airport as they are needed.

use std::ops::{Range, RangeInclusive};

use crate::airlines::{AirlineSet, dense};
use crate::dated::{DAY_MINUTES, Dated};
use crate::graph::Edge;
use crate::hunt::Hunt;
use crate::index::Index;
use crate::market::Least;
use crate::middle::{LeastBySeller, Middle};

/// Every edge into a destination.
pub(crate) struct LastLegs<'a> {
    pub(crate) destination: u16,
    /// For each airport, one more than its position in `edges`; 0 where nothing flies in from.
    positions: Vec<u16>,
    edges: Vec<LastEdge<'a>>,
}

/// The flights from one airport to the destination.
pub(crate) struct LastEdge<'a> {
    pub(crate) edge: &'a Edge,
    /// What each of its services adds to a price at least, by seller, and its shortest flight.
    bounds: Option<(LeastBySeller, i64)>,
    legs: Option<Onward>,
}

/// Last legs from one airport, by service and departure.
pub(crate) struct Onward {
    legs: Vec<Dated>,
    pub(crate) services: Vec<OnwardService>,
}

/// The last legs of one service.
pub(crate) struct OnwardService {
    legs: Range<usize>,
    pub(crate) airline: u16,
    /// What it adds to a price at least.
    pub(crate) least: Least,
    /// The shortest of them, in minutes.
    pub(crate) shortest_flight: i64,
    /// Whether some of them may cost something else than the others.
    pub(crate) varies: bool,
}

impl<'a> LastLegs<'a> {
    pub(crate) fn new(index: &'a Index, destination: u16) -> Self {
        let edges: Vec<LastEdge<'a>> =
            index.graph.edges_into(destination).map(LastEdge::of).collect();
        let mut positions = vec![0; index.airports().len()];
        for (position, last) in edges.iter().enumerate() {
            positions[usize::from(last.edge.from)] = dense(position + 1);
        }
        Self { destination, positions, edges }
    }

    /// Some service into the destination.
    pub(crate) fn any_service(&self) -> Option<u32> {
        self.edges.first().map(|last| last.edge.first_service)
    }

    pub(crate) fn edge_from(&mut self, airport: u16) -> Option<&mut LastEdge<'a>> {
        let position = usize::from(self.positions[usize::from(airport)]);
        self.edges.get_mut(position.checked_sub(1)?)
    }
}

impl<'a> LastEdge<'a> {
    fn of(edge: &'a Edge) -> Self {
        Self { edge, bounds: None, legs: None }
    }

    /// What a journey by some of these sellers costs at least for ending here; `None` when none of
    /// them flies.
    pub(crate) fn least(&mut self, hunt: &Hunt<'_, '_>, sellers: &AirlineSet) -> Option<Least> {
        self.bounds(hunt).0.of_some(sellers)
    }

    /// The least minutes from the arrival of a middle flight to that of a flight of this edge.
    pub(crate) fn shortest_beyond(&mut self, hunt: &Hunt<'_, '_>, middle: &Middle<'_>) -> i64 {
        let flight = self.bounds(hunt).1;
        let (shortest, _) = hunt.layover(self.edge.from, middle.edge.kind, self.edge.kind);
        flight + if middle.edge.goes_on { 0 } else { shortest }
    }

    fn bounds(&mut self, hunt: &Hunt<'_, '_>) -> &(LeastBySeller, i64) {
        let edge = self.edge;
        let bounds = || (LeastBySeller::of(hunt, edge), hunt.shortest_flight(edge));
        self.bounds.get_or_insert_with(bounds)
    }

    pub(crate) fn work_out(&mut self, hunt: &Hunt<'_, '_>) -> &Onward {
        let edge = self.edge;
        self.legs.get_or_insert_with(|| {
            // A local day begins up to 14 hours before that of UTC, and ends up to 12 after.
            let day = i64::from(hunt.filters.day) * DAY_MINUTES;
            let journey = 2 * (hunt.index.longest_flight + hunt.filters.max_layover);
            let departures = (day - DAY_MINUTES, day + 2 * DAY_MINUTES + journey);
            let mut legs = Vec::new();
            hunt.onward_legs(edge, 2, departures, None, &mut legs);
            legs.retain(|leg| hunt.may_arrive(leg));
            Onward::new(hunt, legs)
        })
    }
}

impl Onward {
    fn new(hunt: &Hunt<'_, '_>, mut legs: Vec<Dated>) -> Self {
        legs.sort_unstable_by_key(|leg| (leg.service, leg.departs, leg.flight));
        let mut services = Vec::new();
        let mut begin = 0;
        for of_service in legs.chunk_by(|one, other| one.service == other.service) {
            let end = begin + of_service.len();
            services.push(OnwardService {
                legs: begin..end,
                airline: of_service[0].airline,
                least: hunt.market.least(of_service[0].service),
                shortest_flight: of_service.iter().map(Dated::minutes).min().unwrap_or(0),
                varies: of_service.iter().any(|leg| leg.varies),
            });
            begin = end;
        }
        Self { legs, services }
    }

    /// One of the legs of a service.
    pub(crate) fn any(&self, service: &OnwardService) -> &Dated {
        &self.legs[service.legs.start]
    }

    /// Of the legs of a service in `departures` that `pleases` accepts, those that may be part of
    /// the best journey: the first to arrive, of several the last to leave; and every one that
    /// may cost something else, all of them if `each`.
    pub(crate) fn best(
        &self,
        service: &OnwardService,
        departures: RangeInclusive<i64>,
        each: bool,
        pleases: impl Fn(&Dated) -> bool,
        mut take: impl FnMut(Dated),
    ) {
        let legs = &self.legs[service.legs.clone()];
        let begin = legs.partition_point(|leg| leg.departs < *departures.start());
        let looks_at_all = each || service.varies;
        let mut earliest: Option<Dated> = None;
        for leg in &legs[begin..] {
            let is_beaten = earliest.is_some_and(|best| leg.departs > best.arrives);
            if leg.departs > *departures.end() || (is_beaten && !looks_at_all) {
                break;
            }
            if each || leg.varies {
                if pleases(leg) {
                    take(*leg);
                }
                continue;
            }
            let is_earlier = earliest
                .is_none_or(|best| (leg.arrives, -leg.departs) < (best.arrives, -best.departs));
            if is_earlier && pleases(leg) {
                earliest = Some(*leg);
            }
        }
        earliest.into_iter().for_each(take);
    }
}
