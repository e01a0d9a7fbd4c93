//! Turns the list of carrier-routes into pairs that are flown there and back.
//!
//! The source lists directions, and 1,600 of them lack their return (the legs of
//! a triangle, mostly). A pair is flown both ways here: nobody is stranded.

use std::collections::{BTreeSet, HashMap};

use airside_primitives::{AirlineCode, AirportCode};
use airside_timetable::Airport;

use crate::source::CarrierRoute;

/// How many carrier-routes leave each airport of the whole world: its size.
pub(crate) type Sizes = HashMap<AirportCode, u32>;

/// One airline's service between two airports.
#[derive(Debug, Clone)]
pub(crate) struct Pair<'a> {
    pub(crate) airline: AirlineCode,
    /// Where the airline has more routes: its aircraft start here.
    pub(crate) base: &'a Airport,
    pub(crate) away: &'a Airport,
    pub(crate) kilometres: f64,
    /// Passengers in sight: the geometric mean of both airports' sizes, 1 to about 1,000.
    pub(crate) pull: f64,
    /// How much of a country's trunk it is: 1 between its two largest airports, 0 abroad.
    pub(crate) trunk: f64,
    /// How many airlines fly between the two airports, this one included.
    pub(crate) rivals: u32,
}

/// The size of every airport.
pub(crate) fn sizes(routes: &[CarrierRoute]) -> Sizes {
    let mut sizes = Sizes::new();
    for route in routes {
        *sizes.entry(route.origin).or_default() += 1;
    }
    sizes
}

/// Every pair between the given airports that `flies` says yes to; the longest
/// of an airline come first, so that they get its lowest flight numbers.
pub(crate) fn pairs<'a>(
    airports: &'a [Airport],
    routes: &[CarrierRoute],
    sizes: &Sizes,
    flies: impl Fn(AirlineCode) -> bool,
) -> Vec<Pair<'a>> {
    let by_code: HashMap<_, _> = airports.iter().map(|airport| (airport.iata, airport)).collect();
    let both_ways: BTreeSet<_> = routes
        .iter()
        .map(|route| {
            let (one, other) = (route.origin, route.destination);
            (route.airline, one.min(other), one.max(other))
        })
        .collect();

    let mut rivals: HashMap<_, u32> = HashMap::new();
    let mut presence: HashMap<_, u32> = HashMap::new();
    for (airline, one, other) in &both_ways {
        *rivals.entry((*one, *other)).or_default() += 1;
        *presence.entry((*airline, *one)).or_default() += 1;
        *presence.entry((*airline, *other)).or_default() += 1;
    }
    let size = |airport| sizes.get(&airport).copied().unwrap_or(1);
    let mut largest: HashMap<_, u32> = HashMap::new();
    for airport in airports {
        let so_far = largest.entry(airport.country).or_default();
        *so_far = size(airport.iata).max(*so_far);
    }
    let stands =
        |airline, airport| (presence.get(&(airline, airport)).copied().unwrap_or(0), size(airport));

    let flown = both_ways.iter().filter(|(airline, _, _)| flies(*airline));
    let mut pairs: Vec<_> = flown
        .filter_map(|(airline, one, other)| {
            let swap = stands(*airline, *other) > stands(*airline, *one);
            let (base, away) = if swap { (other, one) } else { (one, other) };
            let (base, away) = (*by_code.get(base)?, *by_code.get(away)?);
            let pull = (f64::from(size(*one)) * f64::from(size(*other))).sqrt();
            let home = (base.country == away.country).then(|| largest.get(&base.country));
            Some(Pair {
                airline: *airline,
                base,
                away,
                kilometres: base.distance_km(away),
                pull,
                trunk: home.flatten().map_or(0.0, |most| pull / f64::from(*most)),
                rivals: rivals.get(&(*one, *other)).copied().unwrap_or(1),
            })
        })
        .collect();
    pairs.sort_by(|one, other| {
        one.airline.cmp(&other.airline).then(other.kilometres.total_cmp(&one.kilometres))
    });
    pairs
}
