//! The search finds what trying everything finds, on small random worlds.
//!
//! The other way of searching is as plain as can be: every row of flights on
//! every date, checked against the rules, priced, then compared in pairs.

use std::collections::{BTreeSet, HashMap};

use airside_primitives::{AirlineCode, AirportCode, Amount};
use airside_search::{Index, Leg, Network, Query, Window};
use airside_timetable::{Airport, Departure, Flight, Zone};
use proptest::prelude::*;
use time::macros::{date, datetime};
use time::{Date, Duration, OffsetDateTime, Time};

use crate::drawn_prices::{Prices, Way};

const ZONES: [&str; 7] = [
    "Asia/Kolkata",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
];
const AIRLINES: [&str; 3] = ["QA", "QB", "QC"];
pub(crate) const CODES: [&str; 5] = ["AAA", "BBB", "CCC", "DDD", "EEE"];
/// Around clock changes, and in quiet times.
pub(crate) const DATES: [Date; 5] = [
    date!(2026 - 03 - 08),
    date!(2026 - 03 - 28),
    date!(2026 - 06 - 10),
    date!(2026 - 10 - 24),
    date!(2026 - 11 - 01),
];

prop_compose! {
    fn an_airport(at: usize)(
        zone in prop::sample::select(&ZONES[..]),
        country in prop::sample::select(vec!["IN", "DE"]),
        city_code in prop::sample::select(vec![None, None, None, None, Some("XXX")]),
        latitude in -12.0..12.0,
        longitude in -12.0..12.0,
    ) -> Airport {
        Airport {
            iata: CODES[at].parse().unwrap(),
            icao: None,
            name: CODES[at].to_owned(),
            city: CODES[at].to_owned(),
            country: country.parse().unwrap(),
            city_code: city_code.map(|code| code.parse().unwrap()),
            latitude,
            longitude,
            zone: Zone::named(zone).unwrap(),
        }
    }
}

prop_compose! {
    /// A flight of 20 minutes to 16 hours on a plain day.
    fn a_flight(airports: Vec<Airport>)(
        ends in prop::sample::subsequence((0..airports.len()).collect::<Vec<_>>(), 2).prop_shuffle(),
        airline in prop::sample::select(&AIRLINES[..]),
        number in 1_u16..6,
        departs in 0_i64..288,
        minutes in prop_oneof![3 => 4_i64..40, 1 => 40_i64..192],
        days in 1_u8..128,
        daily in prop::bool::weighted(0.8),
        season in prop_oneof![5 => Just(0_i64), 1 => 1_i64..3],
    ) -> Flight {
        let [origin, destination] = [&airports[ends[0]], &airports[ends[1]]];
        let departs = Time::MIDNIGHT + Duration::minutes(departs * 5);
        let departs_at = origin.zone.instant_of(date!(2026 - 06 - 15), departs);
        let arrives_at = destination.zone.local(departs_at + Duration::minutes(minutes * 5));
        let days = if daily { 0b111_1111 } else { days };
        let number = format!("{airline}{number}").parse().unwrap();
        let valid_from = date!(2026 - 03 - 01) + Duration::days(season * 29);
        let days = airside_timetable::OperatingDays::from_bits(days).unwrap();
        Flight {
            id: Flight::id_of(number, origin.iata, destination.iata),
            number,
            operating_airline: number.airline(),
            operating_number: None,
            origin: origin.iata,
            destination: destination.iata,
            departs,
            arrives: arrives_at.time(),
            arrival_day_offset: Departure { departs_at, arrives_at }.day_offset(),
            days,
            valid_from,
            valid_until: date!(2026 - 12 - 31) - Duration::days(season * 40),
            aircraft: "320".parse().unwrap(),
        }
    }
}

pub(crate) fn a_network() -> impl Strategy<Value = Network> {
    let airports: Vec<_> = (0..CODES.len()).map(an_airport).collect();
    airports.prop_flat_map(|airports| {
        let flights = prop::collection::vec(a_flight(airports.clone()), 1..90);
        let pair = prop::sample::subsequence(&AIRLINES[..], 2);
        let partners = prop::collection::vec(pair, 0..4);
        (Just(airports), flights, partners).prop_map(|(airports, flights, partners)| {
            let code = |text: &str| text.parse::<AirlineCode>().unwrap();
            let partners = partners.iter().map(|pair| [code(pair[0]), code(pair[1])]).collect();
            Network { airports, flights, partners, ..Network::default() }
        })
    })
}

fn rarely<T: Clone + std::fmt::Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    prop_oneof![15 => Just(None), 1 => value.prop_map(Some)].boxed()
}

fn a_window() -> impl Strategy<Value = Window> {
    (0_u16..1440, 1_u16..1441)
        .prop_filter_map("ends differ", |(from, until)| Window::new(from, until).ok())
}

prop_compose! {
    fn a_query()(
        date in prop::sample::select(&DATES[..]),
        ends in prop::sample::subsequence(&CODES[..], 2..4).prop_shuffle(),
        split in 1_usize..3,
        max_stops in prop::sample::select(vec![0, 1, 2, 2, 2, 3]),
        cut_off in rarely(0_i64..30),
        airlines in rarely(prop::sample::subsequence(&AIRLINES[..], 1..4)),
        excluded in rarely(prop::sample::subsequence(&AIRLINES[..], 1..3)),
        number in rarely((prop::sample::select(&AIRLINES[..]), 1_u16..6)),
        max_minutes in rarely(60_u32..3000),
        windows in (rarely(a_window()), rarely(a_window())),
        layovers in (rarely(0_u32..400), rarely(30_u32..1600)),
        via in rarely(prop::sample::select(&CODES[..])),
    ) -> Query {
        let codes: Vec<AirportCode> = ends.iter().map(|code| code.parse().unwrap()).collect();
        let (origins, destinations) = codes.split_at(split.min(codes.len() - 1));
        let airline = |codes: Option<Vec<&str>>| {
            codes.unwrap_or_default().iter().map(|code| code.parse().unwrap()).collect()
        };
        Query {
            origins: origins.to_vec(),
            destinations: destinations.to_vec(),
            date,
            not_before: cut_off.map_or(datetime!(2026-01-01 00:00 UTC), |hours| {
                date.midnight().assume_utc() + Duration::hours(hours) - Duration::SECOND
            }),
            max_stops,
            airlines: airline(airlines),
            exclude_airlines: airline(excluded),
            flight_number: number.map(|(code, number)| format!("{code}{number}").parse().unwrap()),
            max_minutes,
            departure_window: windows.0,
            arrival_window: windows.1,
            min_layover: layovers.0,
            max_layover: layovers.1,
            via: via.map(|code| code.parse().unwrap()),
        }
    }
}

/// What tells two journeys apart to the pruning: seller, stops, departure, arrival, price.
type Key = (AirlineCode, usize, OffsetDateTime, OffsetDateTime, Amount);

fn key(prices: &Prices<'_>, legs: &[Leg<'_>]) -> Option<Key> {
    let (first, last) = (&legs[0], &legs[legs.len() - 1]);
    let seller = first.flight.number.airline();
    let times = (first.departure.departs_at, last.departure.arrives_at);
    Some((seller, legs.len() - 1, times.0, times.1, prices.of_legs(legs)?))
}

/// Everything that keeps the rules, nothing pruned.
pub(crate) fn everything<'a>(
    network: &'a Network,
    index: &Index,
    query: &Query,
    has_room: &dyn Fn(&Flight, Date) -> bool,
) -> Vec<Vec<Leg<'a>>> {
    let airport = |code| network.airports.iter().find(|it| it.iata == code).unwrap();
    let services: HashMap<_, _> = index
        .services()
        .zip(0_u32..)
        .map(|((flight, from, to), at)| ((flight.number.airline(), from.iata, to.iata), at))
        .collect();
    let mut all = Vec::new();
    for flight in &network.flights {
        for day in -3..=8 {
            let date = query.date + Duration::days(day);
            let sells =
                query.airlines.is_empty() || query.airlines.contains(&flight.number.airline());
            let excluded = query.exclude_airlines.contains(&flight.number.airline());
            if flight.operates_on(date) && sells && !excluded && has_room(flight, date) {
                let (origin, destination) = (airport(flight.origin), airport(flight.destination));
                let departure = flight.departure(date, &origin.zone, &destination.zone);
                let service = (flight.number.airline(), flight.origin, flight.destination);
                all.push(Leg { service: services[&service], flight, date, departure });
            }
        }
    }
    let mut found = Vec::new();
    let firsts = all
        .iter()
        .filter(|leg| leg.date == query.date && query.origins.contains(&leg.flight.origin));
    let mut open: Vec<Vec<Leg<'a>>> = firsts.map(|leg| vec![*leg]).collect();
    while let Some(legs) = open.pop() {
        if legs.len() <= usize::from(query.max_stops.min(2)) {
            let onward = all.iter().filter(|leg| connects(network, query, &legs, leg));
            open.extend(onward.map(|leg| [legs.as_slice(), &[*leg]].concat()));
        }
        if is_answer(network, query, &legs) {
            found.push(legs);
        }
    }
    found
}

fn connects(network: &Network, query: &Query, legs: &[Leg<'_>], next: &Leg<'_>) -> bool {
    let last = &legs[legs.len() - 1];
    if last.flight.destination != next.flight.origin {
        return false;
    }
    let country =
        |code| network.airports.iter().find(|it| it.iata == code).map(|airport| airport.country);
    let is_domestic = |flight: &Flight| country(flight.origin) == country(flight.destination);
    let stays_on_board = last.flight.number == next.flight.number;
    let minimum = match (is_domestic(last.flight), is_domestic(next.flight)) {
        _ if stays_on_board => 0,
        (true, true) => 45,
        (true, false) | (false, true) => 60,
        (false, false) => 90,
    };
    let waits = (next.departure.departs_at - last.departure.arrives_at).whole_minutes();
    let (seller, other) = (legs[0].flight.number.airline(), next.flight.number.airline());
    let are_partners =
        network.partners.iter().any(|pair| pair.contains(&seller) && pair.contains(&other));
    waits >= minimum.max(query.min_layover.unwrap_or(0).into())
        && waits <= query.max_layover.unwrap_or(720).min(1440).into()
        && (seller == other || are_partners)
}

fn is_answer(network: &Network, query: &Query, legs: &[Leg<'_>]) -> bool {
    let airport = |code| network.airports.iter().find(|it| it.iata == code).unwrap();
    let (first, last) = (&legs[0], &legs[legs.len() - 1]);
    let (origin, destination) = (airport(first.flight.origin), airport(last.flight.destination));
    let changes: Vec<&Airport> = legs[1..].iter().map(|leg| airport(leg.flight.origin)).collect();
    let same_city = |one: &Airport, other: &Airport| {
        one.iata == other.iata || (one.city_code.is_some() && one.city_code == other.city_code)
    };
    let leaves_city = !changes.iter().any(|at| same_city(at, origin) || same_city(at, destination));
    let repeats = changes.len() == 2 && changes[0].iata == changes[1].iata;
    let flown =
        |leg: &Leg<'_>| airport(leg.flight.origin).distance_km(airport(leg.flight.destination));
    let is_near = legs.len() == 1
        || legs.iter().map(flown).sum::<f64>() <= origin.distance_km(destination) * 1.4 + 1000.0;
    let (departs, arrives) = (first.departure.departs_at, last.departure.arrives_at);
    let minutes = (arrives - departs).whole_minutes();
    query.destinations.contains(&destination.iata)
        && origin.iata != destination.iata
        && leaves_city
        && !repeats
        && is_near
        && departs >= query.not_before
        && query.max_minutes.is_none_or(|max| minutes <= max.into())
        && query.departure_window.is_none_or(|window| window.contains(departs.time()))
        && query.arrival_window.is_none_or(|window| window.contains(arrives.time()))
        && query.via.is_none_or(|via| changes.iter().any(|at| at.iata == via))
        && query
            .flight_number
            .is_none_or(|number| legs.iter().any(|leg| leg.flight.number == number))
}

fn beats(better: &Key, worse: &Key) -> bool {
    better.0 == worse.0
        && better.1 <= worse.1
        && better.2 >= worse.2
        && better.3 <= worse.3
        && better.4 <= worse.4
        && better != worse
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn the_search_finds_what_trying_everything_finds(
        network in a_network(),
        query in a_query(),
        full in prop::sample::select(vec![0_u8, 0, 2, 4]),
        seed in prop_oneof![1 => Just(0_u64), 6 => any::<u64>()],
    ) {
        let has_room = |flight: &Flight, date: Date| {
            full == 0 || !(date.day() + flight.departs.hour()).is_multiple_of(full + 1)
        };
        let index = Index::build(network.clone());
        let services = index.services();
        let services: Vec<Way> = services
            .map(|(flight, from, to)| (flight.number.airline(), from.iata, to.iata))
            .collect();
        let prices = Prices { seed, has_room: &has_room, services: &services };
        let everything = everything(&network, &index, &query, &has_room);
        let priced: Vec<(Key, &[Leg<'_>])> = everything
            .iter()
            .filter_map(|legs| Some((key(&prices, legs)?, legs.as_slice())))
            .collect();
        let keys: BTreeSet<Key> = priced.iter().map(|(key, _)| *key).collect();
        let expected: BTreeSet<Key> = keys
            .iter()
            .filter(|it| it.1 == 0 || !keys.iter().any(|other| beats(other, it)))
            .copied()
            .collect();

        let found = index.journeys(&query, &prices);
        let keyed = found.iter().map(|journey| key(&prices, &journey.legs).unwrap());
        let found_keys: BTreeSet<Key> = keyed.collect();
        prop_assert_eq!(&found_keys, &expected);

        let least = found.iter().map(|it| (prices.of_legs(&it.legs).unwrap(), it.stops())).min();
        let dates = [query.date, query.date + Duration::DAY];
        let cheapest = index.cheapest_on(&query, &dates, &prices);
        let of_day = cheapest[0].as_ref().map(|it| (it.price, it.journey.stops()));
        prop_assert_eq!(of_day, least);
        for it in cheapest.iter().flatten() {
            prop_assert_eq!(prices.of_legs(&it.journey.legs), Some(it.price));
        }

        let direct = |legs: &[Leg<'_>]| legs.len() == 1;
        let all_direct = priced.iter().filter(|(_, legs)| direct(legs)).count();
        prop_assert_eq!(found.iter().filter(|it| direct(&it.legs)).count(), all_direct);
        let connections = found_keys.iter().filter(|it| it.1 > 0).count();
        prop_assert_eq!(found.len(), all_direct + connections, "of equals, one stays");
        for journey in &found {
            prop_assert!(everything.iter().any(|legs| legs[..] == journey.legs[..]));
        }
        prop_assert!(found.is_sorted_by_key(|journey| (journey.departs_at(), journey.arrives_at())));
    }
}
