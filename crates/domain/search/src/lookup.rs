//! Finds airports while their name is being typed.
//!
//! Unlike a search for one place, this returns everything that could be meant, and the last word
//! may be unfinished.

use airside_primitives::CountryCode;
use airside_timetable::Airport;

use crate::airport_words::{Match, grade};
use crate::index::Index;
use crate::names::fold;

impl Index {
    /// Airports by code, name, city (by any of its names), country name or country code, best
    /// matches first, then by code; all of them when nothing is asked.
    pub fn search_airports(&self, q: Option<&str>, country: Option<CountryCode>) -> Vec<&Airport> {
        let is_there = |airport: &Airport| country.is_none_or(|code| airport.country == code);
        let candidates = self.airports().iter().zip(&self.words);
        let candidates = candidates.filter(|(airport, _)| is_there(airport));
        let Some(text) = q.map(str::trim).filter(|text| !text.is_empty()) else {
            return candidates.map(|(airport, _)| airport).collect();
        };

        let (code, wanted) = (text.to_ascii_uppercase(), fold(text));
        let mut found: Vec<(Match, &Airport)> = candidates
            .filter_map(|(airport, words)| Some((grade(airport, words, &code, &wanted)?, airport)))
            .collect();
        found.sort_by_key(|(grade, airport)| (*grade, airport.iata));
        found.into_iter().map(|(_, airport)| airport).collect()
    }
}
