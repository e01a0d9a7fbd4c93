//! The world that is searched: the demo's, a quarter of it, or four of it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use airside_app::world::Snapshot;
use airside_demo_data::{Selling, Size, World, tariff, world};
use airside_fares::{Fare, FareTable};
use airside_primitives::{AirportCode, Currency};
use airside_search::{Index, Network};
use airside_timetable::{Airport, Flight};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use time::Date;
use time::macros::date;

use crate::bench::draw::Draw;
use crate::bench::process::megabytes;

/// A fixed day, so that figures can be compared: seasons that are over are not in the world.
pub(super) const TODAY: Date = date!(2026 - 11 - 22);
/// A Tuesday.
pub(super) const TRAVEL: Date = date!(2026 - 12 - 01);
/// What the demo sells in by default.
pub(in crate::bench) const SELLING: Selling =
    Selling { currency: Currency::INR, minor_per_dollar: 8_500 };
/// Worlds beside each other, and every tenth pair of airports leads from one into the next.
const WORLDS: usize = 4;

/// How much of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::bench) enum Extent {
    /// A quarter of the pairs of airports that have flights
    Quarter,
    /// All of it
    Whole,
    /// Four times the airports, flights and fares; a tenth of the flights leads from one of the four worlds into the next
    Four,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WorldFigures {
    airports: usize,
    pub(super) flights: usize,
    pub(super) departures_on_the_day: usize,
    pub(super) index_build_ms: f64,
    /// The world, its index and its fares; `None` where there is no /proc.
    pub(super) resident_mb: Option<f64>,
    /// The most it was while the world was made.
    pub(super) peak_mb: Option<f64>,
}

/// Makes the world and lays it out.
pub(super) fn load(extent: Extent) -> anyhow::Result<(Snapshot, WorldFigures)> {
    let whole = world(Size::World, TODAY, SELLING)?;
    let World { airports, airlines, flights, fares, promo_codes: _ } = match extent {
        Extent::Quarter => quarter(whole),
        Extent::Whole => whole,
        Extent::Four => four(&whole)?,
    };
    let terms = airside_tariff::read(&tariff(SELLING)?)?;
    let began = Instant::now();
    let index = Index::build(Network {
        airports,
        flights,
        partners: terms.carriers.partners.clone(),
        connecting: terms.connecting.clone(),
    });
    let index_build_ms = began.elapsed().as_secs_f64() * 1e3;
    let snapshot = Snapshot {
        index,
        airlines: airlines.into_iter().map(|airline| (airline.code, airline)).collect(),
        fares: FareTable::new(fares),
        terms: Arc::new(terms),
        tariff: 1,
        ..Snapshot::default()
    }
    .prepare();
    let flights = snapshot.index.flights();
    let figures = WorldFigures {
        airports: snapshot.index.airports().len(),
        flights: flights.len(),
        departures_on_the_day: flights.iter().filter(|it| it.operates_on(TRAVEL)).count(),
        index_build_ms,
        resident_mb: megabytes(std::process::id(), "VmRSS"),
        peak_mb: megabytes(std::process::id(), "VmHWM"),
    };
    Ok((snapshot, figures))
}

fn quarter(mut world: World) -> World {
    world.flights.retain(|flight| is_one_in(4, flight.origin, flight.destination));
    world.fares.retain(|fare| is_one_in(4, fare.origin, fare.destination));
    world
}

fn four(world: &World) -> anyhow::Result<World> {
    let codes = codes(&world.airports)?;
    let renamed = |at: usize, code: AirportCode| codes[at].get(&code).copied().unwrap_or(code);
    let (mut airports, mut flights, mut fares) = (Vec::new(), Vec::new(), Vec::new());
    for here in 0..WORLDS {
        airports.extend(world.airports.iter().map(|airport| Airport {
            iata: renamed(here, airport.iata),
            city_code: airport.city_code.map(|code| renamed(here, code)),
            // Or namesakes nearby were one city.
            city: format!("{}{}", airport.city, ["", " Two", " Three", " Four"][here]),
            ..airport.clone()
        }));
        let ends = |origin, destination| {
            let leads_on = is_one_in(10, origin, destination);
            let there = if leads_on { (here + 1) % WORLDS } else { here };
            (renamed(here, origin), renamed(there, destination))
        };
        flights.extend(world.flights.iter().map(|flight| {
            let (origin, destination) = ends(flight.origin, flight.destination);
            let id = Flight::id_of(flight.number, origin, destination);
            Flight { id, origin, destination, ..flight.clone() }
        }));
        fares.extend(world.fares.iter().map(|fare| {
            let (origin, destination) = ends(fare.origin, fare.destination);
            Fare { origin, destination, ..*fare }
        }));
    }
    let World { airlines, promo_codes, .. } = world.clone();
    Ok(World { airports, airlines, flights, fares, promo_codes })
}

/// What each code of an airport or a city becomes in each world; it stays in the first.
fn codes(airports: &[Airport]) -> anyhow::Result<Vec<HashMap<AirportCode, AirportCode>>> {
    let own = airports.iter().flat_map(|it| [Some(it.iata), it.city_code]).flatten();
    let mut known: Vec<AirportCode> = own.collect();
    known.sort_unstable();
    known.dedup();
    let taken: HashSet<AirportCode> = known.iter().copied().collect();
    let letters = || ('A'..='Z').map(String::from);
    let all = letters().flat_map(|one| {
        letters().flat_map(move |two| {
            let begin = format!("{one}{two}");
            letters().map(move |three| format!("{begin}{three}"))
        })
    });
    let mut free = all.filter_map(|code| code.parse().ok()).filter(|code| !taken.contains(code));
    let mut codes = vec![HashMap::new()];
    for _ in 1..WORLDS {
        let mut renamed = HashMap::new();
        for code in &known {
            renamed.insert(*code, free.next().context("there are no codes left")?);
        }
        codes.push(renamed);
    }
    Ok(codes)
}

/// Whether a pair of airports is one of a share of all, the same on every machine.
fn is_one_in(share: usize, origin: AirportCode, destination: AirportCode) -> bool {
    let letters = format!("{origin}{destination}");
    let seed = letters.bytes().fold(0, |seed: u64, letter| seed << 8 | u64::from(letter));
    Draw::of(seed).below(share) == 0
}
