//! What becomes of flights that one airline sells and another flies.

use super::*;

#[test]
fn a_codeshare_sells_the_seats_of_its_operating_flight() {
    let header = format!("{HEADER},operating_airline,operating_flight_number");
    let file = format!(
        "{header}\n\
         AI,161,DEL,LHR,02:30,07:00,1457,,\n\
         UA,7001,DEL,LHR,02:30,07:00,14,AI,161\n\
         LH,5001,DEL,LHR,02:30,07:00,1,,AI161\n\
         AC,6001,DEL,LHR,02:30,07:00,17,ai,\n\
         NH,6301,DEL,LHR,02:30,07:00,2,AI,\n\
         SQ,2001,DEL,LHR,03:30,08:00,1,AI,\n"
    );
    let file = read(file.as_bytes()).unwrap();
    let operating: Vec<_> = file
        .rows
        .iter()
        .map(|flight| flight.operating_number.map(|number| number.to_string()))
        .collect();
    let known = Some("AI161".to_owned());
    assert_eq!(operating, [None, known.clone(), known.clone(), known, None, None]);
    assert!(file.rows.iter().all(|flight| flight.operating_airline.as_str() == "AI"));
    assert_eq!(file.rows[3].inventory(), Some(file.rows[0].id));
    assert_eq!(file.rows[4].inventory(), None);
    assert_eq!(
        file.notes,
        [
            "operating flights found in the file for 1 codeshare rows",
            "codeshares that are not sold until their operating_flight_number is known: lines 6, 7",
        ]
    );
    assert_eq!(file.airlines.len(), 6);
}

#[test]
fn a_wet_lease_is_flown_by_another_and_keeps_its_own_seats() {
    let header = format!("{HEADER},operating_airline,operating_flight_number");
    let file = format!(
        "{header}\n\
         XY,20,DEL,LHR,02:30,07:00,1,AB,XY20\n\
         XY,20,DEL,LHR,02:30,07:00,2,AB,XY020\n\
         XY,20,DEL,LHR,02:30,07:00,3,AB,20\n"
    );
    let rows = read(file.as_bytes()).unwrap().rows;
    let of = |row: usize| (rows[row].operating_airline.to_string(), rows[row].inventory());
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(of(0), ("AB".to_owned(), Some(rows[0].id)));
    assert_ne!(of(1).1, Some(rows[1].id), "the number alone is one of AB");
}

#[test]
fn two_operating_flights_at_one_time_leave_a_codeshare_open() {
    let header = format!("{HEADER},operating_airline");
    let file = format!(
        "{header}\n\
         AI,161,DEL,LHR,02:30,07:00,1,\n\
         AI,163,DEL,LHR,02:30,07:00,1,\n\
         UA,7001,DEL,LHR,02:30,07:00,1,AI\n"
    );
    assert_eq!(read(file.as_bytes()).unwrap().rows[2].operating_number, None);
}

#[test]
fn an_operating_flight_is_of_the_airline_that_is_named() {
    let header = format!("{HEADER},operating_airline,operating_flight_number");
    let faults = faults(&format!(
        "{header}\n\
         UA,7001,DEL,LHR,02:30,07:00,1,AI,6E161\n\
         UA,7001,DEL,LHR,02:30,07:00,2,,161\n\
         UA,7001,DEL,LHR,02:30,07:00,3,,UA161\n"
    ));
    assert_eq!(
        faults,
        "line 2, column operating_flight_number: \"6E161\" is a flight of 6E, and the row one of \
         AI\n\
         line 3, column operating_flight_number: \"161\" names no airline: give it in a column of \
         its own, or as in AI161\n\
         line 4, column operating_flight_number: UA161 is of the airline that sells UA7001 itself"
    );
}
