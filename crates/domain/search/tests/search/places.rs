//! What people type for a place, and what they get.

use crate::network::{airport, code, index};
use airside_primitives::AirportCode;
use airside_search::Index;

fn world() -> Index {
    index(&[
        "QZ1 DEL-BOM 08:00-10:10",
        "QZ2 LHR-JFK 08:00-11:10",
        "QZ3 LGW-FRA 08:00-10:40",
        "QZ4 EWR-FRA 18:00-08:00 +1",
        "QZ5 JFK-LHR 18:00-06:00 +1",
        "QZ6 YXU-EWR 08:00-09:30 1",
        "QZ7 JFK-LGW 20:00-08:00 +1",
    ])
}

fn place(text: &str) -> Option<String> {
    let place = world().place(text)?;
    let codes: Vec<&str> = place.airports.iter().map(AirportCode::as_str).collect();
    Some(codes.join(" "))
}

#[test]
fn a_code_is_an_airport_before_it_is_a_city() {
    assert_eq!(place("LHR").as_deref(), Some("LHR"));
    assert_eq!(place(" lon ").as_deref(), Some("LGW LHR"));
    let mut airports = crate::network::airports();
    airports.push(airport("LON GB Londinium, 51.5 0.0 Europe/London"));
    let index = Index::build(airside_search::Network { airports, ..crate::network::network(&[]) });
    assert_eq!(index.place("LON").unwrap().airports, [code("LON")]);
}

#[test]
fn a_name_matches_whole_words_without_case_or_accents() {
    assert_eq!(place("Delhi").as_deref(), Some("DEL"));
    assert_eq!(place("new delhi").as_deref(), Some("DEL"));
    assert_eq!(place("zurich").as_deref(), Some("ZRH"));
    assert_eq!(place("ZÜRICH").as_deref(), Some("ZRH"));
    assert_eq!(place("frankfurt").as_deref(), Some("FRA"));
    for nothing in ["", "Delh", "elhi", "Delhi New", "Atlantis", "QQQ", "--", "💺"] {
        assert_eq!(place(nothing), None, "{nothing}");
    }
}

#[test]
fn of_several_cities_the_one_with_most_flights_wins() {
    assert_eq!(place("London").as_deref(), Some("LGW LHR"));
}

#[test]
fn a_city_has_all_its_airports_under_the_name_of_each() {
    assert_eq!(place("NYC").as_deref(), Some("EWR JFK"));
    assert_eq!(place("New York").as_deref(), Some("EWR JFK"));
    assert_eq!(place("Newark").as_deref(), Some("EWR JFK"));
    assert_eq!(world().place("NYC").unwrap().city, "New York");
    assert_eq!(world().place("Newark").unwrap().city, "Newark");
    assert_eq!(world().place("EWR").unwrap().city, "Newark");
}

#[test]
fn exact_names_come_before_longer_ones() {
    let mut network = crate::network::network(&["QZ1 DEL-BOM 08:00-10:10"]);
    network.airports.push(airport("QDD IN Delhi, 28 77 Asia/Kolkata"));
    let index = Index::build(network);
    assert_eq!(index.place("Delhi").unwrap().airports, [code("QDD")]);
}

#[test]
fn a_part_of_a_citys_name_is_a_name() {
    let mut network = crate::network::network(&[]);
    network.airports.push(airport("IST TR Arnavutköy (Istanbul), 41 28 Europe/Istanbul"));
    let index = Index::build(network);
    assert_eq!(index.place("istanbul").unwrap().airports, [code("IST")]);
    assert_eq!(index.place("Arnavutkoy").unwrap().airports, [code("IST")]);
}

/// Two Portlands, the busier one in Oregon, and a Dallas of two airports without a city code.
fn namesakes() -> Index {
    let mut network = crate::network::network(&[]);
    network.airports.extend(
        [
            "PDX US Portland, 45.59 -122.60 America/Los_Angeles",
            "PWM US Portland, 43.65 -70.31 America/New_York",
            "DFW US Dallas, 32.90 -97.04 America/Chicago",
            "DAL US Dallas, 32.85 -96.85 America/Chicago",
        ]
        .map(airport),
    );
    let flights =
        ["QZ1 PDX-JFK 08:00-16:10", "QZ2 PWM-JFK 08:00-09:10 1", "QZ3 DFW-PWM 08:00-12:00"];
    network.flights = flights.map(crate::network::flight).into();
    Index::build(network)
}

#[test]
fn towns_far_apart_are_two_cities_whatever_they_are_called() {
    let index = namesakes();
    let airports = |text| index.place(text).unwrap().airports;
    assert_eq!(airports("Portland"), [code("PDX")]);
    assert_eq!(airports("PWM"), [code("PWM")]);
    assert_eq!(airports("Dallas"), [code("DAL"), code("DFW")]);

    let city = |airport| index.city(code(airport));
    assert_ne!(city("PDX"), city("PWM"));
    assert_eq!(city("DFW"), city("DAL"));
    assert_eq!((city("LGW"), city("LHR")), (code("LGW"), code("LGW")));
    assert_eq!(city("QQQ"), code("QQQ"));
}

#[test]
fn other_names_find_the_city() {
    for (name, airport) in [
        ("Bombay", "BOM"),
        ("Bangalore", "BLR"),
        ("Zuerich", "ZRH"),
        ("Francfort", "FRA"),
        ("Londres", "LGW LHR"),
        ("New York City", "EWR JFK"),
    ] {
        assert_eq!(place(name).as_deref(), Some(airport), "{name}");
    }
    assert_eq!(world().place("Bombay").unwrap().city, "Mumbai");
    assert_eq!(place("Bomba"), None);
    for (q, found) in [("Bombay", "BOM"), ("bomb", "BOM"), ("bangalore india", "BLR")] {
        assert_eq!(airports(q, None), [found], "{q}");
    }
}

#[test]
fn a_town_that_bears_anothers_other_name_loses_to_the_one_with_more_flights() {
    let with_roma = |flights: &[&str]| {
        let mut network = crate::network::network(&[]);
        let towns = [
            "FCO IT Rome, 41.80 12.25 Europe/Rome",
            "RMA AU Roma, -26.55 148.77 Australia/Brisbane",
        ];
        network.airports.extend(towns.map(airport));
        network.flights = flights.iter().map(|line| crate::network::flight(line)).collect();
        Index::build(network).place("Roma").unwrap().airports
    };
    assert_eq!(with_roma(&["QZ1 FCO-LHR 08:00-10:00"]), [code("FCO")]);
    assert_eq!(with_roma(&["QZ1 RMA-LHR 08:00-22:00"]), [code("RMA")]);
}

#[test]
fn a_name_of_three_letters_that_is_no_code_is_a_name() {
    let mut network = crate::network::network(&[]);
    network.airports.push(airport("GOI IN Goa, 15 73 Asia/Kolkata"));
    let index = Index::build(network);
    assert_eq!(index.place("Goa").unwrap().airports, [code("GOI")]);
}

fn airports(q: &str, country: Option<&str>) -> Vec<String> {
    let country = country.map(|code| code.parse().unwrap());
    let index = world();
    let found = index.search_airports(Some(q), country);
    found.iter().map(|airport| airport.iata.to_string()).collect()
}

#[test]
fn airports_are_listed_best_match_first() {
    assert_eq!(airports("DEL", None), ["DEL"]);
    assert_eq!(airports("del", None), ["DEL"]);
    assert_eq!(airports("VDEL", None), ["DEL"]);
    assert_eq!(airports("lon", None), ["LGW", "LHR", "YXU"], "city code, then beginnings");
    assert_eq!(airports("india", None), ["BLR", "BOM", "DEL", "HYD"]);
    assert_eq!(airports("IN", Some("IN")), ["BLR", "BOM", "DEL", "HYD"]);
    assert_eq!(airports("united kingdom london", None), ["LGW", "LHR"]);
    assert_eq!(airports("london", Some("CA")), ["YXU"]);
    assert_eq!(airports("atlantis", None), [""; 0]);
    assert_eq!(airports("?", None), [""; 0]);
}

#[test]
fn all_airports_are_listed_by_code_when_nothing_is_asked() {
    let index = world();
    let all: Vec<_> = index.search_airports(None, None);
    assert_eq!(all.len(), index.airports().len());
    assert_eq!(index.search_airports(Some("  "), None), all);
    assert!(all.is_sorted_by_key(|airport| airport.iata));
}
