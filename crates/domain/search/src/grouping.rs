//! Which airports are one city.
//!
//! Airports with one city code are; others are if they name their city alike, in one
//! country, and are near each other: Portland in Oregon is not the one in Maine.

use std::collections::HashMap;

use airside_primitives::{AirportCode, CountryCode};
use airside_timetable::Airport;

use crate::airlines::dense;
use crate::names::fold;

/// Towns further apart than this are two, whatever they are called.
const FARTHEST_KM: f64 = 100.0;

/// What airports of one city share.
#[derive(PartialEq, Eq, Hash)]
enum Shared {
    Code(AirportCode),
    Name(String, CountryCode),
}

/// The city of each airport, and the airports of each city.
///
/// Cities are numbered by their first airports, and airports stay in order.
pub(crate) fn group(airports: &[Airport]) -> (Vec<u16>, Vec<Vec<usize>>) {
    let mut namesakes: HashMap<Shared, Vec<usize>> = HashMap::new();
    for (at, airport) in airports.iter().enumerate() {
        let shared = match airport.city_code {
            Some(code) => Shared::Code(code),
            // An airport without a city is a city of its own.
            None if airport.city.is_empty() => Shared::Code(airport.iata),
            None => Shared::Name(fold(&airport.city), airport.country),
        };
        namesakes.entry(shared).or_default().push(at);
    }

    let towns = |(shared, members)| match shared {
        Shared::Code(_) => vec![members],
        Shared::Name(..) => apart(airports, members),
    };
    let mut cities: Vec<Vec<usize>> = namesakes.into_iter().flat_map(towns).collect();
    cities.sort_unstable();

    let mut city_of = vec![0; airports.len()];
    for (number, members) in cities.iter().enumerate() {
        for member in members {
            city_of[*member] = dense(number);
        }
    }
    (city_of, cities)
}

/// The towns among airports that name their city alike: each is near another of its own.
fn apart(airports: &[Airport], namesakes: Vec<usize>) -> Vec<Vec<usize>> {
    let mut towns: Vec<Vec<usize>> = Vec::new();
    for at in namesakes {
        let is_near = |town: &Vec<usize>| {
            town.iter().any(|it| airports[*it].distance_km(&airports[at]) <= FARTHEST_KM)
        };
        let (near, far): (Vec<_>, Vec<_>) = towns.into_iter().partition(is_near);
        let mut town: Vec<usize> = near.into_iter().flatten().chain([at]).collect();
        town.sort_unstable();
        towns = far;
        towns.push(town);
    }
    towns
}
