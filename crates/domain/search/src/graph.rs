//! Flights laid out for searching: by origin, destination and time of day.
//!
//! Airports and airlines are small numbers here, days are counted from 1970,
//! and a row is a flight in 28 bytes, so that a search reads memory in order.

use airside_timetable::{Airport, Flight};
use time::{Date, Time};

use crate::airlines::{Airlines, dense};
use crate::network::Kind;

/// The day of 1 January 1970 in the `time` crate's count.
const UNIX_EPOCH_JULIAN: i32 = 2_440_588;

/// A date as days since 1970.
pub(crate) fn day_of(date: Date) -> i32 {
    date.to_julian_day() - UNIX_EPOCH_JULIAN
}

/// The date of a day since 1970, unless the calendar ends before it.
pub(crate) fn date_of(day: i32) -> Option<Date> {
    Date::from_julian_day(day.checked_add(UNIX_EPOCH_JULIAN)?).ok()
}

pub(crate) fn minute_of(time: Time) -> u16 {
    u16::from(time.hour()) * 60 + u16::from(time.minute())
}

/// One airline's flights from one airport to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Service {
    /// Positions among the index's airports.
    pub(crate) from: u16,
    pub(crate) to: u16,
    /// Who sells it.
    pub(crate) airline: u16,
    /// The position of some flight of it among the index's flights.
    pub(crate) flight: u32,
    /// Where its rows are.
    first_row: u32,
    last_row: u32,
}

/// A day since 1970, and the bit of its weekday.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    pub(crate) day: i32,
    weekday: u8,
}

impl Day {
    pub(crate) fn of(day: i32) -> Self {
        // 1 January 1970 was a Thursday, the fourth day counted from Monday.
        Self { day, weekday: 1 << day.wrapping_add(3).rem_euclid(7) }
    }
}

/// A recurring flight; its airports are those of its [`Edge`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// The position among the index's flights.
    pub(crate) flight: u32,
    valid_from: i32,
    valid_until: i32,
    /// The position of its [`Service`].
    pub(crate) service: u32,
    /// Who sells it.
    pub(crate) airline: u16,
    /// Minutes of the day on the origin's clock.
    pub(crate) departs: u16,
    /// Minutes of the day on the destination's clock.
    pub(crate) arrives: u16,
    days: u8,
    pub(crate) day_offset: i8,
    /// Whether the flight goes on from here under the same number: a through flight, whose
    /// passengers stay on board.
    pub(crate) goes_on: bool,
}

impl Row {
    pub(crate) fn operates_on(&self, day: Day) -> bool {
        let Day { day, weekday } = day;
        let in_season = self.valid_from <= day && day <= self.valid_until;
        in_season && self.days & weekday != 0
    }

    fn minutes_by_clocks(&self) -> i16 {
        let minutes =
            i32::from(self.day_offset) * 1440 + i32::from(self.arrives) - i32::from(self.departs);
        i16::try_from(minutes).unwrap_or(i16::MIN)
    }
}

/// All flights from one airport to another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) first_service: u32,
    last_service: u32,
    pub(crate) km: f32,
    /// The least minutes from its clock of departure to that of arrival, of all its flights.
    pub(crate) shortest_by_clocks: i16,
    pub(crate) kind: Kind,
    /// Whether some flight of this edge goes on beyond it.
    pub(crate) goes_on: bool,
}

/// Every edge with its rows.
#[derive(Debug)]
pub(crate) struct Graph {
    /// By service, then time of day.
    rows: Vec<Row>,
    /// By origin, destination, then airline.
    pub(crate) services: Vec<Service>,
    /// By origin, then destination.
    edges: Vec<Edge>,
    /// For each airport and one beyond, where its edges out begin.
    out: Vec<u32>,
    /// Positions of edges by destination, then origin.
    inward: Vec<u32>,
    /// For each airport and one beyond, where its edges in begin.
    into: Vec<u32>,
}

impl Graph {
    /// Lays out flights whose airports are all in `airports`, which is sorted by code.
    pub(crate) fn new(airports: &[Airport], flights: &[Flight], airlines: &Airlines) -> Self {
        let mut keyed: Vec<(u16, u16, Row)> = (0_u32..)
            .zip(flights)
            .filter_map(|(at, flight)| row(at, flight, airports, airlines))
            .collect();
        for at in going_on(flights) {
            keyed.get_mut(at).into_iter().for_each(|(_, _, row)| row.goes_on = true);
        }
        let services = number_services(&mut keyed);

        let same_pair =
            |one: &(u16, u16, Row), other: &(u16, u16, Row)| (one.0, one.1) == (other.0, other.1);
        let mut edges = Vec::new();
        for pair in keyed.chunk_by(same_pair) {
            let (from, to, _) = pair[0];
            let goes_on = pair.iter().any(|(_, _, row)| row.goes_on);
            let first_service = pair.iter().map(|(_, _, row)| row.service).min().unwrap_or(0);
            let last_service = pair.iter().map(|(_, _, row)| row.service).max().unwrap_or(0) + 1;
            let by_clocks = pair.iter().map(|(_, _, row)| row.minutes_by_clocks()).min();
            let shortest_by_clocks = by_clocks.unwrap_or(0);
            let edge = edge(airports, from, to);
            edges.push(Edge { first_service, last_service, shortest_by_clocks, goes_on, ..edge });
        }

        let mut inward: Vec<u32> = (0_u32..).take(edges.len()).collect();
        inward.sort_unstable_by_key(|at| (edges[*at as usize].to, *at));
        let rows = keyed.into_iter().map(|(_, _, row)| row).collect();
        let out = starts(airports.len(), edges.iter().map(|edge| edge.from));
        let into = starts(airports.len(), inward.iter().map(|at| edges[*at as usize].to));
        Self { rows, services, edges, out, inward, into }
    }

    /// The edges out of an airport, by destination.
    pub(crate) fn edges_from(&self, airport: u16) -> &[Edge] {
        let at = usize::from(airport);
        &self.edges[self.out[at] as usize..self.out[at + 1] as usize]
    }

    /// The edges into an airport, by origin.
    pub(crate) fn edges_into(&self, airport: u16) -> impl Iterator<Item = &Edge> {
        let at = usize::from(airport);
        let positions = &self.inward[self.into[at] as usize..self.into[at + 1] as usize];
        positions.iter().map(|position| &self.edges[*position as usize])
    }

    pub(crate) fn edge(&self, from: u16, to: u16) -> Option<&Edge> {
        let edges = self.edges_from(from);
        edges.binary_search_by_key(&to, |edge| edge.to).ok().map(|at| &edges[at])
    }

    /// The services of an edge, each with its position.
    pub(crate) fn services(&self, edge: &Edge) -> impl Iterator<Item = (u32, &Service)> {
        let range = edge.first_service as usize..edge.last_service as usize;
        (edge.first_service..).zip(&self.services[range])
    }

    /// The flights of a service, by time of day.
    pub(crate) fn rows(&self, service: &Service) -> &[Row] {
        &self.rows[service.first_row as usize..service.last_row as usize]
    }
}

fn row(
    at: u32,
    flight: &Flight,
    airports: &[Airport],
    airlines: &Airlines,
) -> Option<(u16, u16, Row)> {
    let number = |code| airports.binary_search_by_key(&code, |airport| airport.iata).ok();
    let from = number(flight.origin).map(dense)?;
    let to = number(flight.destination).map(dense)?;
    let row = Row {
        flight: at,
        service: 0,
        valid_from: day_of(flight.valid_from),
        valid_until: day_of(flight.valid_until),
        airline: airlines.number(flight.number.airline())?,
        departs: minute_of(flight.departs),
        arrives: minute_of(flight.arrives),
        days: flight.days.bits(),
        day_offset: flight.arrival_day_offset,
        goes_on: false,
    };
    Some((from, to, row))
}

/// Gives each row the position of its service, and orders the rows by service and time of day.
fn number_services(keyed: &mut [(u16, u16, Row)]) -> Vec<Service> {
    let key = |it: &(u16, u16, Row)| (it.0, it.1, it.2.airline);
    keyed.sort_unstable_by_key(|it| (key(it), it.2.departs, it.2.flight));
    let mut services: Vec<Service> = Vec::new();
    let mut first_row = 0;
    for of_service in keyed.chunk_by_mut(|one, other| key(one) == key(other)) {
        let number = u32::try_from(services.len()).unwrap_or(u32::MAX);
        let (from, to, Row { airline, flight, .. }) = of_service[0];
        let last_row = first_row + u32::try_from(of_service.len()).unwrap_or(u32::MAX);
        services.push(Service { from, to, airline, flight, first_row, last_row });
        first_row = last_row;
        for (_, _, row) in of_service {
            row.service = number;
        }
    }
    services
}

/// Positions of flights that another leg of the same number follows. Flights come in the
/// order of their numbers.
fn going_on(flights: &[Flight]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut begin = 0;
    for legs in flights.chunk_by(|one, other| one.number == other.number) {
        let is_followed = |leg: &Flight| legs.iter().any(|next| next.origin == leg.destination);
        let is_one_pair = legs.iter().all(|leg| leg.origin == legs[0].origin);
        if !is_one_pair {
            let followed = legs.iter().enumerate().filter(|(_, leg)| is_followed(leg));
            found.extend(followed.map(|(at, _)| begin + at));
        }
        begin += legs.len();
    }
    found
}

fn edge(airports: &[Airport], from: u16, to: u16) -> Edge {
    let (origin, destination) = (&airports[usize::from(from)], &airports[usize::from(to)]);
    let is_domestic = origin.country == destination.country;
    let kind = if is_domestic { Kind::Domestic } else { Kind::International };
    #[expect(clippy::cast_possible_truncation, reason = "metres do not matter to a detour")]
    let km = origin.distance_km(destination) as f32;
    Edge {
        from,
        to,
        first_service: 0,
        last_service: 0,
        km,
        shortest_by_clocks: 0,
        kind,
        goes_on: false,
    }
}

/// Where each airport's items begin in a list sorted by airport, and the end of the list.
fn starts(airports: usize, sorted: impl Iterator<Item = u16>) -> Vec<u32> {
    let mut starts = vec![0_u32; airports + 1];
    for airport in sorted {
        starts[usize::from(airport) + 1] += 1;
    }
    for at in 0..airports {
        starts[at + 1] += starts[at];
    }
    starts
}
