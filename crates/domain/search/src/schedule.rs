//! The flights of each service over all days of a search, looked up when they are first needed.

use std::ops::{Range, RangeInclusive};

use crate::airlines::AirlineSet;
use crate::dated::{DAY_MINUTES, Dated};
use crate::graph::{Day, Edge, date_of};
use crate::hunt::Hunt;

/// What is known so far of the services of an index.
pub(crate) struct Schedule {
    /// Days on which a leg of a journey may leave, the first and the last with a margin.
    days: RangeInclusive<i32>,
    /// For each service, whether any flight of it has room.
    is_open: Vec<Option<bool>>,
    /// For each service, which of `legs` are its flights.
    of_service: Vec<Option<Range<u32>>>,
    legs: Vec<Dated>,
}

impl Schedule {
    /// Of journeys that leave on these days.
    pub(crate) fn new(hunt: &Hunt<'_, '_>, (first, last): (i32, i32)) -> Self {
        let services = hunt.index.graph.services.len();
        let longest_journey = 2 * (hunt.index.longest_flight + hunt.filters.max_layover);
        let days_beyond = i32::try_from(longest_journey / DAY_MINUTES + 2).unwrap_or(i32::MAX);
        Self {
            days: first.saturating_sub(1)..=last.saturating_add(days_beyond),
            is_open: vec![None; services],
            of_service: vec![None; services],
            legs: Vec::new(),
        }
    }

    /// Whether any flight of a service has room on any of the days.
    pub(crate) fn is_open(&mut self, hunt: &Hunt<'_, '_>, service: u32) -> bool {
        let days = &self.days;
        *self.is_open[service as usize].get_or_insert_with(|| {
            let graph = &hunt.index.graph;
            let rows = graph.rows(&graph.services[service as usize]).iter();
            let mut flown = rows.flat_map(|row| {
                let operated = days.clone().filter(|day| row.operates_on(Day::of(*day)));
                operated.filter_map(|day| Some((row.flight, date_of(day)?)))
            });
            flown.any(|(flight, date)| {
                hunt.market.has_room(&hunt.index.flights()[flight as usize], date)
            })
        })
    }

    /// Where the flights of a service, which is one of the edge, stand in [`legs`](Self::legs), by
    /// departure; whether they have room is not asked.
    pub(crate) fn flights_of(
        &mut self,
        hunt: &Hunt<'_, '_>,
        edge: &Edge,
        service: u32,
    ) -> Range<usize> {
        let of_service = &mut self.of_service[service as usize];
        let range = of_service.get_or_insert_with(|| {
            let day = |day: i32| i64::from(day) * DAY_MINUTES;
            // A local day begins up to 14 hours before that of UTC, and ends up to 12 after.
            let departures = (day(*self.days.start()) - DAY_MINUTES, day(self.days.end() + 2));
            let mut seller = AirlineSet::none(hunt.index.airlines.len());
            seller.insert(hunt.index.graph.services[service as usize].airline);
            let mut legs = Vec::new();
            hunt.onward_legs(edge, 1, departures, Some(&seller), &mut legs);
            legs.sort_unstable_by_key(|leg| (leg.departs, leg.flight));
            let begin = position(self.legs.len());
            self.legs.append(&mut legs);
            begin..position(self.legs.len())
        });
        range.start as usize..range.end as usize
    }

    pub(crate) fn legs(&self, range: Range<usize>) -> &[Dated] {
        &self.legs[range]
    }
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
