//! Turns the list of carrier-routes into pairs that are flown there and back.
//!
//! The source lists directions, and 1,600 of them lack their return (the legs of
//! a triangle, mostly). A pair is flown both ways here: nobody is stranded.

use std::collections::{BTreeSet, HashMap};

use airside_primitives::{AirlineCode, AirportCode, CountryCode};
use airside_timetable::Airport;

use crate::source::CarrierRoute;

/// Who flies where.
#[derive(Debug)]
pub(crate) struct Routes {
    pub(crate) known: Vec<CarrierRoute>,
    /// Of airports that `known` lacks. They come last everywhere, so that they change no other
    /// flights, numbers or sizes.
    pub(crate) moved: Vec<CarrierRoute>,
}

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
    /// The demand: the geometric mean of both airports' sizes, 1 to about 1,000.
    pub(crate) pull: f64,
    /// How much of a country's trunk it is: 1 between its two largest airports, 0 abroad.
    pub(crate) trunk: f64,
    /// How many airlines fly between the two airports, this one included.
    pub(crate) rivals: u32,
}

/// The size of every airport.
pub(crate) fn sizes(routes: &Routes) -> Sizes {
    let mut sizes = Sizes::new();
    for route in &routes.known {
        *sizes.entry(route.origin).or_default() += 1;
    }
    let mut moved = Sizes::new();
    for end in routes.moved.iter().flat_map(|route| [route.origin, route.destination]) {
        if !sizes.contains_key(&end) {
            *moved.entry(end).or_default() += 1;
        }
    }
    sizes.extend(moved);
    sizes
}

/// Every pair between the given airports that `flies` says yes to; the longest
/// of an airline come first, so that they get its lowest flight numbers, and
/// those of moved airports last.
pub(crate) fn pairs<'a>(
    airports: &'a [Airport],
    routes: &Routes,
    sizes: &'a Sizes,
    flies: impl Fn(AirlineCode) -> bool,
) -> Vec<Pair<'a>> {
    let known = both_ways(&routes.known);
    let moved: BTreeSet<_> = both_ways(&routes.moved).difference(&known).copied().collect();
    let mut market = Market::of(airports, &known, sizes);
    market.extend(&moved);

    let flown = |pairs: BTreeSet<Flown>| -> Vec<_> {
        let flown = pairs.into_iter().filter(|(airline, _, _)| flies(*airline));
        let mut pairs: Vec<_> =
            flown.filter_map(|(airline, one, other)| market.pair(airline, one, other)).collect();
        pairs.sort_by(|one, other| other.kilometres.total_cmp(&one.kilometres));
        pairs
    };
    let mut pairs = flown(known);
    pairs.extend(flown(moved));
    pairs.sort_by_key(|pair| pair.airline);
    pairs
}

/// An airline between two airports, in the order of their codes.
type Flown = (AirlineCode, AirportCode, AirportCode);

fn both_ways(routes: &[CarrierRoute]) -> BTreeSet<Flown> {
    let flown = |route: &CarrierRoute| {
        let (one, other) = (route.origin, route.destination);
        (route.airline, one.min(other), one.max(other))
    };
    routes.iter().map(flown).collect()
}

/// What one pair does not know: all the others.
struct Market<'a> {
    airports: HashMap<AirportCode, &'a Airport>,
    sizes: &'a Sizes,
    /// The size of each country's largest airport.
    largest: HashMap<CountryCode, u32>,
    /// How many airlines fly between two airports.
    rivals: HashMap<(AirportCode, AirportCode), u32>,
    /// How many pairs of an airline end at an airport.
    presence: HashMap<(AirlineCode, AirportCode), u32>,
}

impl<'a> Market<'a> {
    fn of(airports: &'a [Airport], pairs: &BTreeSet<Flown>, sizes: &'a Sizes) -> Self {
        let mut market = Self {
            airports: airports.iter().map(|airport| (airport.iata, airport)).collect(),
            sizes,
            largest: HashMap::new(),
            rivals: HashMap::new(),
            presence: HashMap::new(),
        };
        for airport in airports {
            let size = market.size(airport.iata);
            let largest = market.largest.entry(airport.country).or_default();
            *largest = size.max(*largest);
        }
        for (airline, one, other) in pairs {
            *market.rivals.entry((*one, *other)).or_default() += 1;
            for end in [one, other] {
                *market.presence.entry((*airline, *end)).or_default() += 1;
            }
        }
        market
    }

    /// Adds more pairs, which add presence only at airports that had none.
    fn extend(&mut self, pairs: &BTreeSet<Flown>) {
        let visited: BTreeSet<_> = self.presence.keys().map(|(_, airport)| *airport).collect();
        for (airline, one, other) in pairs {
            *self.rivals.entry((*one, *other)).or_default() += 1;
            for end in [one, other] {
                if !visited.contains(end) {
                    *self.presence.entry((*airline, *end)).or_default() += 1;
                }
            }
        }
    }

    /// `None` when one of the airports is not part of this world.
    fn pair(&self, airline: AirlineCode, one: AirportCode, other: AirportCode) -> Option<Pair<'a>> {
        let swap = self.standing(airline, other) > self.standing(airline, one);
        let (base, away) = if swap { (other, one) } else { (one, other) };
        let (base, away) = (*self.airports.get(&base)?, *self.airports.get(&away)?);

        let pull = (f64::from(self.size(one)) * f64::from(self.size(other))).sqrt();
        let at_home = (base.country == away.country).then(|| self.largest.get(&base.country));
        Some(Pair {
            airline,
            base,
            away,
            kilometres: base.distance_km(away),
            pull,
            trunk: at_home.flatten().map_or(0.0, |largest| pull / f64::from(*largest)),
            rivals: self.rivals.get(&(one, other)).copied().unwrap_or(1),
        })
    }

    fn size(&self, airport: AirportCode) -> u32 {
        self.sizes.get(&airport).copied().unwrap_or(1)
    }

    /// How much of a base the airport is to the airline.
    fn standing(&self, airline: AirlineCode, airport: AirportCode) -> (u32, u32) {
        let presence = self.presence.get(&(airline, airport)).copied().unwrap_or(0);
        (presence, self.size(airport))
    }
}
