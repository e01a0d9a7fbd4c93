//! The list of journeys against one that tries everything, in the whole world with its real fares.
//!
//! Tried are all flights of the day, all that leave within half a day of their arrival, and all
//! beyond those; each journey that is sold is priced. Only the rules are those of the search, none
//! of its ways to leave something out.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration as Elapsed, Instant};

use airside_app::offers::OfferMarket;
use airside_primitives::{AirlineCode, AirportCode, Amount, Brand, Cabin, Party};
use airside_search::{Index, Leg, Market as _, Query, Sold};
use airside_timetable::Airport;
use anyhow::{Context, ensure};
use serde::Serialize;
use time::{Duration, OffsetDateTime};

use super::world::{Extent, TODAY, TRAVEL, load};
use crate::bench::draw::Draw;
use crate::bench::output::progress;

const SEED: u64 = 20_261_130;
/// Days around that of the query on which a leg may leave by the clock there.
const DAYS: std::ops::RangeInclusive<i64> = -1..=4;
/// The longest wait, where a query does not say.
const LONGEST_WAIT: Duration = Duration::hours(12);

/// What tells two journeys of a list apart: seller, stops, departure, arrival, price.
type Key = (AirlineCode, usize, OffsetDateTime, OffsetDateTime, Amount);

#[derive(Debug, Default, Serialize)]
pub(super) struct Figures {
    pairs: u32,
    /// Pairs between which anything is sold.
    with_journeys: u32,
    /// Journeys that were tried, without those that are not sold.
    tried: u64,
    listed: u64,
    /// What one list has and the other has not.
    differences: Vec<String>,
    search_seconds: f64,
    trying_seconds: f64,
}

pub(super) fn measure(pairs: u32) -> anyhow::Result<Figures> {
    let (snapshot, _) = load(Extent::Whole)?;
    let index = &snapshot.index;
    let every = Every::new(index, &snapshot.terms.carriers.partners);
    let wanted = (Party::new(1, 0, 0)?, Cabin::Economy, Brand::ALL.to_vec());
    let (mut searching, mut trying) = (Elapsed::ZERO, Elapsed::ZERO);
    let mut figures = Figures { pairs, ..Figures::default() };
    let bar = progress(pairs.into());
    for [from, to] in draw(index, pairs as usize) {
        let market = OfferMarket::new(&snapshot, wanted.clone(), None, TODAY, &|_, _| true);
        let price = |legs: &[Leg<'_>]| {
            let sold = legs.iter().map(|leg| {
                let Leg { service, flight, date, .. } = *leg;
                Sold { service, flight, date }
            });
            market.price(&sold.collect::<Vec<_>>())
        };
        let began = Instant::now();
        let journeys = index.journeys(&Query::new(vec![from], vec![to], TRAVEL), &market);
        searching += began.elapsed();
        let mut listed = BTreeSet::new();
        for journey in &journeys {
            let price = price(&journey.legs).context("a journey of the list has no price")?;
            listed.insert(key(&journey.legs, price));
        }

        let began = Instant::now();
        let mut fronts = Fronts::default();
        every.try_all([from, to], |legs| {
            if let Some(price) = price(legs) {
                figures.tried += 1;
                fronts.add(key(legs, price));
            }
        })?;
        let expected = fronts.finish();
        trying += began.elapsed();

        figures.with_journeys += u32::from(!expected.is_empty());
        figures.listed += listed.len() as u64;
        for key in listed.symmetric_difference(&expected) {
            let whose = if listed.contains(key) { "should not be" } else { "is not" };
            figures.differences.push(format!("{from}-{to}: {key:?} {whose} in the list"));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    figures.search_seconds = searching.as_secs_f64();
    figures.trying_seconds = trying.as_secs_f64();
    figures.print();
    Ok(figures)
}

/// By turns a pair with direct flights and any two airports that have some.
fn draw(index: &Index, count: usize) -> Vec<[AirportCode; 2]> {
    let routes: BTreeSet<_> = index.services().map(|(_, from, to)| [from.iata, to.iata]).collect();
    let airports: BTreeSet<_> = routes.iter().map(|[from, _]| *from).collect();
    let (routes, airports) = (Vec::from_iter(routes), Vec::from_iter(airports));
    let mut draw = Draw::of(SEED);
    let mut pairs = BTreeSet::new();
    let mut drawn = Vec::new();
    while drawn.len() < count {
        let pair = if drawn.len().is_multiple_of(2) {
            *draw.one_of(&routes)
        } else {
            [*draw.one_of(&airports), *draw.one_of(&airports)]
        };
        if pair[0] != pair[1] && pairs.insert(pair) {
            drawn.push(pair);
        }
    }
    drawn
}

fn key(legs: &[Leg<'_>], price: Amount) -> Key {
    let (first, last) = (&legs[0], &legs[legs.len() - 1]);
    let seller = first.flight.number.airline();
    let (departs, arrives) = (first.departure.departs_at, last.departure.arrives_at);
    (seller, legs.len() - 1, departs, arrives, price)
}

/// Every flight of every day that may matter.
struct Every<'a> {
    index: &'a Index,
    /// By origin and departure.
    leaving: HashMap<AirportCode, Vec<Leg<'a>>>,
    /// Who sells with whom, but itself.
    partners: BTreeSet<[AirlineCode; 2]>,
}

impl<'a> Every<'a> {
    fn new(index: &'a Index, partners: &[[AirlineCode; 2]]) -> Self {
        let services: HashMap<_, u32> = index
            .services()
            .zip(0..)
            .map(|((flight, from, to), at)| ((flight.number.airline(), from.iata, to.iata), at))
            .collect();
        let mut leaving: HashMap<AirportCode, Vec<Leg<'a>>> = HashMap::new();
        for flight in index.flights() {
            let service = services[&(flight.number.airline(), flight.origin, flight.destination)];
            for day in DAYS {
                let date = TRAVEL + Duration::days(day);
                if let Some(departure) = index.departure(flight, date) {
                    let leg = Leg { service, flight, date, departure };
                    leaving.entry(flight.origin).or_default().push(leg);
                }
            }
        }
        for legs in leaving.values_mut() {
            legs.sort_by_key(|leg| leg.departure.departs_at);
        }
        let both = partners.iter().flat_map(|[one, other]| [[*one, *other], [*other, *one]]);
        Self { index, leaving, partners: both.collect() }
    }

    /// Hands on every journey that the rules allow.
    fn try_all(
        &self,
        [from, to]: [AirportCode; 2],
        mut take: impl FnMut(&[Leg<'a>]),
    ) -> anyhow::Result<()> {
        let airport = |code| self.index.airport(code).context("an airport is not there");
        let (origin, destination) = (airport(from)?, airport(to)?);
        let longest_km = origin.distance_km(destination) * 1.4 + 1000.0;
        let is_change = |code: AirportCode| {
            self.index
                .airport(code)
                .filter(|at| !same_city(at, origin) && !same_city(at, destination))
        };
        for first in self.leaving.get(&from).into_iter().flatten() {
            if first.date != TRAVEL {
                continue;
            }
            if first.flight.destination == to {
                take(&[*first]);
            }
            let Some(hub) = is_change(first.flight.destination) else { continue };
            let flown = origin.distance_km(hub);
            for second in self.beyond(first, first) {
                let second_hub = second.flight.destination;
                if second_hub == to {
                    if flown + hub.distance_km(destination) <= longest_km {
                        take(&[*first, *second]);
                    }
                    continue;
                }
                let Some(next) = is_change(second_hub) else { continue };
                let onward = hub.distance_km(next) + next.distance_km(destination);
                if next.iata == hub.iata || flown + onward > longest_km {
                    continue;
                }
                for third in self.beyond(first, second) {
                    if third.flight.destination == to {
                        take(&[*first, *second, *third]);
                    }
                }
            }
        }
        Ok(())
    }

    /// What one may change to from a flight on a journey that begins with `first`.
    fn beyond(&self, first: &Leg<'_>, last: &Leg<'_>) -> impl Iterator<Item = &Leg<'a>> {
        let at = last.flight.destination;
        let legs = self.leaving.get(&at).map_or(&[][..], Vec::as_slice);
        let arrives = last.departure.arrives_at;
        let begin = legs.partition_point(|leg| leg.departure.departs_at < arrives);
        let end = legs.partition_point(|leg| leg.departure.departs_at <= arrives + LONGEST_WAIT);
        let (from, number) = (last.flight.origin, last.flight.number);
        let seller = first.flight.number.airline();
        legs[begin..end].iter().filter(move |leg| {
            let airline = leg.flight.number.airline();
            let is_sold = airline == seller || self.partners.contains(&[seller, airline]);
            let wait = (leg.departure.departs_at - arrives).whole_minutes();
            let stays_on_board = leg.flight.number == number;
            let connecting = || self.index.connecting_time(from, at, leg.flight.destination);
            is_sold && (stays_on_board || wait >= i64::from(connecting()))
        })
    }
}

/// Whether two airports serve one city: they have its code, or its name and are near.
fn same_city(one: &Airport, other: &Airport) -> bool {
    const FARTHEST_KM: f64 = 100.0;
    match (one.city_code, other.city_code) {
        (Some(one), Some(other)) => one == other,
        (None, None) => {
            (&one.city, one.country) == (&other.city, other.country)
                && one.distance_km(other) <= FARTHEST_KM
        }
        _ => one.iata == other.iata,
    }
}

/// Journeys by seller, of which none beats another but for direct ones.
#[derive(Default)]
struct Fronts(HashMap<AirlineCode, Vec<Key>>);

impl Fronts {
    fn add(&mut self, key: Key) {
        let front = self.0.entry(key.0).or_default();
        let is_out = |other: &Key| *other == key || (key.1 > 0 && beats(other, &key));
        if !front.iter().any(is_out) {
            front.retain(|other| other.1 == 0 || !beats(&key, other));
            front.push(key);
        }
    }

    fn finish(self) -> BTreeSet<Key> {
        self.0.into_values().flatten().collect()
    }
}

fn beats(better: &Key, worse: &Key) -> bool {
    better.1 <= worse.1
        && better.2 >= worse.2
        && better.3 <= worse.3
        && better.4 <= worse.4
        && better != worse
}

impl Figures {
    fn print(&self) {
        println!(
            "{} pairs, {} of them with journeys: {} journeys were tried in {:.0} s and the search \
             lists {} in {:.2} s; {} differences",
            self.pairs,
            self.with_journeys,
            self.tried,
            self.trying_seconds,
            self.listed,
            self.search_seconds,
            self.differences.len(),
        );
        for line in self.differences.iter().take(20) {
            println!("  {line}");
        }
    }

    /// Fails when the lists differ.
    pub(super) fn verdict(&self) -> anyhow::Result<()> {
        ensure!(self.differences.is_empty(), "the search leaves something out, or lists too much");
        Ok(())
    }
}
