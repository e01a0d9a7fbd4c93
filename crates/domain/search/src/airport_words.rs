//! The words that an airport is found by, and how well they match what was typed.

use airside_timetable::Airport;

use crate::countries;
use crate::names::{fold, folded_parts, has_beginning_of_words};
use crate::other_names::OtherNames;

/// What an airport is found by, folded.
#[derive(Debug)]
pub(crate) struct AirportWords {
    city: Vec<String>,
    other_names: Vec<&'static str>,
    name: String,
    country: String,
}

impl AirportWords {
    pub(crate) fn new(airport: &Airport, others: &OtherNames) -> Self {
        let city = folded_parts(&airport.city);
        Self {
            other_names: others.of(airport.country, &city),
            city,
            name: fold(&airport.name),
            country: fold(countries::name(airport.country).unwrap_or_default()),
        }
    }
}

/// How well an airport matches; better is smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Match {
    Code,
    OtherCode,
    CityOrCountry,
    BeginningOfCity,
    BeginningOfName,
    Scattered,
}

/// `code` in capitals, `wanted` folded; `None` for an airport that does not match.
pub(crate) fn grade(
    airport: &Airport,
    words: &AirportWords,
    code: &str,
    wanted: &str,
) -> Option<Match> {
    if airport.iata.as_str() == code {
        return Some(Match::Code);
    }
    let is_city_code = airport.city_code.is_some_and(|city| city.as_str() == code);
    if is_city_code || airport.icao.as_deref() == Some(code) {
        return Some(Match::OtherCode);
    }
    if wanted.is_empty() {
        return None;
    }
    let is_city = words.city.iter().any(|city| city == wanted);
    let is_other_name = words.other_names.contains(&wanted);
    if is_city || is_other_name || words.country == wanted || airport.country.as_str() == code {
        return Some(Match::CityOrCountry);
    }
    let city = words.city.first().map_or("", String::as_str);
    let begins = |name: &&str| has_beginning_of_words(name, wanted);
    if begins(&city) || words.other_names.iter().any(begins) {
        return Some(Match::BeginningOfCity);
    }
    if has_beginning_of_words(&words.name, wanted) {
        return Some(Match::BeginningOfName);
    }
    let texts = [city, &words.name, &words.country];
    let is_somewhere = |word: &str| {
        texts.iter().chain(&words.other_names).any(|text| has_beginning_of_words(text, word))
    };
    wanted.split(' ').all(is_somewhere).then_some(Match::Scattered)
}
