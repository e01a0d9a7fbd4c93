//! What an operator may count on when loading a timetable.
//!
//! The real file of New York has no day offsets, and flights over night and over
//! the zones: it must load as it is.

use std::collections::HashMap;

use proptest::prelude::*;
use time::macros::{date, time};

use super::*;
use crate::airports;

const NEW_YORK: &[u8] = include_bytes!("../samples/nyc-timetable-2013.csv");
const AIRPORTS: &[u8] = include_bytes!("../samples/nyc-airports.csv");
const MORE_AIRPORTS: &str = "iata,name,city,country,latitude,longitude,time_zone\n\
    AKL,Auckland,Auckland,NZ,-37.01,174.79,Pacific/Auckland\n\
    DEL,Delhi,New Delhi,IN,28.57,77.1,Asia/Kolkata\n\
    JAI,Jaipur,Jaipur,IN,26.82,75.81,Asia/Kolkata\n\
    LHR,Heathrow,London,GB,51.47,-0.46,Europe/London\n";
const HEADER: &str =
    "airline,flight_number,origin,destination,departure_local,arrival_local,days_of_week";

fn defaults() -> TimetableDefaults {
    TimetableDefaults {
        valid_from: date!(2026 - 10 - 25),
        valid_until: date!(2027 - 03 - 27),
        aircraft: AircraftByDistance::usual().unwrap(),
    }
}

fn read(file: &[u8]) -> Result<Vec<Flight>, RowErrors> {
    let known: HashMap<_, _> = [AIRPORTS, MORE_AIRPORTS.as_bytes()]
        .into_iter()
        .flat_map(|file| airports(file).unwrap())
        .map(|airport| (airport.iata, airport))
        .collect();
    timetable(file, &|code| known.get(&code), &defaults())
}

fn rows(rows: &str) -> Result<Vec<Flight>, RowErrors> {
    read(format!("{HEADER}\n{rows}").as_bytes())
}

#[test]
fn a_real_timetable_loads_as_it_is() {
    let flights = read(NEW_YORK).unwrap();
    // 2,046 rows, three of which revise the arrival of another.
    assert_eq!(flights.len(), 2_043);

    let overnight = flights.iter().filter(|flight| flight.arrival_day_offset == 1).count();
    assert!(overnight > 10 && overnight < flights.len() / 10, "{overnight}");
    assert!(flights.iter().all(|flight| (0..=1).contains(&flight.arrival_day_offset)));
}

#[test]
fn a_row_says_what_it_must_and_the_rest_is_filled_in() {
    let flights = rows("AI,161,DEL,LHR,02:30,07:00,1457\n").unwrap();
    let flight = &flights[0];
    assert_eq!(flight.number.to_string(), "AI161");
    assert_eq!(flight.operating_airline, flight.number.airline());
    assert_eq!((flight.departs, flight.arrives), (time!(02:30), time!(07:00)));
    assert_eq!(flight.arrival_day_offset, 0);
    assert_eq!(flight.days.to_string(), "1457");
    assert_eq!(
        (flight.valid_from, flight.valid_until),
        (defaults().valid_from, defaults().valid_until)
    );
    assert_eq!(flight.aircraft.as_str(), "789");
}

#[test]
fn a_row_may_say_everything() {
    let header =
        format!("arrival_day_offset,aircraft,valid_until,valid_from,operating_airline,{HEADER}");
    let row = "1,77W,2026-12-31,2026-12-01,BA,AI,0009,LHR,DEL,20:30,10:00,7";
    let flights = read(format!("{header}\n{row}\n").as_bytes()).unwrap();
    let flight = &flights[0];
    assert_eq!(flight.number.to_string(), "AI9");
    assert_eq!(flight.operating_airline.as_str(), "BA");
    assert_eq!(
        (flight.valid_from, flight.valid_until),
        (date!(2026 - 12 - 01), date!(2026 - 12 - 31))
    );
    assert_eq!((flight.arrival_day_offset, flight.aircraft.as_str()), (1, "77W"));
}

#[test]
fn aircraft_follow_the_distance() {
    let flights = rows("AI,1,DEL,JAI,08:00,09:00,1\nAA,1,JFK,LAX,08:00,11:00,1\n").unwrap();
    let aircraft: Vec<_> = flights.iter().map(|flight| flight.aircraft.to_string()).collect();
    assert_eq!(aircraft, ["AT7", "320"]);
}

#[test]
fn the_day_of_arrival_comes_from_both_clocks() {
    let flights = rows(
        "NZ,10,AKL,HNL,23:55,09:50,1\nAI,112,LHR,DEL,20:30,10:15,1\nB6,1,JFK,PHX,22:00,23:59,1\n",
    )
    .unwrap();
    let offsets: Vec<_> = flights.iter().map(|flight| flight.arrival_day_offset).collect();
    assert_eq!(offsets, [0, 1, 0]);
}

#[test]
fn the_same_row_read_again_is_the_same_flight() {
    let row = "AI,161,DEL,LHR,02:30,07:00,1457\n";
    assert_eq!(rows(row).unwrap()[0].id, rows(row).unwrap()[0].id);
}

#[test]
fn a_row_with_another_arrival_revises_the_earlier_one() {
    let flights =
        rows("AI,161,DEL,LHR,02:30,07:00,1457\nAI,161,DEL,LHR,02:30,07:10,1457\n").unwrap();
    assert_eq!(flights.len(), 1);
    assert_eq!(flights[0].arrives, time!(07:10));
}

#[test]
fn one_bad_row_refuses_the_file_and_every_fault_is_told() {
    let errors = rows(
        "AI,161,DEL,LHR,02:30,07:00,1457\n\
         11,0,DEL,XXX,25:00,7:00,71\n\
         AI,162,DEL,DEL,02:30,07:00,1\n\
         AI,161,DEL,LHR,02:30,07:00,1457\n",
    )
    .unwrap_err();
    assert_eq!(
        errors.to_string(),
        "line 3, column airline: \"11\" is not a two-character IATA airline code\n\
         line 3, column flight_number: \"0\" is not a flight number from 1 to 9999\n\
         line 3, column destination: there is no airport XXX: load its row first\n\
         line 3, column departure_local: \"25:00\" is not a time such as 08:05\n\
         line 3, column arrival_local: \"7:00\" is not a time such as 08:05\n\
         line 3, column days_of_week: \"71\" is not days of the week such as 1457, where 1 is \
         Monday\n\
         line 4, column destination: is the origin\n\
         line 5: lines 2 and 5 are the same flight"
    );
}

#[test]
fn a_flight_that_arrives_before_it_leaves_is_refused() {
    let file = format!("{HEADER},arrival_day_offset\nAI,161,LHR,DEL,20:30,10:00,1,0\n");
    assert_eq!(
        read(file.as_bytes()).unwrap_err().to_string(),
        "line 2, column arrival_day_offset: the flight would arrive before it leaves: 1 is the least"
    );
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let known = |_: AirportCode| None;
        let file = [HEADER.as_bytes(), b"\n", &bytes].concat();
        let _ = timetable(&bytes, &known, &defaults());
        let _ = timetable(&file, &known, &defaults());
    }

    #[test]
    fn no_row_is_too_strange(fields in prop::collection::vec("[ -~]{0,8}|é|[0-9:]{4,5}", 7)) {
        let _ = rows(&fields.join(","));
    }
}
