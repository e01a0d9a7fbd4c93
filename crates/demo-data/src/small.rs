//! The small world: enough airports and airlines to try every kind of journey.
//!
//! India at home (DEL, BOM, BLR ...), the United States at home, long-haul with
//! three and four cabins, cities with several airports (London, New York,
//! Tokyo), and return journeys with one airline or with two.

use airside_primitives::{AirlineCode, AirportCode};

const AIRPORTS: &[&str] = &[
    "AMD", "ATL", "BLR", "BOM", "CCU", "CDG", "COK", "DEL", "DXB", "EWR", "FRA", "GOI", "HND",
    "HYD", "JAI", "JFK", "LAX", "LGA", "LGW", "LHR", "MAA", "NRT", "ORD", "ORY", "PNQ", "SFO",
    "SIN", "SYD",
];

const AIRLINES: &[&str] =
    &["6E", "AA", "AF", "AI", "BA", "DL", "EK", "LH", "NH", "QF", "SG", "SQ", "UA"];

pub(crate) fn has_airport(code: AirportCode) -> bool {
    AIRPORTS.contains(&code.as_str())
}

pub(crate) fn has_airline(code: AirlineCode) -> bool {
    AIRLINES.contains(&code.as_str())
}
