//! Builds small networks for tests, a line for each flight.

use airside_primitives::{AirportCode, Amount, FlightNumber};
use airside_search::{Index, Journey, Market, Network, Query, Sold};
use airside_timetable::{Airport, Flight, Zone};
use time::macros::{date, format_description};
use time::{Date, Time};

/// A Tuesday.
pub(crate) const DAY: Date = date!(2026 - 12 - 01);

/// `DEL IN New Delhi, 28.6 77.1 Asia/Kolkata`, with `/LON` after the code for a city code.
pub(crate) fn airport(line: &str) -> Airport {
    let (head, tail) = line.split_once(',').unwrap();
    let [codes, country, city] = words(head, 3);
    let [latitude, longitude, zone] = words(tail.trim(), 3);
    let (iata, city_code) = codes.split_once('/').unwrap_or((codes, ""));
    Airport {
        iata: iata.parse().unwrap(),
        icao: Some(format!("V{iata}")),
        name: format!("{city} International"),
        city: city.to_owned(),
        country: country.parse().unwrap(),
        city_code: city_code.parse().ok(),
        latitude: latitude.parse().unwrap(),
        longitude: longitude.parse().unwrap(),
        zone: Zone::named(zone).unwrap(),
    }
}

/// `QZ1 DEL-BOM 08:00-10:10`, then optionally `+1` and days such as `135`.
pub(crate) fn flight(line: &str) -> Flight {
    let mut words = line.split(' ');
    let number: FlightNumber = words.next().unwrap().parse().unwrap();
    let (origin, destination) = words.next().unwrap().split_once('-').unwrap();
    let (departs, arrives) = words.next().unwrap().split_once('-').unwrap();
    let rest: Vec<&str> = words.collect();
    let is_offset = |word: &&&str| word.starts_with(['+', '-']);
    let days = rest.iter().find(|word| !is_offset(word)).unwrap_or(&"1234567").parse().unwrap();
    let [origin, destination] = [code(origin), code(destination)];
    let (departs, arrives) = (clock(departs), clock(arrives));
    let valid_from = date!(2026 - 01 - 01);
    Flight {
        id: Flight::id_of(number, origin, destination),
        number,
        operating_airline: number.airline(),
        operating_number: None,
        origin,
        destination,
        departs,
        arrives,
        arrival_day_offset: rest.iter().find(is_offset).map_or(0, |word| word.parse().unwrap()),
        days,
        valid_from,
        valid_until: date!(2026 - 12 - 31),
        aircraft: "320".parse().unwrap(),
    }
}

pub(crate) fn code(text: &str) -> AirportCode {
    text.parse().unwrap()
}

/// India, the Gulf and Europe; two airports of London, and one each of cities that share a name.
pub(crate) fn airports() -> Vec<Airport> {
    [
        "DEL IN New Delhi, 28.57 77.10 Asia/Kolkata",
        "BOM IN Mumbai, 19.09 72.87 Asia/Kolkata",
        "HYD IN Hyderabad, 17.24 78.43 Asia/Kolkata",
        "BLR IN Bengaluru, 13.20 77.71 Asia/Kolkata",
        "DXB AE Dubai, 25.25 55.36 Asia/Dubai",
        "LHR/LON GB London, 51.47 -0.45 Europe/London",
        "LGW/LON GB London, 51.15 -0.19 Europe/London",
        "FRA DE Frankfurt am Main, 50.03 8.57 Europe/Berlin",
        "ZRH CH Zürich, 47.46 8.55 Europe/Zurich",
        "JFK/NYC US New York, 40.64 -73.78 America/New_York",
        "EWR/NYC US Newark, 40.69 -74.17 America/New_York",
        "YXU CA London, 43.03 -81.15 America/Toronto",
        "HNL US Honolulu, 21.32 -157.92 Pacific/Honolulu",
        "AKL NZ Auckland, -37.01 174.79 Pacific/Auckland",
    ]
    .map(airport)
    .into()
}

pub(crate) fn network(flights: &[&str]) -> Network {
    let flights = flights.iter().map(|line| flight(line)).collect();
    Network { airports: airports(), flights, ..Network::default() }
}

pub(crate) fn index(flights: &[&str]) -> Index {
    Index::build(network(flights))
}

pub(crate) fn query(origin: &str, destination: &str) -> Query {
    Query::new(vec![code(origin)], vec![code(destination)], DAY)
}

/// What is found when every flight has room: `QZ1`, or `QZ1 QZ2` for a connection.
pub(crate) fn found(index: &Index, query: &Query) -> Vec<String> {
    index.journeys(query, &where_there_is_room(|_, _| true)).iter().map(numbers).collect()
}

/// Where room is all that matters: everything costs the same.
pub(crate) fn where_there_is_room(room: impl Fn(&Flight, Date) -> bool) -> impl Market {
    struct Room<F>(F);

    impl<F: Fn(&Flight, Date) -> bool> Market for Room<F> {
        fn has_room(&self, flight: &Flight, date: Date) -> bool {
            self.0(flight, date)
        }

        fn price(&self, _: &[Sold<'_>]) -> Option<Amount> {
            Some(Amount::ZERO)
        }

        fn varies(&self, _: u32) -> bool {
            false
        }
    }

    Room(room)
}

pub(crate) fn numbers(journey: &Journey<'_>) -> String {
    let numbers: Vec<String> =
        journey.legs.iter().map(|leg| leg.flight.number.to_string()).collect();
    numbers.join(" ")
}

fn clock(text: &str) -> Time {
    Time::parse(text, format_description!("[hour]:[minute]")).unwrap()
}

/// The first words and the rest; the last element may have spaces.
fn words<const N: usize>(text: &str, count: usize) -> [&str; N] {
    let words: Vec<&str> = text.splitn(count, ' ').collect();
    words.try_into().unwrap()
}
