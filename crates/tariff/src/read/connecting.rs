//! The least time between two flights, by kind and by airport.

use std::collections::HashMap;

use airside_primitives::AirportCode;
use airside_search::{ConnectingMinutes, ConnectingTimes};

use crate::file::{Entry, Section};

const MOST_MINUTES: i64 = 24 * 60;

pub(super) fn connecting(section: Section<'_>) -> Option<ConnectingTimes> {
    let minutes = |name| section.need(name).and_then(|entry| entry.whole::<u16>(0..=MOST_MINUTES));
    let domestic = minutes("domestic");
    let domestic_to_international = minutes("domestic_to_international");
    let international_to_domestic = minutes("international_to_domestic");
    let international = minutes("international");
    let airports = section.may("airports");
    section.close();
    let usual = ConnectingMinutes {
        domestic: domestic?,
        domestic_to_international: domestic_to_international?,
        international_to_domestic: international_to_domestic?,
        international: international?,
    };
    let airports = airports.map_or(Some(HashMap::new()), |entry| at_airports(&entry, usual));
    Some(ConnectingTimes { usual, airports: airports? })
}

fn at_airports(
    entry: &Entry<'_>,
    usual: ConnectingMinutes,
) -> Option<HashMap<AirportCode, ConnectingMinutes>> {
    let mut airports = HashMap::new();
    for (code, entry) in entry.section()?.each() {
        match code.parse::<AirportCode>() {
            Ok(airport) => airports.extend(at_airport(&entry, usual).map(|it| (airport, it))),
            Err(error) => {
                entry.fault::<()>(error.to_string());
            }
        }
    }
    Some(airports)
}

/// One number for every kind, or a table of the kinds that differ from elsewhere.
fn at_airport(entry: &Entry<'_>, usual: ConnectingMinutes) -> Option<ConnectingMinutes> {
    if !entry.is_table() {
        return entry.whole(0..=MOST_MINUTES).map(ConnectingMinutes::all);
    }
    let section = entry.section()?;
    let minutes = |name, usual| {
        section.may(name).map_or(Some(usual), |entry| entry.whole::<u16>(0..=MOST_MINUTES))
    };
    let domestic = minutes("domestic", usual.domestic);
    let onward = minutes("domestic_to_international", usual.domestic_to_international);
    let inward = minutes("international_to_domestic", usual.international_to_domestic);
    let international = minutes("international", usual.international);
    section.close();
    Some(ConnectingMinutes {
        domestic: domestic?,
        domestic_to_international: onward?,
        international_to_domestic: inward?,
        international: international?,
    })
}
