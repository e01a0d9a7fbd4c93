//! What an operator may count on when loading a timetable.
//!
//! The real file of New York has no day offsets, and flights overnight and across zones: all of it
//! is read, but for its contradictions.

mod codeshares;
mod refused;
mod written;

use std::collections::HashMap;
use std::sync::LazyLock;

use time::macros::{date, time};

use super::*;
use crate::airports;

const NEW_YORK: &[u8] = include_bytes!("../samples/nyc-timetable-2013.csv");
const AIRPORTS: &[u8] = include_bytes!("../samples/nyc-airports.csv");
const MORE_AIRPORTS: &str = "iata,name,city,country,latitude,longitude,time_zone\n\
    AKL,Auckland,Auckland,NZ,-37.01,174.79,Pacific/Auckland\n\
    BOM,Mumbai,Mumbai,IN,19.09,72.87,Asia/Kolkata\n\
    DEL,Delhi,New Delhi,IN,28.57,77.1,Asia/Kolkata\n\
    IXC,Chandigarh,Chandigarh,IN,30.67,76.79,Asia/Kolkata\n\
    JAI,Jaipur,Jaipur,IN,26.82,75.81,Asia/Kolkata\n\
    LHR,Heathrow,London,GB,51.47,-0.46,Europe/London\n\
    PPW,Papa Westray,Papa Westray,GB,59.3517,-2.9003,Europe/London\n\
    WRY,Westray,Westray,GB,59.3503,-2.95,Europe/London\n";
const HEADER: &str =
    "airline,flight_number,origin,destination,departure_local,arrival_local,days_of_week";

fn defaults() -> TimetableDefaults {
    TimetableDefaults {
        valid_from: date!(2026 - 10 - 25),
        valid_until: date!(2027 - 03 - 27),
        aircraft: AircraftByDistance::usual().unwrap(),
        not_before: Some(date!(2026 - 11 - 28)),
    }
}

fn read_by(file: &[u8], defaults: &TimetableDefaults) -> Result<TimetableFile, RowErrors> {
    static KNOWN: LazyLock<HashMap<AirportCode, Airport>> = LazyLock::new(|| {
        [AIRPORTS, MORE_AIRPORTS.as_bytes()]
            .into_iter()
            .flat_map(|file| airports(file).unwrap().rows)
            .map(|airport| (airport.iata, airport))
            .collect()
    });
    timetable(file, &|code| KNOWN.get(&code), defaults)
}

fn read(file: &[u8]) -> Result<TimetableFile, RowErrors> {
    read_by(file, &defaults())
}

fn rows(rows: &str) -> Result<Vec<Flight>, RowErrors> {
    read(format!("{HEADER}\n{rows}").as_bytes()).map(|file| file.rows)
}

fn faults(file: &str) -> String {
    read(file.as_bytes()).unwrap_err().to_string()
}

/// The file of New York without the rows on some lines.
fn new_york_without(lines: &[u64]) -> Vec<u8> {
    let text = std::str::from_utf8(NEW_YORK).unwrap();
    let kept = (1..).zip(text.lines()).filter(|(line, _)| !lines.contains(line));
    kept.flat_map(|(_, row)| [row, "\n"].concat().into_bytes()).collect()
}

/// It has what was flown in two weeks: a flight that was moved on one of them stands there with
/// both of its times for one day of the week.
#[test]
fn a_real_timetable_that_contradicts_itself_is_told_where() {
    let errors = read(NEW_YORK).unwrap_err();
    assert_eq!((errors.listed.len(), errors.unlisted), (44, 0));
    assert_eq!(
        errors.listed[0].to_string(),
        "line 201: lines 200 and 201 both say when AS7 EWR-SEA leaves on 2026-10-26"
    );
}

#[test]
fn a_real_timetable_loads_once_it_is_consistent() {
    let contradicted: Vec<u64> =
        read(NEW_YORK).unwrap_err().listed.iter().map(|error| error.line).collect();
    let file = read(&new_york_without(&contradicted)).unwrap();
    assert_eq!((file.read, file.repeated), (2_046 - 44, 0));
    assert_eq!(file.rows.len() + file.merged, 2_046 - 44);
    assert_eq!(file.airlines.len(), 15);

    let overnight = file.rows.iter().filter(|flight| flight.arrival_day_offset == 1).count();
    assert!(overnight > 10 && overnight < file.rows.len() / 10, "{overnight}");
    assert!(file.rows.iter().all(|flight| (0..=1).contains(&flight.arrival_day_offset)));
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
    let flights = read(format!("{header}\n{row}\n").as_bytes()).unwrap().rows;
    let flight = &flights[0];
    assert_eq!(flight.number.to_string(), "AI9");
    assert_eq!(flight.operating_airline.as_str(), "BA");
    assert_eq!(
        (flight.valid_from, flight.valid_until),
        (date!(2026 - 12 - 01), date!(2026 - 12 - 31))
    );
    assert_eq!(flight.operating_number, None);
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
fn a_later_edition_of_a_row_is_the_same_flight() {
    let earlier = rows("9I,617,DEL,IXC,06:30,07:45,1234567\n").unwrap();
    let later = rows("9I,617,DEL,IXC,06:35,07:50,135\n").unwrap();
    assert_eq!(earlier[0].id, later[0].id);
    let files = [
        &include_bytes!("../samples/revised-1.csv")[..],
        include_bytes!("../samples/revised-2.csv"),
    ];
    let [first, second] = files.map(|file| read(file).unwrap().rows);
    assert_eq!(first[0].id, second[0].id);
}

#[test]
fn a_file_as_a_spreadsheet_exports_it_is_read() {
    let file = read(include_bytes!("../samples/semicolons.csv")).unwrap();
    assert_eq!(file.rows[0].number.to_string(), "9I617");
    assert_eq!(file.rows[0].aircraft.as_str(), "AT4");
    let file = read(include_bytes!("../samples/blank-header.csv")).unwrap();
    assert_eq!((file.rows.len(), file.notes.len()), (1, 0));
}

#[test]
fn other_spellings_are_read_as_what_they_mean() {
    let plain = "airline,flight_number,origin,destination,departure_local,arrival_local,\
                 days_of_week,valid_from,valid_until,aircraft\n\
                 AI,161A,DEL,BOM,08:00,10:10,135,2026-12-01,2027-03-27,320\n";
    let other = "Flight No\tFrom\tTo\tSTD\tSTA\tFreq\tEff From\tEff To\tA/C Type\tCarrier\t\t\n\
                 AI 161A\tdel\tbom\t08:00:00\t10:10 AM\t1.3.5..\t01DEC26\t27 Mar 2027\tA320\tai\t\t\n\
                 \t\t\t\t\t\t\t\t\t\t\t\n";
    let (plain, other) = (read(plain.as_bytes()).unwrap(), read(other.as_bytes()).unwrap());
    assert_eq!(plain.rows, other.rows);
    assert!(other.notes[0].starts_with("columns read by other names: "), "{:?}", other.notes);
}

#[test]
fn the_airline_may_stand_ahead_of_the_number_alone() {
    let header = HEADER.strip_prefix("airline,").unwrap();
    let file = read(format!("{header}\n6E200,DEL,BOM,06:00,08:10,1\n").as_bytes()).unwrap();
    assert_eq!(file.rows[0].number.to_string(), "6E200");
    assert_eq!(
        faults(&format!("{header}\n200,DEL,BOM,06:00,08:10,1\n")),
        "line 2, column flight_number: \"200\" names no airline: give it in a column of its own, \
         or as in AI161"
    );
}

#[test]
fn an_exact_repeat_is_counted_and_passed_over() {
    let row = "AI,161,DEL,LHR,02:30,07:00,1457\n";
    let again = "ai,AI161,DEL,LHR,0230,0700,1 4 5 7\n";
    let file = read(format!("{HEADER}\n{row}{again}{row}").as_bytes()).unwrap();
    assert_eq!((file.rows.len(), file.read, file.repeated, file.merged), (1, 3, 2, 0));
}

#[test]
fn rows_that_differ_in_days_or_season_alone_are_merged() {
    let header = format!("{HEADER},valid_from,valid_until");
    let file = format!(
        "{header}\n\
         6E,200,DEL,BOM,06:00,08:10,135,2026-12-01,2026-12-31\n\
         6E,200,DEL,BOM,06:00,08:10,24,2026-12-01,2026-12-31\n\
         6E,200,DEL,BOM,06:00,08:10,12345,2027-01-01,2027-03-27\n\
         6E,200,DEL,BOM,07:00,09:10,67,2026-12-01,2027-03-27\n"
    );
    let file = read(file.as_bytes()).unwrap();
    assert_eq!((file.rows.len(), file.read, file.merged), (2, 4, 2));
    assert_eq!(file.rows[0].days.to_string(), "12345");
    assert_eq!(file.rows[0].valid_until, date!(2027 - 03 - 27));
}
