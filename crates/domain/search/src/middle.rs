//! What is known of an edge before any flight of it is looked at: the least that its services add
//! to a price, and its shortest flight.

use smallvec::SmallVec;

use crate::airlines::AirlineSet;
use crate::graph::Edge;
use crate::hunt::Hunt;
use crate::market::Least;

/// The middle of ways with two changes.
pub(crate) struct Middle<'a> {
    pub(crate) edge: &'a Edge,
    /// In minutes.
    pub(crate) shortest_flight: i64,
}

/// What each service of an edge adds to a price at least, by its seller.
pub(crate) struct LeastBySeller(SmallVec<[(u16, Least); 4]>);

impl<'a> Middle<'a> {
    pub(crate) fn new(hunt: &Hunt<'_, '_>, edge: &'a Edge) -> Self {
        Self { edge, shortest_flight: hunt.shortest_flight(edge) }
    }

    /// What a flight by some of these sellers adds at least; `None` when none of them flies.
    pub(crate) fn least(&self, hunt: &Hunt<'_, '_>, sellers: &AirlineSet) -> Option<Least> {
        let services = hunt.index.graph.services(self.edge);
        let sold = services.filter(|(_, service)| sellers.contains(service.airline));
        sold.map(|(at, _)| hunt.market.least(at)).reduce(Least::or)
    }
}

impl LeastBySeller {
    pub(crate) fn of(hunt: &Hunt<'_, '_>, edge: &Edge) -> Self {
        let services = hunt.index.graph.services(edge);
        Self(services.map(|(at, service)| (service.airline, hunt.market.least(at))).collect())
    }

    pub(crate) fn of_some(&self, sellers: &AirlineSet) -> Option<Least> {
        let sold = self.0.iter().filter(|(airline, _)| sellers.contains(*airline));
        sold.map(|(_, least)| *least).reduce(Least::or)
    }
}
