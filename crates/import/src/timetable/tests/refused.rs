//! What is refused, and in which words.

use super::*;

#[test]
fn one_bad_row_refuses_the_file_and_every_fault_is_told() {
    let errors = rows(
        "AI,161,DEL,LHR,02:30,07:00,1457\n\
         11,0,DEL,XXX,25:00,7,1-5\n\
         AI,162,DEL,DEL,02:30,07:00,1\n",
    )
    .unwrap_err();
    assert_eq!(
        errors.to_string(),
        "line 3, column airline: \"11\" is not a two-character IATA airline code\n\
         line 3, column flight_number: \"0\" is not a flight number such as 161, 161A or AI161\n\
         line 3, column destination: there is no airport XXX: load its row first\n\
         line 3, column departure_local: \"25:00\" is not a local time such as 08:05\n\
         line 3, column arrival_local: \"7\" is not a local time such as 08:05\n\
         line 3, column days_of_week: \"1-5\" is not days of the week such as 1457, where 1 is \
         Monday\n\
         line 4, column destination: is the origin"
    );
}

#[test]
fn faults_name_columns_as_the_file_does() {
    let file = "Carrier;Flt No;From;To;STD;STA;Days of Op\n6E;200;DEL;BOM;6am;x;135\n";
    let faults = faults(&file.replace("Days of Op", "Freq"));
    assert_eq!(faults, "line 2, column STA: \"x\" is not a local time such as 08:05");
}

#[test]
fn one_digit_a_row_is_no_frequency() {
    let file = HEADER.replace("days_of_week", "Freq");
    let once = format!("{file}\n6E,200,DEL,BOM,06:00,08:10,7\n6E,201,BOM,DEL,06:00,08:10,5\n");
    assert!(faults(&once).starts_with("line 1, column Freq: has one digit in each row"));
    let days = format!("{file}\n6E,200,DEL,BOM,06:00,08:10,7\n6E,201,BOM,DEL,06:00,08:10,15\n");
    assert_eq!(read(days.as_bytes()).unwrap().rows.len(), 2);
}

#[test]
fn two_rows_for_one_departure_are_both_named() {
    let errors = read(include_bytes!("../../samples/overlap.csv")).unwrap_err();
    assert_eq!(
        errors.to_string(),
        "line 3: lines 2 and 3 both say when 6E200 DEL-BOM leaves on 2027-02-01"
    );
    let days = rows("6E,200,DEL,BOM,06:00,08:10,1457\n6E,200,DEL,BOM,06:00,08:10,12\n");
    assert_eq!(
        days.unwrap_err().to_string(),
        "line 3: lines 2 and 3 both say when 6E200 DEL-BOM leaves on 2026-10-26"
    );
    let suffix = rows("6E,200,DEL,BOM,06:00,08:10,1\n6E,200A,DEL,BOM,06:00,08:10,1\n");
    assert_eq!(suffix.unwrap().len(), 2);
}

#[test]
fn times_that_no_airliner_flies_are_faults() {
    let refused = |row: &str| rows(row).unwrap_err().to_string();
    assert_eq!(
        refused("6E,200,DEL,BOM,06:00,06:10,1\n"),
        "line 2, column arrival_local: would take 10 min or 24 h 10: DEL to BOM is 1138 km, which \
         takes 1 h 05 to 7 h 44"
    );
    assert_eq!(
        refused("6E,200,DEL,BOM,06:00,06:00,1\n"),
        "line 2, column arrival_local: would take 0 min or 24 h 00: DEL to BOM is 1138 km, which \
         takes 1 h 05 to 7 h 44"
    );
    assert!(refused("6E,200,DEL,BOM,06:00,05:00,1\n").contains("would take 23 h 00 or 47 h 00"));
    assert_eq!(rows("LM,711,WRY,PPW,09:05,09:07,1\n").unwrap()[0].arrival_day_offset, 0);
}

#[test]
fn a_day_of_arrival_that_is_given_is_held_to_the_same() {
    let header = format!("{HEADER},arrival_day_offset");
    assert_eq!(
        faults(&format!("{header}\nAI,161,LHR,DEL,20:30,10:00,1,0\n")),
        "line 2, column arrival_local: would arrive before it leaves with the day offset 0: LHR to \
         DEL is 6731 km, which takes 6 h 24 to 22 h 00"
    );
    assert!(
        faults(&format!("{header}\n6E,200,DEL,BOM,06:00,08:10,1,1\n"))
            .contains("would take 26 h 10 with the day offset 1")
    );
    assert!(
        faults(&format!("{header}\nAI,161,LHR,DEL,20:30,10:00+1,1,2\n"))
            .contains("column arrival_day_offset: is another day than the one behind the time")
    );
    let file = read(format!("{HEADER}\nAI,161,LHR,DEL,20:30,10:00+1,1\n").as_bytes()).unwrap();
    assert_eq!(file.rows[0].arrival_day_offset, 1);
}

#[test]
fn a_timetable_that_is_over_is_not_loaded_without_a_word() {
    let header = format!("{HEADER},valid_from,valid_until");
    let old = "AI,161,DEL,LHR,02:30,07:00,1457,2013-07-01,2013-07-14\n";
    let file = format!("{header}\n{old}");
    assert_eq!(
        faults(&file),
        "every season of this file is over: the last ends on 2013-07-14, before 2026-11-28"
    );
    let asked_for = TimetableDefaults { not_before: None, ..defaults() };
    assert_eq!(read_by(file.as_bytes(), &asked_for).unwrap().rows.len(), 1);

    let now = "AI,161,DEL,LHR,02:30,07:00,1457,2026-12-01,2026-12-31\n";
    let file = read(format!("{header}\n{old}{now}").as_bytes()).unwrap();
    assert_eq!(file.rows.len(), 2);
    assert_eq!(file.notes, ["seasons that end before 2026-11-28 change nothing: line 2"]);
}

#[test]
fn a_header_without_rows_empties_nothing() {
    let errors = read(include_bytes!("../../samples/header-only.csv")).unwrap_err();
    assert_eq!(
        errors.to_string(),
        "line 1: the file has a header and no rows: there is nothing to load"
    );
}
