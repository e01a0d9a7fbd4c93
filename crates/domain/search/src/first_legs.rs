//! The first legs of journeys with two changes, by who sells them.

use std::cell::Cell;
use std::cmp::Reverse;
use std::ops::Range;

use airside_primitives::Amount;
use smallvec::SmallVec;

use crate::airlines::AirlineSet;
use crate::dated::Dated;
use crate::graph::Edge;
use crate::hunt::Hunt;
use crate::market::{Besides, Least};
use crate::one_stop::arrivals;

/// The first legs to one airport, by seller and departure.
pub(crate) struct FirstLegs {
    pub(crate) legs: Vec<Dated>,
    /// Whether those have room, once it was asked.
    room: Vec<Cell<Option<bool>>>,
    pub(crate) sellers: Vec<Seller>,
    /// Everyone whose flights some seller combines with its own.
    pub(crate) partners: AirlineSet,
    /// Of their arrivals.
    earliest: i64,
    latest: i64,
}

/// Who sells some of the first legs, and so the journeys that begin with them.
pub(crate) struct Seller {
    pub(crate) airline: u16,
    /// The positions of its legs.
    pub(crate) legs: Range<usize>,
    /// What the first leg adds to a price at least.
    pub(crate) least: Least,
    /// For each destination, the least fare that comes in the place of those of the flights.
    pub(crate) through: SmallVec<[Option<Amount>; 2]>,
    /// For each destination, what is levied on the journey as a whole.
    pub(crate) besides: SmallVec<[Besides; 2]>,
}

impl FirstLegs {
    /// `None` when there are none. They come by service, and each destination is told by some
    /// service that ends there.
    pub(crate) fn new(
        hunt: &Hunt<'_, '_>,
        mut legs: Vec<Dated>,
        destinations: &[Option<u32>],
    ) -> Option<Self> {
        let airlines = &hunt.index.airlines;
        let (earliest, latest) = arrivals(&legs)?;
        let mut sellers = Vec::new();
        let mut partners = AirlineSet::none(airlines.len());
        let mut begin = 0;
        for sold in legs.chunk_by_mut(|one, other| one.service == other.service) {
            // Of legs that leave together, the one found first from the back arrives first.
            sold.sort_unstable_by_key(|leg| (leg.departs, -leg.arrives, Reverse(leg.flight)));
            let Dated { airline, service, .. } = sold[0];
            let through = |last: &Option<u32>| hunt.market.least_through(service, (*last)?);
            let besides = |last: &Option<u32>| {
                last.map_or(Besides::default(), |last| hunt.market.least_besides(service, last))
            };
            sellers.push(Seller {
                airline,
                legs: begin..begin + sold.len(),
                least: hunt.market.least(service),
                besides: destinations.iter().map(besides).collect(),
                through: destinations.iter().map(through).collect(),
            });
            partners.add(airlines.with(airline));
            begin += sold.len();
        }
        let room = vec![Cell::new(None); legs.len()];
        Some(Self { legs, room, sellers, partners, earliest, latest })
    }

    /// Whether the leg at a position has room: asked once, and only of legs that may matter.
    pub(crate) fn has_room(&self, hunt: &Hunt<'_, '_>, at: usize) -> bool {
        let known = &self.room[at];
        known.get().unwrap_or_else(|| {
            let has_room = hunt.has_room(&self.legs[at]);
            known.set(Some(has_room));
            has_room
        })
    }

    /// The earliest and the latest departure of a flight beyond the edge of these, for waits from
    /// the shortest to the longest.
    pub(crate) fn departures_beyond(
        &self,
        edge: &Edge,
        (shortest, longest): (i64, i64),
    ) -> (i64, i64) {
        let soonest = if edge.goes_on { 0 } else { shortest };
        (self.earliest + soonest, self.latest + longest)
    }
}

impl Seller {
    /// What a journey to a destination costs at least for these legs beyond the first.
    pub(crate) fn least_price(&self, end: usize, middle: Least, last: Least) -> Amount {
        let fare = self.through[end].unwrap_or_else(|| self.least.fare + middle.fare + last.fare);
        self.besides[end].with(fare) + self.least.taxes + middle.taxes + last.taxes
    }
}
