//! Ways with changes to one destination that wait to be tried, the one that may cost the least
//! first.
//!
//! Most are never made: what leads up to the last flight stands in order of its price already, so
//! of the ways that differ in their beginning alone only one waits at a time.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use airside_primitives::Amount;

use crate::beginnings::{Beginnings, Group, total};
use crate::graph::Edge;
use crate::hunt::{Hunt, Pair};
use crate::market::Least;
use crate::schedule::Schedule;

/// The ways to one destination after the other.
#[derive(Default)]
pub(crate) struct OpenWays<'a> {
    waiting: BinaryHeap<Reverse<OpenWay<'a>>>,
    /// The least through fare of each seller, as far as it was asked for.
    through: Vec<Through>,
}

/// What comes in the place of the fares of the flights.
#[derive(Clone, Copy)]
enum Through {
    Unasked,
    /// Nothing.
    None,
    Least(Amount),
}

/// One of several ways that differ in their beginning alone.
#[derive(Clone, Copy)]
pub(crate) struct OpenWay<'a> {
    /// What it costs at least.
    pub(crate) least: Amount,
    least_of_last: Amount,
    pub(crate) beginning: u32,
    /// Where the beginnings of the others end.
    end: u32,
    pub(crate) last: (&'a Edge, u32),
}

/// What the ways have in common.
#[derive(Clone, Copy)]
pub(crate) struct Ends<'t, 'a, 'm> {
    pub(crate) hunt: &'t Hunt<'a, 'm>,
    pub(crate) beginnings: &'t Beginnings,
    pub(crate) pair: Pair,
}

impl<'a> OpenWays<'a> {
    /// Begins anew, with the ways between two ends whose least price `may_do`.
    pub(crate) fn begin(
        &mut self,
        ends: Ends<'_, 'a, '_>,
        schedule: &mut Schedule,
        may_do: impl Fn(Amount) -> bool,
    ) {
        let Ends { hunt, beginnings, pair } = ends;
        let index = hunt.index;
        self.waiting.clear();
        self.through.clear();
        self.through.resize(beginnings.sellers.len(), Through::Unasked);
        for edge in index.graph.edges_into(pair.destination) {
            let groups = beginnings.to(edge.from);
            if groups.is_empty() || !index.may_change_at(edge.from, pair) {
                continue;
            }
            for (last, service) in index.graph.services(edge) {
                let is_sold_with =
                    |group: &&Group| index.airlines.with(group.airline).contains(service.airline);
                let mut sold_with = groups.iter().filter(is_sold_with).peekable();
                if sold_with.peek().is_none() || !schedule.is_open(hunt, last) {
                    continue;
                }
                let least = hunt.market.least(last);
                for group in sold_with {
                    self.add(ends, group, ((edge, last), least), &may_do);
                }
            }
        }
    }

    /// The next way, if any is left whose least price `may_do`.
    pub(crate) fn next(
        &mut self,
        ends: Ends<'_, 'a, '_>,
        may_do: impl Fn(Amount) -> bool,
    ) -> Option<OpenWay<'a>> {
        let Reverse(way) = self.waiting.pop()?;
        if !may_do(way.least) {
            return None;
        }
        let following = OpenWay { beginning: way.beginning + 1, ..way };
        self.waiting.extend(ends.first_of(following, may_do).map(Reverse));
        Some(way)
    }

    fn add(
        &mut self,
        ends: Ends<'_, 'a, '_>,
        group: &Group,
        (ending, its_least): ((&'a Edge, u32), Least),
        may_do: &impl Fn(Amount) -> bool,
    ) {
        let (_, some_first) = ends.beginnings.sellers[group.seller];
        let through = &mut self.through[group.seller];
        if matches!(through, Through::Unasked) {
            let least = ends.hunt.market.least_through(some_first, ending.1);
            *through = least.map_or(Through::None, Through::Least);
        }
        let Group { begin, end, .. } = *group;
        let least_of_last = total(its_least);
        let way =
            |least, beginning, end| OpenWay { least, least_of_last, beginning, end, last: ending };
        let Through::Least(fare) = *through else {
            let first = ends.first_of(way(Amount::ZERO, begin, end), may_do);
            self.waiting.extend(first.map(Reverse));
            return;
        };
        // Their order is not that of what they cost then.
        for beginning in begin..end {
            let least = fare + ends.beginnings.get(beginning).least.taxes + its_least.taxes;
            let way = way(least, beginning, beginning + 1);
            if may_do(least) && ends.is_near(&way) {
                self.waiting.push(Reverse(way));
            }
        }
    }
}

impl Ends<'_, '_, '_> {
    /// The first of some ways that is one, with its least price, if that `may_do`.
    fn first_of(
        self,
        mut way: OpenWay<'_>,
        may_do: impl Fn(Amount) -> bool,
    ) -> Option<OpenWay<'_>> {
        while way.beginning < way.end {
            way.least = total(self.beginnings.get(way.beginning).least) + way.least_of_last;
            if !may_do(way.least) {
                return None;
            }
            if self.is_near(&way) {
                return Some(way);
            }
            way.beginning += 1;
        }
        None
    }

    /// Whether a way is no long detour and does not lead through the city of the destination.
    fn is_near(self, way: &OpenWay<'_>) -> bool {
        let beginning = self.beginnings.get(way.beginning);
        let (last, _) = way.last;
        beginning.km + last.km <= self.pair.max_km
            && self.hunt.index.may_change_at(beginning.via, self.pair)
    }
}

impl Ord for OpenWay<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |way: &Self| (way.least, way.beginning, way.last.1);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for OpenWay<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for OpenWay<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for OpenWay<'_> {}
