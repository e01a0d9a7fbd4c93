//! What both found between two airports, held against each other.

use std::collections::BTreeSet;

use airside_primitives::AirportCode;
use airside_search::{Index, Query};
use airside_timetable::Airport;
use time::Date;
use vulture::{Duration, Journey, RaptorCache, SecondOfDay, TimedLeg, Timetable as _};

use crate::ground::Free;
use crate::raptor::Raptor;

/// Seconds of departure and arrival, and the number of stops.
pub(crate) type Key = (u32, u32, usize);

/// As many as two stops need; the limit of transfers counts trips.
const TRIPS: u8 = 3;

/// How two fronts compare.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub(crate) journeys: usize,
    /// Of RAPTOR's, those that break a rule it cannot be told: a flight on another date, a wait of
    /// more than a day, a detour, a change in the city of the origin or of the destination.
    pub(crate) beyond_rules: usize,
    /// Of ours, those that only such a journey beats.
    pub(crate) beaten_by_those: usize,
    /// What has no such reason.
    pub(crate) unexplained: Vec<String>,
}

/// All that we find, as it is.
pub(crate) fn ours<'i>(index: &'i Index, query: &Query) -> Vec<airside_search::Journey<'i>> {
    index.journeys(query, &Free)
}

/// The same question to us.
pub(crate) fn query([from, to]: [AirportCode; 2], date: Date) -> Query {
    Query { max_layover: Some(24 * 60), ..Query::new(vec![from], vec![to], date) }
}

/// All that RAPTOR finds, one departure after the other.
///
/// The search of a whole window that `vulture` has takes longer here, and leaves some out: what a
/// later departure reached is held against journeys with fewer trips, too.
pub(crate) fn theirs(
    raptor: &Raptor,
    [from, to]: [AirportCode; 2],
    date: Date,
    cache: &mut RaptorCache,
) -> Vec<(SecondOfDay, Journey)> {
    let mut found = Vec::new();
    for departs in raptor.departures(from, date) {
        let asked = raptor.query().from(raptor.origins(from)).to(raptor.targets(to));
        let journeys = asked.max_transfers(TRIPS).depart_at(departs).run_with_cache(cache);
        found.extend(journeys.into_iter().map(|journey| (departs, journey)));
    }
    found
}

pub(crate) fn compare(
    (index, raptor): (&Index, &Raptor),
    pair: [AirportCode; 2],
    date: Date,
    cache: &mut RaptorCache,
) -> anyhow::Result<Comparison> {
    let mut keys = BTreeSet::new();
    for journey in ours(index, &query(pair, date)) {
        let [departs, arrives] =
            [journey.departs_at(), journey.arrives_at()].map(|it| raptor.second(it));
        keys.insert((departs?, arrives?, usize::from(journey.stops())));
    }
    let ours = front(&keys);

    let (mut by_rules, mut beyond) = (BTreeSet::new(), BTreeSet::new());
    for (departs, journey) in theirs(raptor, pair, date, cache) {
        let legs = journey.with_timing(raptor, departs, Duration::ZERO)?;
        let Some((first, last)) = legs.first().zip(legs.last()) else { continue };
        let key = (first.depart.0, last.arrive.0, legs.len() - 1);
        let kept = keeps_rules(index, raptor, pair, date, &legs);
        if kept { &mut by_rules } else { &mut beyond }.insert(key);
    }
    let theirs: BTreeSet<Key> = by_rules.union(&beyond).copied().collect();
    let theirs = front(&theirs);
    beyond.retain(|key| theirs.contains(key) && !by_rules.contains(key));

    let mut comparison = Comparison { journeys: ours.len(), ..Comparison::default() };
    for key in &theirs {
        if beyond.contains(key) && !ours.contains(key) {
            comparison.beyond_rules += 1;
        } else if !ours.contains(key) {
            comparison.unexplained.push(format!("{pair:?}: {key:?} is theirs alone"));
        }
    }
    for key in ours.difference(&theirs) {
        if beyond.iter().any(|it| beats(it, key)) {
            comparison.beaten_by_those += 1;
        } else {
            comparison.unexplained.push(format!("{pair:?}: {key:?} is ours alone"));
        }
    }
    Ok(comparison)
}

fn keeps_rules(
    index: &Index,
    raptor: &Raptor,
    [from, to]: [AirportCode; 2],
    date: Date,
    legs: &[TimedLeg],
) -> bool {
    const LONGEST_WAIT: u32 = 24 * 60 * 60;
    let airport = |code| index.airport(code);
    let (Some(origin), Some(destination)) = (airport(from), airport(to)) else { return false };
    let changes = legs[1..].iter().filter_map(|leg| airport(raptor.airport_of(leg.board)));
    let flown: f64 = legs
        .iter()
        .filter_map(|leg| {
            let [from, to] = [leg.board, leg.alight].map(|stop| airport(raptor.airport_of(stop)));
            Some(from?.distance_km(to?))
        })
        .sum();
    let leaves_cities =
        changes.clone().all(|it| !same_city(it, origin) && !same_city(it, destination));
    let is_near = legs.len() == 1 || flown <= origin.distance_km(destination) * 1.4 + 1000.0;
    let waits = legs.windows(2).all(|pair| pair[1].depart.0 - pair[0].arrive.0 <= LONGEST_WAIT);
    let on_date = legs.first().is_some_and(|leg| raptor.trip(leg.trip).date == date);
    leaves_cities && is_near && waits && on_date
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

/// Those that none of the others beats.
fn front(keys: &BTreeSet<Key>) -> BTreeSet<Key> {
    keys.iter().filter(|key| !keys.iter().any(|other| beats(other, key))).copied().collect()
}

/// Leaves no earlier, arrives no later, has no more stops, and is another.
fn beats(one: &Key, other: &Key) -> bool {
    one != other && one.0 >= other.0 && one.1 <= other.1 && one.2 <= other.2
}
