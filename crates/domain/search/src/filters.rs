//! A query in the numbers of the index.
//!
//! A flight number may be that of any leg, so a search runs once for each
//! position the numbered leg can have; everything else is a test on its own.

use airside_primitives::FlightNumber;

use crate::airlines::AirlineSet;
use crate::graph::day_of;
use crate::index::Index;
use crate::query::{LONGEST_LAYOVER, Query, USUAL_MAX_LAYOVER};
use crate::window::Window;

/// What each leg and each journey must satisfy; instants are minutes since 1970.
pub(crate) struct Filters {
    pub(crate) day: i32,
    pub(crate) not_before: i64,
    pub(crate) max_minutes: i64,
    pub(crate) min_layover: i64,
    pub(crate) max_layover: i64,
    pub(crate) departure_window: Option<Window>,
    pub(crate) arrival_window: Option<Window>,
    pub(crate) via: Option<u16>,
    /// Who may sell a leg.
    pub(crate) sellers: AirlineSet,
    /// The number that some leg must have.
    pub(crate) number: Option<FlightNumber>,
    /// The leg, counted from 0, that must have a number, while it is looked for there.
    pub(crate) numbered: Option<(usize, FlightNumber)>,
}

impl Filters {
    /// `None` when nothing can match, whatever flies.
    pub(crate) fn new(query: &Query, index: &Index) -> Option<Self> {
        let via = match query.via {
            None => None,
            Some(code) => Some(index.number_of(code)?),
        };
        let not_before = query.not_before.unix_timestamp();
        Some(Self {
            day: day_of(query.date),
            not_before: not_before.div_euclid(60) + i64::from(not_before.rem_euclid(60) > 0),
            max_minutes: query.max_minutes.map_or(i64::MAX, i64::from),
            min_layover: query.min_layover.map_or(0, i64::from),
            max_layover: query.max_layover.unwrap_or(USUAL_MAX_LAYOVER).min(LONGEST_LAYOVER).into(),
            departure_window: query.departure_window,
            arrival_window: query.arrival_window,
            via,
            sellers: sellers(query, index),
            number: query.flight_number,
            numbered: None,
        })
    }
}

fn sellers(query: &Query, index: &Index) -> AirlineSet {
    let airlines = &index.airlines;
    let number = |code: &_| airlines.number(*code);
    let mut sellers = if query.airlines.is_empty() {
        AirlineSet::all(airlines.len())
    } else {
        let mut wanted = AirlineSet::none(airlines.len());
        query.airlines.iter().filter_map(number).for_each(|airline| wanted.insert(airline));
        wanted
    };
    query.exclude_airlines.iter().filter_map(number).for_each(|airline| sellers.remove(airline));
    sellers
}
