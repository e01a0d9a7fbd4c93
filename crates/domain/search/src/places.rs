//! Which place a text means, and which airports are of one city.
//!
//! Unlike a lookup of airports, this picks the most likely place.

use airside_primitives::AirportCode;

use crate::cities::Place;
use crate::index::Index;
use crate::names::fold;

impl Index {
    /// The place that a code or a name means.
    ///
    /// Codes are read in capitals or not; one that is both an airport's and a
    /// city's means the airport. Names match whole words, ignoring case and
    /// accents: cities before airports, exact names before longer ones, and of
    /// several cities the one with most flights, never two that share a name.
    pub fn place(&self, text: &str) -> Option<Place> {
        let text = text.trim();
        let code = text.to_ascii_uppercase().parse().ok();
        let by_code = code.and_then(|code| {
            let airport = self
                .airport(code)
                .map(|airport| Place { airports: vec![code], city: airport.city.clone() });
            airport.or_else(|| self.cities.coded(code))
        });
        by_code.or_else(|| self.cities.named(&fold(text)))
    }

    /// The city of an airport, by its first airport: two airports are of one city if this is
    /// the same. One that is not known here is a city of its own.
    pub fn city(&self, airport: AirportCode) -> AirportCode {
        let first = self.number_of(airport).map(|number| self.cities.first_airport(number));
        first.map_or(airport, |first| self.airports()[first].iata)
    }
}
