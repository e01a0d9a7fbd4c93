//! What people call a place: an airport's code, a city's code, or a name.
//!
//! A name of any of the towns of a city's airports means the whole city: with
//! Narita in Tokyo, `Narita` is Tokyo. So does every other name of a town:
//! `Bombay` is Mumbai.

use std::cmp::Reverse;
use std::collections::HashMap;

use airside_primitives::AirportCode;
use airside_timetable::{Airport, Flight};

use crate::grouping::group;
use crate::names::{fold, folded_parts, has_words};
use crate::other_names::OtherNames;

/// Where a journey may begin or end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// In order of their codes, never empty.
    pub airports: Vec<AirportCode>,
    /// The name of the city, or of the town in it that was asked for.
    pub city: String,
}

/// Every city, by code and by name.
#[derive(Debug)]
pub(crate) struct Cities {
    /// For each airport, its city.
    city_of: Vec<u16>,
    /// For each city, its first airport.
    first_airport: Vec<usize>,
    by_code: HashMap<AirportCode, Place>,
    names: Vec<Named>,
    /// The best of `names` for a whole name.
    by_name: HashMap<String, u32>,
    /// All of `names` with a word in them.
    by_word: HashMap<String, Vec<u32>>,
}

/// A name, and what it stands for.
#[derive(Debug)]
struct Named {
    folded: String,
    is_city: bool,
    /// Departures a week.
    departures: u64,
    place: Place,
}

impl Cities {
    /// Groups airports, which are sorted by code, into cities.
    pub(crate) fn new(airports: &[Airport], flights: &[Flight], others: &OtherNames) -> Self {
        let departures = departures(airports, flights);
        let (city_of, members) = group(airports);

        let mut cities = Self {
            city_of,
            first_airport: members.iter().map(|members| members[0]).collect(),
            by_code: HashMap::new(),
            names: Vec::new(),
            by_name: HashMap::new(),
            by_word: HashMap::new(),
        };
        for members in members {
            cities.add(airports, &departures, &members, others);
        }
        cities
    }

    pub(crate) fn city_of(&self, airport: u16) -> u16 {
        self.city_of[usize::from(airport)]
    }

    pub(crate) fn first_airport(&self, of: u16) -> usize {
        self.first_airport[usize::from(self.city_of(of))]
    }

    pub(crate) fn coded(&self, code: AirportCode) -> Option<Place> {
        self.by_code.get(&code).cloned()
    }

    /// The place with a folded name.
    pub(crate) fn named(&self, wanted: &str) -> Option<Place> {
        let named = |at: &u32| &self.names[*at as usize];
        if let Some(exact) = self.by_name.get(wanted) {
            return Some(named(exact).place.clone());
        }
        let some_word = wanted.split(' ').max_by_key(|word| word.len())?;
        let partial = self.by_word.get(some_word)?.iter().map(named);
        let found = partial.filter(|named| has_words(&named.folded, wanted));
        found.min_by_key(|named| named.standing()).map(|named| named.place.clone())
    }

    fn add(
        &mut self,
        airports: &[Airport],
        departures: &[u64],
        members: &[usize],
        others: &OtherNames,
    ) {
        let mut towns: Vec<(&str, u64)> = Vec::new();
        for &member in members {
            let (town, leaving) = (airports[member].city.as_str(), departures[member]);
            match towns.iter_mut().find(|(known, _)| *known == town) {
                Some((_, sum)) => *sum += leaving,
                None => towns.push((town, leaving)),
            }
        }
        towns.sort_by_key(|(_, leaving)| Reverse(*leaving));
        let country = airports[members[0]].country;
        let codes: Vec<AirportCode> = members.iter().map(|at| airports[*at].iata).collect();
        let leaving = towns.iter().map(|(_, leaving)| leaving).sum();
        let place = |town: &str| Place { airports: codes.clone(), city: town.to_owned() };

        if let (Some(code), Some((busiest, _))) = (airports[members[0]].city_code, towns.first()) {
            self.by_code.insert(code, place(busiest));
        }
        for (town, _) in towns {
            let mut names = folded_parts(town);
            names.extend(others.of(country, &names).into_iter().map(str::to_owned));
            self.name(names, true, leaving, &place(town));
        }
        for &member in members {
            let airport = &airports[member];
            let place = Place { airports: vec![airport.iata], city: airport.city.clone() };
            self.name(vec![fold(&airport.name)], false, departures[member], &place);
        }
    }

    /// Lists a place under its folded names, of which the first is whole.
    fn name(&mut self, parts: Vec<String>, is_city: bool, departures: u64, place: &Place) {
        let at = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let folded = parts.first().cloned().unwrap_or_default();
        let mut words: Vec<&str> = folded.split(' ').collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            self.by_word.entry(word.to_owned()).or_default().push(at);
        }
        self.names.push(Named { folded, is_city, departures, place: place.clone() });
        for part in parts {
            let best = self.by_name.entry(part).or_insert(at);
            if self.names[at as usize].standing() < self.names[*best as usize].standing() {
                *best = at;
            }
        }
    }
}

impl Named {
    /// Smaller is better: cities, then those with most flights, then by code.
    fn standing(&self) -> (bool, Reverse<u64>, Option<&AirportCode>) {
        (!self.is_city, Reverse(self.departures), self.place.airports.first())
    }
}

/// Departures a week from each airport.
fn departures(airports: &[Airport], flights: &[Flight]) -> Vec<u64> {
    let mut departures = vec![0; airports.len()];
    for flight in flights {
        if let Ok(at) = airports.binary_search_by_key(&flight.origin, |airport| airport.iata) {
            departures[at] += u64::from(flight.days.count());
        }
    }
    departures
}
