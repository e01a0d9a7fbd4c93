//! The index: a timetable made ready to be searched.
//!
//! Built once and never changed. Airports are in order of their codes, flights
//! in order of their numbers, and both keep their positions.

use airside_primitives::{AirportCode, FlightId};
use airside_timetable::airport::EARTH_RADIUS_KM;
use airside_timetable::{Airport, Departure, Flight, Zone};
use time::{Date, Duration, PrimitiveDateTime, UtcOffset};

use crate::airlines::{Airlines, dense};
use crate::airport_words::AirportWords;
use crate::cities::Cities;
use crate::clocks::Clocks;
use crate::graph::{Graph, day_of};
use crate::network::{Kind, Network};
use crate::other_names::OtherNames;

/// All journeys of a world, ready to be found.
#[derive(Debug)]
pub struct Index {
    airports: Vec<Airport>,
    flights: Vec<Flight>,
    /// Positions of flights, by id, then season.
    by_id: Vec<u32>,
    pub(crate) graph: Graph,
    pub(crate) airlines: Airlines,
    pub(crate) clocks: Clocks,
    /// For each airport, the position of its zone.
    zone_of: Vec<u16>,
    /// For each airport, the four connecting times in minutes.
    connecting: Vec<[u16; 4]>,
    pub(crate) cities: Cities,
    /// Where each airport is, as a point on a sphere of radius 1.
    points: Vec<[f64; 3]>,
    pub(crate) words: Vec<AirportWords>,
    /// The minutes of the longest flight, with a margin for clock changes.
    pub(crate) longest_flight: i64,
}

const KINDS: [Kind; 2] = [Kind::Domestic, Kind::International];

impl Index {
    /// Lays the network out for searching; takes about a tenth of a second for the world.
    pub fn build(network: Network) -> Self {
        let Network { mut airports, mut flights, partners, connecting } = network;
        airports.sort_by_key(|airport| airport.iata);
        airports.dedup_by_key(|airport| airport.iata);
        let is_airport = |code| airports.binary_search_by_key(&code, |it| it.iata).is_ok();
        flights.retain(|flight| is_airport(flight.origin) && is_airport(flight.destination));
        flights.sort_by_key(|flight| {
            (flight.number, flight.origin, flight.departs, flight.id, flight.valid_from)
        });

        let mut by_id: Vec<u32> = (0_u32..).take(flights.len()).collect();
        by_id.sort_unstable_by_key(|at| {
            let flight = &flights[*at as usize];
            (flight.id, flight.valid_from, flight.days.bits())
        });

        let sellers = flights.iter().map(|flight| flight.number.airline()).collect();
        let airlines = Airlines::new(sellers, &partners);
        let graph = Graph::new(&airports, &flights, &airlines);
        let (zones, zone_of) = zones(&airports);
        let clocks = Clocks::new(zones, &flights);
        let points = airports.iter().map(point).collect();
        let connecting_at = |airport: &Airport| {
            let times =
                |arriving| KINDS.map(|leaving| connecting.at(airport.iata, arriving, leaving));
            let [[to_domestic, to_abroad], [back, on]] = KINDS.map(times);
            [to_domestic, to_abroad, back, on]
        };
        let connecting = airports.iter().map(connecting_at).collect();
        let others = OtherNames::new();
        let cities = Cities::new(&airports, &flights, &others);
        let words = airports.iter().map(|airport| AirportWords::new(airport, &others)).collect();
        let longest_flight = longest_flight(&airports, &flights);
        Self {
            airports,
            flights,
            by_id,
            graph,
            airlines,
            clocks,
            zone_of,
            connecting,
            cities,
            points,
            words,
            longest_flight,
        }
    }

    /// Every airport, by code.
    pub fn airports(&self) -> &[Airport] {
        &self.airports
    }

    pub fn airport(&self, code: AirportCode) -> Option<&Airport> {
        self.number_of(code).map(|number| &self.airports[usize::from(number)])
    }

    /// Every flight, by number, then origin and time of departure.
    pub fn flights(&self) -> &[Flight] {
        &self.flights
    }

    /// Every pair of airports that an airline flies between, as some flight of its and the two
    /// airports; the positions are those of [`Leg::service`](crate::Leg).
    pub fn services(&self) -> impl ExactSizeIterator<Item = (&Flight, &Airport, &Airport)> {
        self.graph.services.iter().map(|service| {
            let airport = |number| &self.airports[usize::from(number)];
            let flight = &self.flights[service.flight as usize];
            (flight, airport(service.from), airport(service.to))
        })
    }

    /// The rows of one flight, by season; none when the timetable does not have it.
    pub fn rows_of(&self, id: FlightId) -> impl ExactSizeIterator<Item = &Flight> {
        let id_at = |at: &u32| self.flights[*at as usize].id;
        let begin = self.by_id.partition_point(|at| id_at(at) < id);
        let count = self.by_id[begin..].partition_point(|at| id_at(at) == id);
        self.by_id[begin..begin + count].iter().map(|at| &self.flights[*at as usize])
    }

    /// The row that covers a departure; `None` on a date that the flight does not operate.
    pub fn row_on(&self, id: FlightId, date: Date) -> Option<&Flight> {
        self.rows_of(id).find(|flight| flight.operates_on(date))
    }

    /// The row in force on a date, else the next to come, else the last there was.
    pub fn row_about(&self, id: FlightId, date: Date) -> Option<&Flight> {
        let still_to_come = self.rows_of(id).filter(|flight| date <= flight.valid_until);
        let next = still_to_come.min_by_key(|flight| flight.valid_from);
        next.or_else(|| self.rows_of(id).last())
    }

    /// When a flight leaves and arrives; `None` on a date it does not operate.
    pub fn departure(&self, flight: &Flight, date: Date) -> Option<Departure> {
        if !flight.operates_on(date) {
            return None;
        }
        let (origin, destination) = (flight.origin, flight.destination);
        Some(self.departure_between(
            flight,
            date,
            self.number_of(origin)?,
            self.number_of(destination)?,
        ))
    }

    /// The same on a date on which it operates, its airports being told by their positions.
    pub(crate) fn departure_between(
        &self,
        flight: &Flight,
        date: Date,
        origin: u16,
        destination: u16,
    ) -> Departure {
        let at = |airport, date, time| {
            let offset = self.clocks.offset(self.zone_of(airport), day_of(date))?;
            let offset = UtcOffset::from_whole_seconds(i32::try_from(offset * 60).ok()?).ok()?;
            Some(PrimitiveDateTime::new(date, time).assume_offset(offset))
        };
        let arrival_date = date.saturating_add(Duration::days(flight.arrival_day_offset.into()));
        let departs_at = at(origin, date, flight.departs);
        let arrives_at = at(destination, arrival_date, flight.arrives);
        match departs_at.zip(arrives_at) {
            Some((departs_at, arrives_at)) if departs_at < arrives_at => {
                Departure { departs_at, arrives_at }
            }
            _ => flight.departure(date, self.zone(origin), self.zone(destination)),
        }
    }

    /// The least time between a flight from `from` that arrives at `at` and one on to `to`, in
    /// minutes; that of two domestic flights where an airport is unknown.
    pub fn connecting_time(&self, from: AirportCode, at: AirportCode, to: AirportCode) -> u16 {
        let country = |code| self.airport(code).map(|airport| airport.country);
        let kind = |other| {
            if country(other) == country(at) { Kind::Domestic } else { Kind::International }
        };
        let usual = self.connecting.first().map_or(0, |[domestic, ..]| *domestic);
        let at = self.number_of(at);
        at.map_or(usual, |at| self.connecting_minutes(at, kind(from), kind(to)))
    }

    pub(crate) fn number_of(&self, code: AirportCode) -> Option<u16> {
        self.airports.binary_search_by_key(&code, |airport| airport.iata).ok().map(dense)
    }

    pub(crate) fn zone_of(&self, airport: u16) -> u16 {
        self.zone_of[usize::from(airport)]
    }

    pub(crate) fn zone(&self, airport: u16) -> &Zone {
        &self.airports[usize::from(airport)].zone
    }

    pub(crate) fn city_of(&self, airport: u16) -> u16 {
        self.cities.city_of(airport)
    }

    pub(crate) fn kilometres(&self, one: u16, other: u16) -> f64 {
        self.airports[usize::from(one)].distance_km(&self.airports[usize::from(other)])
    }

    /// The same, quickly, and up to a kilometre less.
    pub(crate) fn kilometres_at_least(&self, one: u16, other: u16) -> f64 {
        let (one, other) = (&self.points[usize::from(one)], &self.points[usize::from(other)]);
        let cosine: f64 = one.iter().zip(other).map(|(one, other)| one * other).sum();
        let angle = cosine.clamp(-1.0, 1.0).acos();
        (angle * EARTH_RADIUS_KM - 1.0).max(0.0)
    }

    pub(crate) fn connecting_minutes(&self, airport: u16, arriving: Kind, leaving: Kind) -> u16 {
        let [to_domestic, to_abroad, back, on] = self.connecting[usize::from(airport)];
        match (arriving, leaving) {
            (Kind::Domestic, Kind::Domestic) => to_domestic,
            (Kind::Domestic, Kind::International) => to_abroad,
            (Kind::International, Kind::Domestic) => back,
            (Kind::International, Kind::International) => on,
        }
    }
}

fn point(airport: &Airport) -> [f64; 3] {
    let (north, east) = (airport.latitude.to_radians(), airport.longitude.to_radians());
    [north.cos() * east.cos(), north.cos() * east.sin(), north.sin()]
}

/// The minutes of the longest flight, with a margin for clock changes.
fn longest_flight(airports: &[Airport], flights: &[Flight]) -> i64 {
    const MARGIN: i64 = 4 * 60;
    let zone = |code| {
        let at = airports.binary_search_by_key(&code, |airport| airport.iata).ok()?;
        Some(&airports[at].zone)
    };
    let minutes = |flight: &Flight| {
        let (origin, destination) = (zone(flight.origin)?, zone(flight.destination)?);
        Some(flight.departure(flight.valid_from, origin, destination).minutes())
    };
    let longest = flights.iter().filter_map(minutes).max();
    longest.map_or(0, |minutes| i64::from(minutes) + MARGIN)
}

/// The zones of the airports, each once, and the position of each airport's.
fn zones(airports: &[Airport]) -> (Vec<Zone>, Vec<u16>) {
    let mut zones: Vec<Zone> = airports.iter().map(|airport| airport.zone.clone()).collect();
    zones.sort_by(|one, other| one.name().cmp(other.name()));
    zones.dedup();
    let position =
        |airport: &Airport| dense(zones.partition_point(|zone| zone.name() < airport.zone.name()));
    let zone_of = airports.iter().map(position).collect();
    (zones, zone_of)
}
