//! Airside's search beside `vulture`, an implementation of RAPTOR (Delling, Pajor and Werneck,
//! 2012): first whether both find the same, then how long each takes.
//!
//! Run by `cargo xtask bench search --beside vulture`.

mod fronts;
mod ground;
mod raptor;
mod times;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use airside_primitives::AirportCode;
use airside_search::Index;
use anyhow::{Context, ensure};
use clap::Parser;
use indicatif::ProgressBar;
use serde::Serialize;
use time::Date;
use time::macros::date;
use vulture::RaptorCache;

use crate::raptor::Raptor;
use crate::times::{Spread, Times};

/// A Tuesday.
const TRAVEL: Date = date!(2026 - 12 - 01);
const SEED: u64 = 20_261_122;
const WARM_UPS: u32 = 3;
/// So many of the pairs that both search are timed, besides the busy ones.
const DRAWN: usize = 20;

/// Pairs between large airports, with many flights.
const BUSY: [(&str, &str); 12] = [
    ("DEL", "BOM"),
    ("LHR", "JFK"),
    ("LHR", "LAX"),
    ("CDG", "NRT"),
    ("FRA", "SIN"),
    ("ATL", "LAX"),
    ("JFK", "ORD"),
    ("LHR", "SYD"),
    ("DXB", "LHR"),
    ("PEK", "PVG"),
    ("GRU", "GIG"),
    ("DEL", "SFO"),
];

/// Airside's search beside RAPTOR, on the same flights
#[derive(Debug, Parser)]
#[command(after_help = "Example: cargo xtask bench search --beside vulture --json beside.json")]
struct Arguments {
    /// How many pairs of airports both search, half of them with direct flights
    #[arg(long, default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(100..=100_000))]
    pairs: u32,
    /// How often each timed search is repeated; 0 times none
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(0..=1_000))]
    runs: u32,
    /// Write the figures to this file, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

#[derive(Debug, Serialize)]
struct Figures {
    flights: usize,
    routes: usize,
    trips: usize,
    our_index_ms: f64,
    their_timetable_ms: f64,
    pairs: usize,
    /// Of all fronts together.
    journeys: usize,
    equal: usize,
    /// Equal but for journeys that break rules which RAPTOR cannot be told.
    equal_within_rules: usize,
    beyond_rules: usize,
    beaten_by_those: usize,
    unexplained: Vec<String>,
    times: Vec<Compared>,
}

/// Times of the same searches.
#[derive(Debug, Serialize)]
struct Compared {
    pairs: &'static str,
    ours: Spread,
    theirs: Spread,
    /// By medians.
    times_slower: f64,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let began = Instant::now();
    let index = ground::index()?;
    let our_index_ms = milliseconds(began);
    let began = Instant::now();
    let raptor = Raptor::new(&index, TRAVEL)?;
    let their_timetable_ms = milliseconds(began);
    let pairs = pairs(&index, arguments.pairs as usize);
    let (routes, trips) = raptor.counts();
    let mut figures = Figures {
        flights: index.flights().len(),
        routes,
        trips,
        our_index_ms,
        their_timetable_ms,
        pairs: pairs.len(),
        journeys: 0,
        equal: 0,
        equal_within_rules: 0,
        beyond_rules: 0,
        beaten_by_those: 0,
        unexplained: Vec::new(),
        times: Vec::new(),
    };
    hold_together(&index, &raptor, &pairs, &mut figures)?;
    let busy: Option<Vec<_>> = BUSY
        .iter()
        .map(|(from, to)| {
            Some([index.airport(from.parse().ok()?)?.iata, index.airport(to.parse().ok()?)?.iata])
        })
        .collect();
    let busy = busy.context("a busy airport is not in the world")?;
    let drawn = &pairs[..DRAWN];
    let timed = [("busy", busy.as_slice()), ("drawn", drawn)];
    for (name, pairs) in timed.into_iter().filter(|_| arguments.runs > 0) {
        figures.times.push(compare_times(name, &index, &raptor, pairs, arguments.runs));
    }
    show(&figures);
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&figures)?;
        fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    ensure!(figures.unexplained.is_empty(), "the two do not find the same");
    Ok(())
}

/// Half with direct flights, half any two airports that have flights, by turns.
fn pairs(index: &Index, count: usize) -> Vec<[AirportCode; 2]> {
    let mut draw = fastrand::Rng::with_seed(SEED);
    let mut routes: Vec<_> = index.services().map(|(_, from, to)| [from.iata, to.iata]).collect();
    routes.sort_unstable();
    routes.dedup();
    let airports: Vec<_> = {
        let served: BTreeSet<_> = routes.iter().map(|[from, _]| *from).collect();
        served.into_iter().collect()
    };
    let mut pairs = Vec::new();
    let mut drawn = BTreeSet::new();
    while pairs.len() < count {
        let pair = if pairs.len() % 2 == 0 {
            routes[draw.usize(..routes.len())]
        } else {
            [(); 2].map(|()| airports[draw.usize(..airports.len())])
        };
        if pair[0] != pair[1] && drawn.insert(pair) {
            pairs.push(pair);
        }
    }
    pairs
}

fn hold_together(
    index: &Index,
    raptor: &Raptor,
    pairs: &[[AirportCode; 2]],
    figures: &mut Figures,
) -> anyhow::Result<()> {
    let bar = ProgressBar::new(pairs.len() as u64);
    let mut cache = RaptorCache::for_timetable(raptor);
    for pair in pairs {
        let compared = fronts::compare((index, raptor), *pair, TRAVEL, &mut cache)?;
        figures.journeys += compared.journeys;
        figures.beyond_rules += compared.beyond_rules;
        figures.beaten_by_those += compared.beaten_by_those;
        let is_equal = compared.beyond_rules == 0 && compared.beaten_by_those == 0;
        if compared.unexplained.is_empty() {
            figures.equal += usize::from(is_equal);
            figures.equal_within_rules += usize::from(!is_equal);
        }
        figures.unexplained.extend(compared.unexplained);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// Each pair by us and by them, one after the other, so that both meet the same machine.
fn compare_times(
    name: &'static str,
    index: &Index,
    raptor: &Raptor,
    pairs: &[[AirportCode; 2]],
    runs: u32,
) -> Compared {
    let (mut ours, mut theirs) = (Times::default(), Times::default());
    let mut cache = RaptorCache::for_timetable(raptor);
    for pair in pairs {
        let query = fronts::query(*pair, TRAVEL);
        ours.repeat(WARM_UPS, runs, || fronts::ours(index, &query));
        theirs.repeat(WARM_UPS, runs, || fronts::theirs(raptor, *pair, TRAVEL, &mut cache));
    }
    let (ours, theirs) = (ours.spread(), theirs.spread());
    Compared { pairs: name, ours, theirs, times_slower: theirs.median_us / ours.median_us }
}

fn show(figures: &Figures) {
    println!(
        "{} flights; {} routes and {} trips for RAPTOR. Made ready: ours in {:.0} ms for two years, \
         theirs in {:.0} ms for nine days.\n",
        figures.flights,
        figures.routes,
        figures.trips,
        figures.our_index_ms,
        figures.their_timetable_ms
    );
    println!(
        "{} pairs, {} journeys that nothing beats: {} fronts are equal, {} are but for {} journeys \
         that break a rule RAPTOR cannot be told and {} of ours that only those beat; {} journeys \
         have no such reason.\n",
        figures.pairs,
        figures.journeys,
        figures.equal,
        figures.equal_within_rules,
        figures.beyond_rules,
        figures.beaten_by_those,
        figures.unexplained.len(),
    );
    for line in figures.unexplained.iter().take(20) {
        println!("  {line}");
    }
    println!(
        "{:<8} {:>12} {:>12} {:>12} {:>12} {:>8}",
        "pairs", "ours, median", "p95", "theirs", "p95", "times"
    );
    for Compared { pairs, ours, theirs, times_slower } in &figures.times {
        println!(
            "{pairs:<8} {:>9.0} µs {:>9.0} µs {:>9.0} µs {:>9.0} µs {times_slower:>8.1}",
            ours.median_us, ours.p95_us, theirs.median_us, theirs.p95_us
        );
    }
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
