//! What a search under way needs for any number of stops.

use crate::clocks::CLOCK_CHANGE;
use crate::filters::Filters;
use crate::graph::Edge;
use crate::index::Index;
use crate::market::Market;
use crate::network::Kind;
use crate::pruning::Pruning;
use crate::query::Query;

/// How much further than the great circle a connection may fly: 1.4 times, and 1,000 km.
///
/// Generous to short trips over a hub, which are many, and strict to trips
/// round the world, which nobody wants.
const DETOUR: f64 = 1.4;
const DETOUR_KM: f64 = 1000.0;

/// A search under way.
pub(crate) struct Hunt<'a, 'm> {
    pub(crate) index: &'a Index,
    pub(crate) filters: Filters,
    pub(crate) market: &'m dyn Market,
    pub(crate) pruning: Pruning,
}

/// One origin and one destination of the query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) origin: u16,
    pub(crate) destination: u16,
    pub(crate) max_km: f32,
}

impl<'a, 'm> Hunt<'a, 'm> {
    /// `None` when nothing can match, whatever flies.
    pub(crate) fn new(index: &'a Index, query: &Query, market: &'m dyn Market) -> Option<Self> {
        let filters = Filters::new(query, index)?;
        let pruning = Pruning::new(index.airlines.len());
        Some(Self { index, filters, market, pruning })
    }

    /// The shortest and the longest wait for a change at an airport, in minutes.
    pub(crate) fn layover(&self, airport: u16, arriving: Kind, departing: Kind) -> (i64, i64) {
        let connecting = self.index.connecting_minutes(airport, arriving, departing);
        (self.filters.min_layover.max(connecting.into()), self.filters.max_layover)
    }

    /// The minutes that flights of an edge take at least, around the day of the query.
    pub(crate) fn shortest_flight(&self, edge: &Edge) -> i64 {
        let offset = |airport| {
            let zone = self.index.zone_of(airport);
            let steady = self.index.clocks.steady_offset(zone, self.filters.day);
            steady.map(|offset| (offset, 0)).or_else(|| {
                let changing = self.index.clocks.offset(zone, self.filters.day)?;
                Some((changing, CLOCK_CHANGE))
            })
        };
        let (Some(here), Some(there)) = (offset(edge.from), offset(edge.to)) else { return 0 };
        let minutes = i64::from(edge.shortest_by_clocks) - there.0 + here.0;
        (minutes - there.1 - here.1).max(0)
    }
}

impl Index {
    /// Whether a journey may change flights at an airport at all: not in the city where it starts
    /// or ends.
    pub(crate) fn may_change_at(&self, airport: u16, pair: Pair) -> bool {
        let city = self.city_of(airport);
        [pair.origin, pair.destination].iter().all(|end| self.city_of(*end) != city)
    }

    /// Two airports as the ends of journeys.
    pub(crate) fn pair(&self, origin: u16, destination: u16) -> Pair {
        #[expect(clippy::cast_possible_truncation, reason = "metres do not matter to a detour")]
        let max_km = (self.kilometres(origin, destination) * DETOUR + DETOUR_KM) as f32;
        Pair { origin, destination, max_km }
    }
}
