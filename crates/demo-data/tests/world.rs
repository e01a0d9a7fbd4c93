//! What every demo world promises, checked on the whole of it.
//!
//! The world is made once and shared: making it is most of the work.
#![expect(clippy::unwrap_used, reason = "a test fails so")]

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use airside_demo_data::{Selling, Size, TARIFF, World, world};
use airside_primitives::{AirportCode, Cabin, Currency};

use airside_search::{Index, Network};
use airside_tariff::Terms;
use airside_timetable::{Airport, Flight};
use time::macros::{date, time};
use time::{Date, Duration};

const TODAY: Date = date!(2026 - 11 - 22);
const SELLING: Selling = Selling { currency: Currency::INR, minor_per_dollar: 8_500 };

static WORLD: LazyLock<World> = LazyLock::new(|| world(Size::World, TODAY, SELLING).unwrap());
static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let (airports, flights) = (WORLD.airports.clone(), WORLD.flights.clone());
    Index::build(Network { airports, flights, ..Network::default() })
});
static SMALL: LazyLock<World> = LazyLock::new(|| world(Size::Small, TODAY, SELLING).unwrap());
static TERMS: LazyLock<Terms> = LazyLock::new(|| airside_tariff::read(TARIFF).unwrap());

fn airports(world: &World) -> HashMap<AirportCode, &Airport> {
    world.airports.iter().map(|airport| (airport.iata, airport)).collect()
}

fn code(text: &str) -> AirportCode {
    text.parse().unwrap()
}

fn cabins(flight: &Flight) -> usize {
    TERMS.fleet.cabins(flight.aircraft).count()
}

#[test]
fn about_a_hundred_thousand_flights_leave_every_day_of_the_year() {
    for day in 0..365 {
        let date = TODAY + Duration::days(day);
        let departures = WORLD.flights.iter().filter(|flight| flight.operates_on(date)).count();
        assert!((90_000..=115_000).contains(&departures), "{departures} on {date}");
    }
}

#[test]
fn the_timetable_fits_an_index_of_a_hundred_and_fifty_thousand_flights() {
    assert!((100_000..=160_000).contains(&WORLD.flights.len()), "{}", WORLD.flights.len());
}

#[test]
fn every_airport_has_a_name_a_city_and_a_place_on_earth() {
    assert_eq!(WORLD.airports.len(), 3_856);
    for airport in &WORLD.airports {
        assert!(!airport.name.is_empty() && !airport.city.is_empty(), "{}", airport.iata);
        assert!(airport.latitude.abs() <= 90.0 && airport.longitude.abs() <= 180.0);
    }
    assert!(WORLD.airports.is_sorted_by_key(|airport| airport.iata));
}

#[test]
fn well_known_airports_are_in_the_cities_people_look_for() {
    let airports = airports(&WORLD);
    for (airport, city, city_code) in [
        ("PBI", "West Palm Beach", None),
        ("DEL", "New Delhi", None),
        ("LHR", "London", Some("LON")),
        ("LGW", "London", Some("LON")),
        ("EWR", "Newark", Some("NYC")),
        ("MXP", "Milan", Some("MIL")),
        ("FLR", "Florence", None),
        ("JSA", "Jaisalmer", None),
    ] {
        let found = airports[&code(airport)];
        assert_eq!((found.city.as_str(), found.city_code), (city, city_code.map(code)));
    }
}

#[test]
fn a_city_that_lost_its_airport_has_the_flights_of_its_new_one() {
    let served: HashSet<_> =
        WORLD.flights.iter().map(|flight| (flight.origin, flight.destination)).collect();
    for (city, airport, to) in [
        ("Berlin", "BER", "LHR"),
        ("Adana", "COV", "IST"),
        ("Apia", "APW", "PPG"),
        ("Astana", "NQZ", "FRA"),
        ("Bishkek", "BSZ", "IST"),
        ("Dakar", "DSS", "CDG"),
        ("Eilat", "ETM", "HFA"),
        ("Kishinev", "RMO", "OTP"),
        ("Manzini", "SHO", "JNB"),
        ("Medan", "KNO", "CGK"),
        ("Murcia", "RMU", "STN"),
        ("Phnom Penh", "KTI", "BKK"),
        ("Saratov", "GSV", "SVO"),
        ("Siem Reap", "SAI", "BKK"),
        ("Tripoli", "MJI", "TUN"),
        ("Ulan Bator", "UBN", "ICN"),
        ("West Palm Beach", "PBI", "JFK"),
    ] {
        let place = INDEX.place(city).unwrap();
        assert!(place.airports.contains(&code(airport)), "{city}: {place:?}");
        assert!(served.contains(&(code(airport), code(to))), "{airport} to {to}");
        assert!(served.contains(&(code(to), code(airport))), "{to} to {airport}");
    }
}

#[test]
fn who_leaves_apia_can_land_in_pago_pago_the_day_before() {
    let is_ours =
        |flight: &&Flight| (flight.origin, flight.destination) == (code("APW"), code("PPG"));
    let mut there = WORLD.flights.iter().filter(is_ours).peekable();
    assert!(there.peek().is_some() && there.all(|flight| flight.arrival_day_offset == -1));
}

#[test]
fn cities_are_found_by_their_other_names() {
    for (names, airport) in [
        ("Bombay", "BOM"),
        ("Bangalore", "BLR"),
        ("Calcutta", "CCU"),
        ("Madras", "MAA"),
        ("Kiev", "KBP"),
        ("München/Munchen/Muenchen", "MUC"),
        ("Köln/Cologne/Koeln", "CGN"),
        ("Wien", "VIE"),
        ("Praha", "PRG"),
        ("Roma", "FCO"),
        ("Milano", "MXP"),
        ("Napoli", "NAP"),
        ("Moskva/Москва", "SVO"),
        ("Peking", "PEK"),
        ("Saigon", "SGN"),
        ("New York City", "JFK"),
        ("Lisboa", "LIS"),
        ("Saint Petersburg", "LED"),
        ("Rangoon", "RGN"),
        ("Genoa", "GOA"),
    ] {
        for name in names.split('/') {
            let place = INDEX.place(name).unwrap();
            assert!(place.airports.contains(&code(airport)), "{name}: {place:?}");
            let listed = INDEX.search_airports(Some(name), None);
            assert!(listed.iter().any(|it| it.iata == code(airport)), "{name}");
        }
    }
}

#[test]
fn no_name_mixes_two_towns() {
    let mut shared = 0;
    for airport in &WORLD.airports {
        let place = INDEX.place(&airport.city).unwrap();
        let cities: HashSet<_> = place.airports.iter().map(|code| INDEX.city(*code)).collect();
        assert_eq!(cities.len(), 1, "{}: {place:?}", airport.city);
        shared += usize::from(!place.airports.contains(&airport.iata));
    }
    // Many towns must be asked for by the code of their airport.
    assert!(shared > 50, "{shared}");
    let portland = INDEX.place("Portland").unwrap();
    assert_eq!(portland.airports, [code("PDX")]);
}

#[test]
fn every_flight_is_between_known_airports_at_a_plausible_speed() {
    let airports = airports(&WORLD);
    for flight in &WORLD.flights {
        let (origin, destination) = (airports[&flight.origin], airports[&flight.destination]);
        let departure = flight.departure(flight.valid_from, &origin.zone, &destination.zone);
        let minutes = f64::from(departure.minutes());
        let kilometres = origin.distance_km(destination);

        // At most 18 hours; never faster than a jet with the wind behind it, never slower
        // than a turboprop that taxis for half an hour.
        let slowest = 45.0 + kilometres / 400.0 * 60.0;
        assert!((20.0..=18.0 * 60.0).contains(&minutes), "{flight:?}: {minutes} min");
        assert!(kilometres / minutes * 60.0 < 1_000.0, "{flight:?}: {minutes} min");
        assert!(minutes < slowest, "{flight:?}: {minutes} min, {kilometres} km");
    }
}

#[test]
fn flights_leave_when_people_are_awake() {
    let hours = time!(05:30)..=time!(23:30);
    let is_asleep = |flight: &&Flight| !hours.contains(&flight.departs);
    assert_eq!(WORLD.flights.iter().find(is_asleep), None);
}

#[test]
fn every_aircraft_has_a_layout() {
    let types: HashSet<_> = WORLD.flights.iter().map(|flight| flight.aircraft).collect();
    for aircraft in &types {
        assert!(TERMS.fleet.layout(*aircraft).is_some(), "{aircraft}");
    }
    assert!(types.len() >= 12, "{types:?}");
}

#[test]
fn a_number_leaves_once_a_day_and_an_id_is_one_flight() {
    let mut ids = HashMap::new();
    let mut numbers: HashMap<_, Vec<&Flight>> = HashMap::new();
    for flight in &WORLD.flights {
        let named = (flight.number, flight.origin, flight.destination);
        assert_eq!(*ids.entry(flight.id).or_insert(named), named);
        let others = numbers.entry(flight.number).or_default();
        for other in others.iter() {
            let is_apart =
                flight.valid_from > other.valid_until || other.valid_from > flight.valid_until;
            assert!(is_apart, "{flight:?} and {other:?}");
        }
        others.push(flight);
    }
}

#[test]
fn whoever_flies_out_can_fly_back() {
    let served: HashSet<_> = WORLD
        .flights
        .iter()
        .map(|flight| (flight.operating_airline, flight.origin, flight.destination))
        .collect();
    assert!(served.iter().all(|(airline, from, to)| served.contains(&(*airline, *to, *from))));
}

#[test]
fn every_airline_that_flies_has_a_name_and_a_fare() {
    let named: HashSet<_> = WORLD.airlines.iter().map(|airline| airline.code).collect();
    let priced: HashSet<_> =
        WORLD.fares.iter().map(|fare| (fare.airline, fare.origin, fare.destination)).collect();
    for flight in &WORLD.flights {
        assert!(named.contains(&flight.number.airline()), "{flight:?}");
        assert!(priced.contains(&(flight.number.airline(), flight.origin, flight.destination)));
    }
    assert_eq!(priced.len(), WORLD.fares.len(), "one fare for each airline and direction");
    assert!(WORLD.fares.iter().all(|fare| fare.cabin == Cabin::Economy));
}

#[test]
fn the_same_arguments_make_the_same_world() {
    assert_eq!(world(Size::Small, TODAY, SELLING).unwrap(), *SMALL);
}

#[test]
fn flights_keep_their_ids_all_year() {
    let spring = world(Size::Small, date!(2026 - 03 - 01), SELLING).unwrap();
    let later: HashSet<_> = SMALL.flights.iter().map(|flight| flight.id).collect();
    let still_valid = spring.flights.iter().filter(|flight| flight.valid_until >= TODAY);
    assert!(still_valid.clone().count() > 100);
    for flight in still_valid {
        assert!(later.contains(&flight.id), "{flight:?}");
    }
}

#[test]
fn the_small_world_has_a_journey_of_every_kind() {
    let flies = |from: &str, to: &str| -> Vec<&Flight> {
        let (from, to) = (code(from), code(to));
        let on_route = |flight: &&Flight| flight.origin == from && flight.destination == to;
        SMALL.flights.iter().filter(on_route).collect()
    };
    let airlines = |from, to| -> HashSet<_> {
        flies(from, to).iter().map(|flight| flight.number.airline()).collect()
    };

    assert!(airlines("DEL", "BOM").len() >= 2, "a return with two airlines");
    assert!(airlines("DEL", "LHR").len() >= 2);
    assert!(airlines("LHR", "JFK").len() >= 2);
    assert!(airlines("ATL", "LAX").contains(&"DL".parse().unwrap()));
    assert!(flies("MAA", "JFK").is_empty(), "a connection is needed");
    let most_cabins = SMALL.flights.iter().map(cabins).max();
    assert_eq!(most_cabins, Some(4));
    assert!(SMALL.flights.iter().any(|flight| cabins(flight) == 3));
    assert!((20..=30).contains(&SMALL.airports.len()));
    assert!(SMALL.flights.len() > 300 && SMALL.flights.len() < 5_000, "{}", SMALL.flights.len());
}

#[test]
fn both_promo_codes_and_the_partners_are_usable() {
    let promos: Vec<_> = WORLD.promo_codes.iter().map(|promo| promo.name.as_str()).collect();
    assert_eq!(promos, ["WELCOME10", "FLAT500"]);
    let named: HashSet<_> = WORLD.airlines.iter().map(|airline| airline.code).collect();
    assert!(TERMS.carriers.partners.iter().flatten().all(|airline| named.contains(airline)));
}

#[test]
fn indian_fares_look_like_indian_fares() {
    let one = SMALL.fares.iter().find(|fare| {
        (fare.airline.as_str(), fare.origin, fare.destination) == ("6E", code("DEL"), code("BOM"))
    });
    let base = one.unwrap().base.get() / 100;
    assert!((2_500..8_000).contains(&base), "{base} rupees");
    assert_eq!(base % 10, 0);
}
