//! How long a search takes in the whole demo world, and what the world costs.
//!
//! Searches are by the index alone, then with each journey priced in every
//! brand, as an answer needs it. Beside the direct ones, the obvious way: a
//! scan of the timetable.

use std::hint::black_box;

use airside_app::offers::OfferMarket;
use airside_app::world::Snapshot;
use airside_fares::{Tariff, total};
use airside_primitives::{Brand, Cabin, Party};
use airside_search::{Index, Journey, Query};
use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::world::{Extent, TODAY, TRAVEL, WorldFigures, load};
use crate::bench::figures::{Spread, Times, shown};

const TIMES: u32 = 100;
/// Pairs between large cities, with many flights.
pub(in crate::bench) const BUSY: &[(&str, &str)] = &[
    ("DEL", "BOM"),
    ("LON", "NYC"),
    ("LHR", "JFK"),
    ("PAR", "TYO"),
    ("FRA", "SIN"),
    ("ATL", "LAX"),
    ("NYC", "CHI"),
    ("LON", "SYD"),
    ("DXB", "LHR"),
    ("PEK", "SHA"),
    ("SAO", "RIO"),
    ("DEL", "SFO"),
];

/// Pairs where a journey takes some finding.
const THIN: &[(&str, &str)] = &[
    ("BTV", "BZN"),
    ("KEF", "WLG"),
    ("CCU", "LHR"),
    ("JAI", "YYZ"),
    ("INV", "MAA"),
    ("TOS", "LPA"),
    ("FAI", "MIA"),
    ("DAR", "MEX"),
    ("IXJ", "CNX"),
    ("PMR", "TRD"),
    ("ASU", "KTM"),
    ("COK", "DUB"),
];

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::bench) struct Figures {
    pub(super) world: WorldFigures,
    pub(super) searches: Vec<SearchFigures>,
    /// Direct searches on busy pairs, by a scan of the timetable.
    pub(super) direct_by_scan: Spread,
    /// How many times faster the index is, by medians.
    index_against_scan: f64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SearchFigures {
    pub(super) pairs: String,
    pub(super) max_stops: u8,
    journeys: usize,
    pub(super) find: Spread,
    find_and_price: Spread,
}

pub(super) fn measure(extent: Extent) -> anyhow::Result<Figures> {
    let (snapshot, world) = load(extent)?;
    let mb = |figure: Option<f64>| figure.map_or_else(|| "?".to_owned(), |mb| format!("{mb:.0}"));
    println!(
        "{} flights, {} departures on {TRAVEL}; index built in {:.0} ms; {} MB resident \
         ({} MB while the world was made)\n",
        world.flights,
        world.departures_on_the_day,
        world.index_build_ms,
        mb(world.resident_mb),
        mb(world.peak_mb),
    );
    println!(
        "{:<8} {:>10} {:>9} {:>12} {:>12} {:>14} {:>14}",
        "pairs", "max stops", "journeys", "median", "p99", "priced median", "priced p99"
    );
    let mut searches = Vec::new();
    for (name, pairs) in [("busy", BUSY), ("thin", THIN)] {
        for max_stops in 0..=2 {
            let figures = search(&snapshot, name, pairs, max_stops)?;
            let SearchFigures { journeys, find, find_and_price, .. } = &figures;
            println!(
                "{name:<8} {max_stops:>10} {journeys:>9} {:>12} {:>12} {:>14} {:>14}",
                shown(find.median_us),
                shown(find.p99_us),
                shown(find_and_price.median_us),
                shown(find_and_price.p99_us),
            );
            searches.push(figures);
        }
    }

    let direct_by_scan = scan(&snapshot.index)?;
    let index_against_scan =
        searches.first().map_or(0.0, |direct| direct_by_scan.median_us / direct.find.median_us);
    println!(
        "\nDirect, busy pairs, by a scan of the timetable: median {}, so the index is {:.0} times faster",
        shown(direct_by_scan.median_us),
        index_against_scan
    );
    Ok(Figures { world, searches, direct_by_scan, index_against_scan })
}

fn search(
    snapshot: &Snapshot,
    name: &str,
    pairs: &[(&str, &str)],
    max_stops: u8,
) -> anyhow::Result<SearchFigures> {
    let party = Party::new(1, 0, 0)?;
    let tariff = &snapshot.terms.tariff;
    let (mut find, mut find_and_price) = (Times::default(), Times::default());
    let mut journeys = 0;
    for pair in pairs {
        let query = query(&snapshot.index, pair, max_stops)?;
        let wanted = (party, Cabin::Economy, Brand::ALL.to_vec());
        let found = || {
            let market = OfferMarket::new(snapshot, wanted.clone(), None, TODAY, &|_, _| true);
            snapshot.index.journeys(&query, &market)
        };
        journeys += found().len();
        find.repeat(TIMES, found);
        find_and_price.repeat(TIMES, || prices(snapshot, tariff, party, &found()));
    }
    Ok(SearchFigures {
        pairs: name.to_owned(),
        max_stops,
        journeys,
        find: find.spread(),
        find_and_price: find_and_price.spread(),
    })
}

/// Every journey in every brand, in economy.
fn prices(snapshot: &Snapshot, tariff: &Tariff, party: Party, journeys: &[Journey<'_>]) {
    for journey in journeys {
        let legs = journey.legs.iter();
        let sectors: Option<Vec<_>> =
            legs.map(|leg| snapshot.sector_of(leg.service, leg.flight, leg.date)).collect();
        let Some(sectors) = sectors else { continue };
        for brand in Brand::ALL {
            let fares = &snapshot.fares;
            black_box(total(tariff, fares, &sectors, Cabin::Economy, brand, party, TODAY));
        }
    }
}

/// Direct flights without an index: every flight of the timetable is looked at.
fn scan(index: &Index) -> anyhow::Result<Spread> {
    let mut times = Times::default();
    for pair in BUSY {
        let query = query(index, pair, 0)?;
        times.repeat(TIMES / 10, || {
            let flights = index.flights().iter().filter(|flight| {
                query.origins.contains(&flight.origin)
                    && query.destinations.contains(&flight.destination)
            });
            flights.filter_map(|flight| index.departure(flight, TRAVEL)).collect::<Vec<_>>()
        });
    }
    Ok(times.spread())
}

fn query(index: &Index, (from, to): &(&str, &str), max_stops: u8) -> anyhow::Result<Query> {
    let place = |name: &str| index.place(name).with_context(|| format!("there is no {name}"));
    let (from, to) = (place(from)?, place(to)?);
    Ok(Query { max_stops, ..Query::new(from.airports, to.airports, TRAVEL) })
}
