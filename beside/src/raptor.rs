//! The same flights as a timetable of `vulture`: those that leave within a week of the day.
//!
//! How long a change takes depends on whether either flight crosses a border, so each airport is
//! four stops, two to leave from and two to arrive at, with a footpath for each pair of kinds.

use std::collections::BTreeMap;

use airside_primitives::AirportCode;
use airside_search::Index;
use anyhow::Context;
use time::{Date, Duration, OffsetDateTime};
use vulture::{RouteIdx, SecondOfDay, StopIdx, Timetable, TripIdx};

/// Days before and after that of the query on which a leg may leave by the clock there: two waits
/// of a day each, three flights, and the calendar of the other side of the world.
const DAYS: std::ops::RangeInclusive<i64> = -2..=6;

/// Flights on dates, in order.
pub(crate) struct Raptor {
    /// What seconds are counted from.
    midnight: OffsetDateTime,
    airports: Vec<AirportCode>,
    /// For each stop, the routes that begin there.
    serving: Vec<Vec<(RouteIdx, u32)>>,
    footpaths: Vec<Vec<StopIdx>>,
    /// Seconds for each pair of stops between which one may walk, by airport and the two kinds.
    walks: Vec<[[u32; 2]; 2]>,
    /// Where each route begins and ends, and which trips are its own.
    routes: Vec<Route>,
    trips: Vec<Trip>,
}

struct Route {
    stops: [StopIdx; 2],
    trips: std::ops::Range<usize>,
}

/// One flight on one date, in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trip {
    departs: u32,
    arrives: u32,
    /// The date of its departure, as the airport's clock has it.
    pub(crate) date: Date,
}

/// Whether a flight stays in its country, as a position.
const DOMESTIC: usize = 0;
const ABROAD: usize = 1;

impl Raptor {
    pub(crate) fn new(index: &Index, day: Date) -> anyhow::Result<Self> {
        let midnight = (day + Duration::days(*DAYS.start() - 1)).midnight().assume_utc();
        let airports: Vec<AirportCode> = index.airports().iter().map(|it| it.iata).collect();
        let mut this = Self {
            midnight,
            serving: vec![Vec::new(); airports.len() * 4],
            footpaths: vec![Vec::new(); airports.len() * 4],
            walks: Vec::new(),
            routes: Vec::new(),
            trips: Vec::new(),
            airports,
        };
        let mut by_pair: BTreeMap<[StopIdx; 2], Vec<Trip>> = BTreeMap::new();
        for flight in index.flights() {
            let kind = this.kind(index, flight.origin, flight.destination);
            let stops = [
                this.leaving(flight.origin, kind).context("no such origin")?,
                this.arriving(flight.destination, kind).context("no such destination")?,
            ];
            for later in DAYS {
                let date = day + Duration::days(later);
                let Some(departure) = index.departure(flight, date) else { continue };
                let departs = this.second(departure.departs_at)?;
                let arrives = this.second(departure.arrives_at)?;
                by_pair.entry(stops).or_default().push(Trip { departs, arrives, date });
            }
        }
        for (stops, trips) in by_pair {
            this.add_routes(stops, trips);
        }
        this.add_footpaths(index);
        Ok(this)
    }

    /// Trips of one pair, as routes on which none overtakes another.
    fn add_routes(&mut self, stops: [StopIdx; 2], mut trips: Vec<Trip>) {
        trips.sort_by_key(|trip| (trip.departs, trip.arrives));
        let mut chains: Vec<Vec<Trip>> = Vec::new();
        for trip in trips {
            let is_after = |chain: &&mut Vec<Trip>| {
                chain.last().is_none_or(|last| last.arrives <= trip.arrives)
            };
            match chains.iter_mut().find(is_after) {
                Some(chain) => chain.push(trip),
                None => chains.push(vec![trip]),
            }
        }
        for chain in chains {
            let route = RouteIdx::new(dense(self.routes.len()));
            self.serving[stops[0].get() as usize].push((route, 0));
            let begin = self.trips.len();
            self.trips.extend(chain);
            self.routes.push(Route { stops, trips: begin..self.trips.len() });
        }
    }

    fn add_footpaths(&mut self, index: &Index) {
        for (at, airport) in index.airports().iter().enumerate() {
            // Some airport of the same country, and one of another.
            let other = |kind: usize| {
                let is_such = |it: &&airside_timetable::Airport| {
                    (it.country == airport.country) == (kind == DOMESTIC)
                };
                index.airports().iter().find(is_such).map_or(airport.iata, |it| it.iata)
            };
            let ends = [other(DOMESTIC), other(ABROAD)];
            let walk = |from: usize, to: usize| {
                u32::from(index.connecting_time(ends[from], airport.iata, ends[to])) * 60
            };
            self.walks
                .push([DOMESTIC, ABROAD].map(|from| [DOMESTIC, ABROAD].map(|to| walk(from, to))));
            for from in [DOMESTIC, ABROAD] {
                self.footpaths[at * 4 + 2 + from] =
                    [DOMESTIC, ABROAD].map(|to| StopIdx::new(dense(at * 4 + to))).to_vec();
            }
        }
    }

    fn kind(&self, index: &Index, one: AirportCode, other: AirportCode) -> usize {
        let country = |code| index.airport(code).map(|airport| airport.country);
        if country(one) == country(other) { DOMESTIC } else { ABROAD }
    }

    fn leaving(&self, airport: AirportCode, kind: usize) -> Option<StopIdx> {
        let at = self.airports.binary_search(&airport).ok()?;
        Some(StopIdx::new(dense(at * 4 + kind)))
    }

    fn arriving(&self, airport: AirportCode, kind: usize) -> Option<StopIdx> {
        self.leaving(airport, kind + 2)
    }

    /// The stops to leave an airport from.
    pub(crate) fn origins(&self, airport: AirportCode) -> Vec<StopIdx> {
        [DOMESTIC, ABROAD].iter().filter_map(|kind| self.leaving(airport, *kind)).collect()
    }

    /// The stops at which one has arrived.
    pub(crate) fn targets(&self, airport: AirportCode) -> Vec<StopIdx> {
        [DOMESTIC, ABROAD].iter().filter_map(|kind| self.arriving(airport, *kind)).collect()
    }

    /// When something leaves an airport on a date of its own.
    pub(crate) fn departures(&self, airport: AirportCode, date: Date) -> Vec<SecondOfDay> {
        let routes =
            self.origins(airport).into_iter().flat_map(|it| &self.serving[it.get() as usize]);
        let trips = routes.flat_map(|(route, _)| {
            let Route { trips, .. } = &self.routes[route.get() as usize];
            &self.trips[trips.clone()]
        });
        let on_date = trips.filter(|trip| trip.date == date);
        let mut departures: Vec<_> = on_date.map(|trip| SecondOfDay(trip.departs)).collect();
        departures.sort_unstable();
        departures.dedup();
        departures
    }

    pub(crate) fn trip(&self, at: TripIdx) -> &Trip {
        &self.trips[at.get() as usize]
    }

    pub(crate) fn airport_of(&self, stop: StopIdx) -> AirportCode {
        self.airports[stop.get() as usize / 4]
    }

    pub(crate) fn second(&self, instant: OffsetDateTime) -> anyhow::Result<u32> {
        Ok(u32::try_from((instant - self.midnight).whole_seconds())?)
    }

    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.routes.len(), self.trips.len())
    }
}

impl Timetable for Raptor {
    fn n_stops(&self) -> usize {
        self.serving.len()
    }

    fn n_routes(&self) -> usize {
        self.routes.len()
    }

    fn get_routes_serving_stop(&self, stop: StopIdx) -> &[(RouteIdx, u32)] {
        &self.serving[stop.get() as usize]
    }

    fn get_stops_after(&self, route: RouteIdx, pos: u32) -> &[StopIdx] {
        &self.routes[route.get() as usize].stops[pos as usize..]
    }

    fn stop_at(&self, route: RouteIdx, pos: u32) -> StopIdx {
        self.routes[route.get() as usize].stops[pos as usize]
    }

    fn get_earliest_trip(&self, route: RouteIdx, at: SecondOfDay, _: u32) -> Option<TripIdx> {
        let range = self.routes[route.get() as usize].trips.clone();
        let later = self.trips[range.clone()].partition_point(|trip| trip.departs < at.0);
        let found = range.start + later;
        (found < range.end).then(|| TripIdx::new(dense(found)))
    }

    fn get_arrival_time(&self, trip: TripIdx, pos: u32) -> SecondOfDay {
        let trip = self.trip(trip);
        SecondOfDay(if pos == 0 { trip.departs } else { trip.arrives })
    }

    fn get_departure_time(&self, trip: TripIdx, pos: u32) -> SecondOfDay {
        self.get_arrival_time(trip, pos)
    }

    fn get_footpaths_from(&self, stop: StopIdx) -> &[StopIdx] {
        &self.footpaths[stop.get() as usize]
    }

    fn get_transfer_time(&self, from: StopIdx, to: StopIdx) -> vulture::Duration {
        let (from, to) = (from.get() as usize, to.get() as usize);
        vulture::Duration(self.walks[from / 4][from % 4 - 2][to % 4])
    }

    fn footpaths_are_transitively_closed(&self) -> bool {
        true
    }
}

fn dense(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
