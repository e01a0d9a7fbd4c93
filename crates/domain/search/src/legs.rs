//! The flights that may be a leg of a journey: on which dates, and when by the clocks there.
//!
//! On a day on which clocks change, the zone itself is asked; on all others its offset is
//! looked up once.

use std::ops::RangeInclusive;

use smallvec::SmallVec;
use time::{Duration, OffsetDateTime};

use crate::airlines::AirlineSet;
use crate::clocks::CLOCK_CHANGE;
use crate::dated::{DAY_MINUTES, Dated};
use crate::graph::{Day, Edge, Row, date_of, minute_of};
use crate::hunt::Hunt;

/// A day on which flights of an edge leave.
struct DayOfEdge {
    day: Day,
    /// Minutes that the clocks of the two ends are ahead of UTC, if they stay so for days.
    offsets: Option<(i64, i64)>,
}

/// The most days that a flight lands before or after the date of its departure, of those whose
/// clocks are looked up once.
const NEAR: std::ops::RangeInclusive<i8> = -1..=3;

impl Hunt<'_, '_> {
    /// The flights of an edge that a journey may start with and that have room, by departure.
    pub(crate) fn first_legs(&self, edge: &Edge) -> Vec<Dated> {
        let mut legs = self.departing(edge);
        legs.retain(|leg| self.has_room(leg));
        legs.sort_unstable_by_key(|leg| (leg.departs, leg.flight));
        legs
    }

    /// The flights of an edge that a journey may start with, by service, then about by departure;
    /// whether they have room is not asked.
    pub(crate) fn departing(&self, edge: &Edge) -> Vec<Dated> {
        let day = self.filters.day;
        let mut legs = Vec::new();
        self.flights_on(edge, 0, None, day..=day, |leg| {
            let window = self.filters.departure_window;
            let in_window = window.is_none_or(|window| window.holds_minute(leg.departs_clock));
            if in_window && leg.departs >= self.filters.not_before {
                legs.push(leg);
            }
        });
        legs
    }

    /// The flights of an edge that leave from one instant to another, both included,
    /// and that one of `sellers` sells, if they are named; by service, then about by departure. They
    /// may be the leg counted `position` from 0; whether they have room is not asked.
    pub(crate) fn onward_legs(
        &self,
        edge: &Edge,
        position: usize,
        (from, until): (i64, i64),
        sellers: Option<&AirlineSet>,
        legs: &mut Vec<Dated>,
    ) {
        legs.clear();
        let offset = self.offset_near(edge.from, from);
        let first_day = day_at(from + offset - CLOCK_CHANGE);
        let last_day = day_at(until + offset + CLOCK_CHANGE);
        self.flights_on(edge, position, sellers, first_day..=last_day, |leg| {
            if (from..=until).contains(&leg.departs) {
                legs.push(leg);
            }
        });
    }

    /// Every flight of an edge on some days, service by service and day by day.
    fn flights_on(
        &self,
        edge: &Edge,
        position: usize,
        sellers: Option<&AirlineSet>,
        days: RangeInclusive<i32>,
        mut take: impl FnMut(Dated),
    ) {
        let graph = &self.index.graph;
        let days: SmallVec<[DayOfEdge; 4]> = days.map(|day| self.day_of(edge, day)).collect();
        let is_sold = |airline| {
            self.filters.sellers.contains(airline)
                && sellers.is_none_or(|sellers| sellers.contains(airline))
        };
        for (number, service) in graph.services(edge).filter(|(_, it)| is_sold(it.airline)) {
            let rows = graph.rows(service);
            let varies = self.market.varies(number);
            for day in &days {
                for row in rows {
                    if row.operates_on(day.day)
                        && self.has_number(row, position)
                        && let Some(leg) = self.on_day(edge, row, day, varies)
                    {
                        take(leg);
                    }
                }
            }
        }
    }

    fn day_of(&self, edge: &Edge, day: i32) -> DayOfEdge {
        let steady = |airport| self.index.clocks.steady_offset(self.index.zone_of(airport), day);
        DayOfEdge { day: Day::of(day), offsets: steady(edge.from).zip(steady(edge.to)) }
    }

    /// Whether one can change from a leg to the next: the wait is within these minutes, or
    /// the same flight goes on, which needs no time to connect.
    pub(crate) fn connects(
        &self,
        leg: &Dated,
        next: &Dated,
        (shortest, longest): (i64, i64),
    ) -> bool {
        let waits = next.departs - leg.arrives;
        let stays_on_board = || {
            let number = |leg: &Dated| self.index.flights()[leg.flight as usize].number;
            leg.goes_on && waits >= self.filters.min_layover && number(leg) == number(next)
        };
        waits <= longest && (shortest <= waits || (0 <= waits && stays_on_board()))
    }

    /// Whether a journey may end with this leg.
    pub(crate) fn may_arrive(&self, leg: &Dated) -> bool {
        self.filters.arrival_window.is_none_or(|window| window.holds_minute(leg.arrives_clock))
    }

    pub(crate) fn has_room(&self, leg: &Dated) -> bool {
        let flight = &self.index.flights()[leg.flight as usize];
        date_of(leg.day).is_some_and(|date| self.market.has_room(flight, date))
    }

    fn has_number(&self, row: &Row, position: usize) -> bool {
        match self.filters.numbered {
            Some((leg, number)) if leg == position => {
                self.index.flights()[row.flight as usize].number == number
            }
            Some(_) | None => true,
        }
    }

    fn on_day(&self, edge: &Edge, row: &Row, on: &DayOfEdge, varies: bool) -> Option<Dated> {
        let day = on.day.day;
        let arrival_day = day + i32::from(row.day_offset);
        let steady = on.offsets.filter(|_| NEAR.contains(&row.day_offset));
        let by_day = || {
            let offset = |airport, day| self.index.clocks.offset(self.index.zone_of(airport), day);
            Some((offset(edge.from, day)?, offset(edge.to, arrival_day)?))
        };
        if let Some((origin, destination)) = steady.or_else(by_day) {
            let departs = i64::from(day) * DAY_MINUTES + i64::from(row.departs) - origin;
            let arrives =
                i64::from(arrival_day) * DAY_MINUTES + i64::from(row.arrives) - destination;
            if departs < arrives {
                return Some(Dated {
                    flight: row.flight,
                    service: row.service,
                    day,
                    departs,
                    arrives,
                    airline: row.airline,
                    departs_clock: row.departs,
                    arrives_clock: row.arrives,
                    goes_on: row.goes_on,
                    varies,
                });
            }
        }
        self.on_day_of_change(edge, row, day, varies)
    }

    fn on_day_of_change(&self, edge: &Edge, row: &Row, day: i32, varies: bool) -> Option<Dated> {
        let flight = &self.index.flights()[row.flight as usize];
        let (origin, destination) = (self.index.zone(edge.from), self.index.zone(edge.to));
        let departure = flight.departure(date_of(day)?, origin, destination);
        Some(Dated {
            flight: row.flight,
            service: row.service,
            day,
            departs: minutes_of(departure.departs_at),
            arrives: minutes_of(departure.arrives_at),
            airline: row.airline,
            departs_clock: minute_of(departure.departs_at.time()),
            arrives_clock: minute_of(departure.arrives_at.time()),
            goes_on: row.goes_on,
            varies,
        })
    }

    /// An airport's offset at an instant, give or take a clock change.
    fn offset_near(&self, airport: u16, instant: i64) -> i64 {
        let by_day = self.index.clocks.offset(self.index.zone_of(airport), day_at(instant));
        by_day.unwrap_or_else(|| {
            let instant = OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::minutes(instant));
            self.index.zone(airport).offset_at(instant).whole_minutes().into()
        })
    }
}

fn day_at(minute: i64) -> i32 {
    i32::try_from(minute.div_euclid(DAY_MINUTES)).unwrap_or(i32::MAX)
}

fn minutes_of(instant: OffsetDateTime) -> i64 {
    instant.unix_timestamp().div_euclid(60)
}
