//! The rules of connecting, one small network each.

use std::cell::RefCell;

use crate::network::{
    DAY, code, flight, found, index, network, numbers, query, where_there_is_room,
};
use airside_search::{ConnectingMinutes, Index, Network, Query, Window};
use time::macros::{date, datetime};

#[test]
fn a_direct_flight_is_found_on_the_days_it_operates() {
    let index = index(&["QZ1 DEL-BOM 08:00-10:10 2", "QZ2 DEL-BOM 09:00-11:10 13"]);
    assert_eq!(found(&index, &query("DEL", "BOM")), ["QZ1"]);
    let monday = Query { date: date!(2026 - 11 - 30), ..query("DEL", "BOM") };
    assert_eq!(found(&index, &monday), ["QZ2"]);
    let next_year = Query { date: date!(2027 - 01 - 05), ..query("DEL", "BOM") };
    assert_eq!(found(&index, &next_year), [""; 0]);
}

#[test]
fn a_journey_knows_its_times() {
    let index = index(&["QZ1 DEL-DXB 22:00-00:15 +1", "QZ2 DXB-LHR 03:00-07:00"]);
    let journeys = index.journeys(&query("DEL", "LHR"), &where_there_is_room(|_, _| true));
    let [journey] = journeys.as_slice() else { panic!("{journeys:?}") };
    assert_eq!(journey.departs_at(), datetime!(2026-12-01 22:00 +5:30));
    assert_eq!(journey.arrives_at(), datetime!(2026-12-02 07:00 +0));
    assert_eq!(journey.minutes(), 870);
    assert_eq!(journey.stops(), 1);
    assert_eq!(journey.layovers().collect::<Vec<_>>(), [(code("DXB"), 165)]);
    assert_eq!(journey.airline(), "QZ".parse().unwrap());
    assert_eq!(journey.legs[1].date, date!(2026 - 12 - 02));
}

#[test]
fn a_flight_east_over_the_date_line_arrives_the_day_before() {
    let index = index(&["QZ1 AKL-HNL 09:00-18:40 -1", "QZ2 HNL-JFK 20:30-11:30 +1"]);
    let journeys = index.journeys(&query("AKL", "JFK"), &where_there_is_room(|_, _| true));
    assert_eq!(journeys.len(), 1);
    assert_eq!(journeys[0].legs[1].date, date!(2026 - 11 - 30));
    assert_eq!(journeys[0].arrives_at(), datetime!(2026-12-01 11:30 -5));
}

#[test]
fn a_change_takes_its_least_time_by_kind() {
    let domestic =
        ["QZ1 DEL-HYD 08:00-10:00", "QZ2 HYD-BOM 10:44-12:00", "QZ3 HYD-BOM 10:45-12:05"];
    assert_eq!(found(&index(&domestic), &query("DEL", "BOM")), ["QZ1 QZ3"]);
    let outbound =
        ["QZ1 HYD-DEL 08:00-10:00", "QZ2 DEL-DXB 10:59-13:00", "QZ3 DEL-DXB 11:00-13:05"];
    assert_eq!(found(&index(&outbound), &query("HYD", "DXB")), ["QZ1 QZ3"]);
    let inbound = ["QZ1 DXB-DEL 05:00-10:00", "QZ2 DEL-HYD 10:59-13:00", "QZ3 DEL-HYD 11:00-13:05"];
    assert_eq!(found(&index(&inbound), &query("DXB", "HYD")), ["QZ1 QZ3"]);
    let abroad = ["QZ1 DEL-DXB 08:00-10:00", "QZ2 DXB-LHR 11:29-15:00", "QZ3 DXB-LHR 11:30-15:05"];
    assert_eq!(found(&index(&abroad), &query("DEL", "LHR")), ["QZ1 QZ3"]);
}

#[test]
fn a_through_flight_needs_no_time_to_connect() {
    let flights = ["QZ1 DEL-HYD 08:00-10:00", "QZ1 HYD-BOM 10:00-12:00", "QZ2 HYD-BOM 10:20-12:10"];
    assert_eq!(found(&index(&flights), &query("DEL", "BOM")), ["QZ1 QZ1"]);
    let legs = ["QZ1 DEL-HYD 08:00-10:00", "QZ1 HYD-BOM 10:30-12:00", "QZ1 BOM-BLR 12:20-13:40"];
    assert_eq!(found(&index(&legs), &query("DEL", "BLR")), ["QZ1 QZ1 QZ1"]);
    let gone = ["QZ1 DEL-HYD 08:00-10:00", "QZ1 HYD-BOM 09:40-12:00"];
    assert_eq!(found(&index(&gone), &query("DEL", "BOM")), [""; 0]);
}

#[test]
fn an_airports_own_connecting_time_comes_first() {
    let mut network = network(&["QZ1 DEL-HYD 08:00-10:00", "QZ2 HYD-BOM 10:20-12:00"]);
    network.connecting.airports.insert(code("HYD"), ConnectingMinutes::all(20));
    assert_eq!(found(&Index::build(network.clone()), &query("DEL", "BOM")), ["QZ1 QZ2"]);
    network.connecting.airports.insert(code("HYD"), ConnectingMinutes::all(21));
    assert_eq!(found(&Index::build(network), &query("DEL", "BOM")), [""; 0]);
}

#[test]
fn a_layover_lasts_at_most_twelve_hours_unless_more_is_asked() {
    let index = index(&["QZ1 DEL-HYD 06:00-08:00", "QZ2 HYD-BOM 20:01-21:30"]);
    let query = query("DEL", "BOM");
    assert_eq!(found(&index, &query), [""; 0]);
    assert_eq!(found(&index, &Query { max_layover: Some(721), ..query.clone() }), ["QZ1 QZ2"]);
    assert_eq!(found(&index, &Query { max_layover: Some(9999), ..query.clone() }), ["QZ1 QZ2"]);
    let longer = Query { max_layover: Some(721), min_layover: Some(722), ..query };
    assert_eq!(found(&index, &longer), [""; 0]);
}

#[test]
fn a_connection_is_sold_by_one_airline_or_partners_of_the_first() {
    let flights = [
        "QZ1 DEL-HYD 08:00-10:00",
        "PX2 HYD-BOM 11:00-12:30",
        "PY3 HYD-BOM 12:00-13:30",
        "PX4 HYD-DXB 11:30-14:00",
        "PY5 DXB-LHR 16:00-20:00",
    ];
    assert_eq!(found(&index(&flights), &query("DEL", "BOM")), [""; 0]);
    let partners = vec![["PX", "QZ"].map(|code| code.parse().unwrap())];
    let with = Index::build(Network { partners: partners.clone(), ..network(&flights) });
    assert_eq!(found(&with, &query("DEL", "BOM")), ["QZ1 PX2"]);
    let chain = [partners, vec![["PX", "PY"].map(|code| code.parse().unwrap())]].concat();
    let with = Index::build(Network { partners: chain, ..network(&flights) });
    assert_eq!(found(&with, &query("DEL", "LHR")), [""; 0], "a partner's partner is no partner");
}

#[test]
fn nobody_changes_at_the_city_they_leave_or_go_to() {
    let index = index(&[
        "QZ1 LHR-LGW 06:00-06:30",
        "QZ2 LGW-FRA 09:00-11:30",
        "QZ3 FRA-LGW 13:00-13:40",
        "QZ4 LGW-LHR 16:00-16:30",
    ]);
    assert_eq!(found(&index, &query("LHR", "FRA")), [""; 0]);
    assert_eq!(found(&index, &query("FRA", "LHR")), [""; 0]);
    assert_eq!(found(&index, &query("LHR", "LGW")), ["QZ1"]);
}

#[test]
fn nobody_flies_the_other_way_round_the_world() {
    let index = index(&["QZ1 DEL-LHR 06:00-10:00", "QZ2 LHR-DXB 13:00-23:30"]);
    assert_eq!(found(&index, &query("DEL", "DXB")), [""; 0]);
    assert_eq!(found(&index, &query("DEL", "LHR")), ["QZ1"]);
}

#[test]
fn a_journey_is_dropped_for_one_of_the_same_seller_that_is_better() {
    let index = index(&[
        "QZ1 DEL-HYD 06:00-08:00",
        "QZ2 DEL-HYD 07:00-09:00",
        "QZ3 HYD-BOM 10:00-11:30",
        "QZ4 HYD-BOM 12:00-13:30",
        "PX5 DEL-HYD 05:00-07:00",
        "PX6 HYD-BOM 14:00-15:30",
        "QZ7 DEL-BOM 12:00-14:10",
        "QZ8 DEL-BOM 12:30-14:00",
    ]);
    let found = found(&index, &query("DEL", "BOM"));
    assert_eq!(found, ["PX5 PX6", "QZ2 QZ3", "QZ7", "QZ8"], "direct flights always stay");
}

#[test]
fn of_equals_the_one_with_more_time_to_change_stays() {
    let index = index(&[
        "QZ1 DEL-HYD 06:00-08:00",
        "QZ2 HYD-BOM 12:00-13:30",
        "QZ3 DEL-BLR 06:00-08:40",
        "QZ4 BLR-BOM 09:30-13:30",
    ]);
    assert_eq!(found(&index, &query("DEL", "BOM")), ["QZ1 QZ2"]);
}

#[test]
fn a_filter_never_hides_what_it_lets_through() {
    let index = index(&[
        "QZ1 DEL-HYD 06:00-08:00",
        "QZ2 HYD-BOM 09:00-10:30",
        "QZ3 HYD-BOM 13:00-14:30",
        "QZ4 DEL-BLR 05:00-07:00",
        "QZ5 BLR-BOM 11:00-15:30",
    ]);
    let all = query("DEL", "BOM");
    assert_eq!(found(&index, &all), ["QZ1 QZ2"]);
    assert_eq!(found(&index, &Query { min_layover: Some(120), ..all.clone() }), ["QZ1 QZ3"]);
    assert_eq!(found(&index, &Query { via: Some(code("BLR")), ..all.clone() }), ["QZ4 QZ5"]);
    let number = Some("QZ3".parse().unwrap());
    assert_eq!(found(&index, &Query { flight_number: number, ..all.clone() }), ["QZ1 QZ3"]);
    let arrival_window = Some(Window::new(14 * 60, 15 * 60).unwrap());
    assert_eq!(found(&index, &Query { arrival_window, ..all.clone() }), ["QZ1 QZ3"]);
    let departure_window = Some(Window::new(5 * 60, 6 * 60).unwrap());
    assert_eq!(found(&index, &Query { departure_window, ..all.clone() }), ["QZ4 QZ5"]);
    assert_eq!(found(&index, &Query { max_minutes: Some(269), ..all }), [""; 0]);
}

#[test]
fn airlines_are_wanted_for_all_flights_or_unwanted_for_any() {
    let flights = ["QZ1 DEL-HYD 06:00-08:00", "PX2 HYD-BOM 09:00-10:30", "QZ3 HYD-BOM 10:00-11:30"];
    let partners = vec![["PX", "QZ"].map(|code| code.parse().unwrap())];
    let index = Index::build(Network { partners, ..network(&flights) });
    let all = query("DEL", "BOM");
    let airline = |code: &str| vec![code.parse().unwrap()];
    assert_eq!(found(&index, &all), ["QZ1 PX2"]);
    assert_eq!(found(&index, &Query { airlines: airline("QZ"), ..all.clone() }), ["QZ1 QZ3"]);
    assert_eq!(found(&index, &Query { airlines: airline("ZZ"), ..all.clone() }), [""; 0]);
    assert_eq!(found(&index, &Query { exclude_airlines: airline("PX"), ..all }), ["QZ1 QZ3"]);
}

#[test]
fn what_has_no_room_or_is_closed_for_sale_is_not_offered() {
    let index = index(&[
        "QZ1 DEL-HYD 06:00-08:00",
        "QZ2 HYD-BOM 09:00-10:30",
        "QZ3 HYD-BOM 10:00-11:30",
        "QZ4 DEL-BOM 05:00-09:00",
    ]);
    let asked = RefCell::new(Vec::new());
    let market = where_there_is_room(|flight, date| {
        asked.borrow_mut().push(date);
        flight.number != "QZ2".parse().unwrap()
    });
    let journeys = index.journeys(&query("DEL", "BOM"), &market);
    assert_eq!(journeys.iter().map(numbers).collect::<Vec<_>>(), ["QZ4", "QZ1 QZ3"]);
    assert!(asked.borrow().iter().all(|date| *date == DAY));

    let at = |not_before| Query { not_before, ..query("DEL", "BOM") };
    assert_eq!(found(&index, &at(datetime!(2026-12-01 06:00 +5:30))), ["QZ1 QZ2"]);
    assert_eq!(found(&index, &at(datetime!(2026-12-01 06:00:01 +5:30))), [""; 0]);
}

#[test]
fn stops_are_at_most_as_many_as_asked() {
    let index = index(&[
        "QZ1 DEL-BOM 06:00-08:10",
        "QZ2 BOM-DXB 10:00-11:40",
        "QZ3 DXB-LHR 14:00-18:00",
        "QZ4 DEL-DXB 01:00-03:30",
        "QZ5 LHR-JFK 20:30-23:30",
    ]);
    let stops = |max_stops| found(&index, &Query { max_stops, ..query("DEL", "LHR") });
    assert_eq!(stops(0), [""; 0]);
    assert_eq!(stops(1), ["QZ4 QZ3"]);
    assert_eq!(stops(2), ["QZ4 QZ3", "QZ1 QZ2 QZ3"]);
    assert_eq!(found(&index, &query("DEL", "JFK")), ["QZ4 QZ3 QZ5"], "never three");
}

#[test]
fn any_airport_of_a_city_will_do() {
    let index = index(&["QZ1 DEL-LHR 06:00-10:00", "QZ2 DEL-LGW 07:00-11:00"]);
    let london = index.place("London").unwrap();
    let query = Query { destinations: london.airports, ..query("DEL", "LHR") };
    assert_eq!(found(&index, &query), ["QZ1", "QZ2"]);
    let twice = Query { origins: vec![code("DEL"); 2], ..query };
    assert_eq!(found(&index, &twice), ["QZ1", "QZ2"]);
}

#[test]
fn unknown_airports_and_far_dates_find_nothing() {
    let index = index(&["QZ1 DEL-LHR 06:00-10:00"]);
    assert_eq!(found(&index, &query("DEL", "XXX")), [""; 0]);
    assert_eq!(found(&index, &query("DEL", "DEL")), [""; 0]);
    for date in [time::Date::MIN, time::Date::MAX] {
        assert_eq!(found(&index, &Query { date, ..query("DEL", "LHR") }), [""; 0]);
    }
    let empty = Index::build(Network::default());
    assert_eq!(found(&empty, &query("DEL", "LHR")), [""; 0]);
}

#[test]
fn flights_and_airports_keep_their_order_and_are_found() {
    let index =
        index(&["QZ2 DEL-LHR 06:00-10:00", "PX9 LHR-DEL 06:00-18:00", "QZ1 DEL-XXX 06:00-10:00"]);
    let numbers: Vec<String> = index.flights().iter().map(|it| it.number.to_string()).collect();
    assert_eq!(numbers, ["PX9", "QZ2"], "a flight needs its airports");
    for flight in index.flights() {
        assert!(index.rows_of(flight.id).any(|row| row == flight));
        assert!(index.departure(flight, DAY).is_some());
        assert!(index.departure(flight, date!(2027 - 01 - 01)).is_none());
    }
    assert_eq!(index.rows_of(flight("QZ1 DEL-BOM 06:00-10:00").id).len(), 0);
    assert!(index.airports().is_sorted_by_key(|airport| airport.iata));
    assert_eq!(index.airport(code("DEL")).unwrap().city, "New Delhi");
}
