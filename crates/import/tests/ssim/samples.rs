//! The sample files, and what is read from each.

use airside_import::{SsimFile, SsimRow, is_ssim};
use airside_timetable::Flight;

use crate::line::{delhi_to_mumbai, file};
use crate::world::{faults, read};

const LOCAL: &str = include_str!("../../src/samples/ssim/local.txt");
const UTC: &str = include_str!("../../src/samples/ssim/utc.txt");
const THROUGH: &str = include_str!("../../src/samples/ssim/through.txt");
const CODESHARES: &str = include_str!("../../src/samples/ssim/codeshares.txt");
const PERIODS: &str = include_str!("../../src/samples/ssim/periods.txt");
const BROKEN: &str = include_str!("../../src/samples/ssim/broken.txt");

/// `QZ12 DEL 08:00 BOM 10:10+0 1234567 2026-03-29 2026-10-24 320`
fn row(flight: &Flight) -> String {
    let clock = |time: time::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    format!(
        "{} {} {} {} {}{:+} {} {} {} {}",
        flight.number,
        flight.origin,
        clock(flight.departs),
        flight.destination,
        clock(flight.arrives),
        flight.arrival_day_offset,
        flight.days,
        flight.valid_from,
        flight.valid_until,
        flight.aircraft,
    )
}

fn rows(file: &SsimFile) -> Vec<String> {
    file.rows.iter().map(|it| row(&it.flight)).collect()
}

#[test]
fn a_schedule_of_local_times_becomes_a_row_for_each_leg_that_is_sold() {
    assert!(is_ssim(LOCAL.as_bytes()));
    let file = read(LOCAL).unwrap();
    assert_eq!(
        rows(&file),
        [
            "QZ12 DEL 08:00 BOM 10:10+0 1234567 2026-03-29 2026-10-24 320",
            "QZ12D DEL 21:30 BOM 23:40+0 5 2026-05-01 2026-05-01 320",
            // It arrives at 2400.
            "QZ14 BOM 22:00 DEL 00:00+1 135 2026-03-30 2026-06-28 32N",
            "QZ14 BOM 22:15 DEL 00:25+1 135 2026-06-29 2026-10-24 32N",
            // Passengers leave on the evening before the aircraft does.
            "QZ16 BOM 23:50 DEL 02:25+1 247 2026-03-31 2026-04-29 32N",
            "QZ90 AKL 23:55 HNL 09:45+0 7 2026-03-29 2026-10-24 789",
            "QZ91 HNL 11:00 AKL 19:30+1 4 2026-03-29 2026-10-24 789",
        ]
    );
    assert_eq!((file.read, file.left_out, file.repeated), (9, 2, 0));
    assert_eq!(
        file.notes,
        [
            "1 leg is left out: service type F, scheduled cargo and mail",
            "1 leg is left out: service type P, not for revenue: positioning, ferry",
        ]
    );
    let seats: Vec<_> = file.rows.iter().map(|row| row.seats.unwrap()).collect();
    assert_eq!((seats[0].business, seats[0].economy), (12, 168));
    assert_eq!((seats[5].business, seats[5].premium_economy, seats[5].economy), (32, 35, 227));
    assert_eq!(file.airlines, ["QZ".parse().unwrap()].into());
    assert!(file.rows.iter().all(SsimRow::may_be_sold_alone));
    assert_eq!((file.rows[0].line, file.rows[6].line), (11, 19));
}

#[test]
fn in_utc_mode_days_move_to_the_local_date_and_clock_changes_split_a_period() {
    let file = read(UTC).unwrap();
    assert_eq!(
        rows(&file),
        [
            // Summer time ends in London on 25 October, in New York on 1 November.
            "QZ111 DEL 02:00 LHR 06:30+0 246 2026-10-03 2026-10-24 77W",
            "QZ111 DEL 02:00 LHR 05:30+0 246 2026-10-27 2026-10-31 77W",
            "QZ115 LHR 18:00 JFK 21:00+0 1234567 2026-10-01 2026-10-24 77W",
            "QZ115 LHR 17:00 JFK 21:00+0 1234567 2026-10-25 2026-10-31 77W",
            "QZ115 LHR 17:00 JFK 20:00+0 1234567 2026-11-01 2026-11-07 77W",
            "QZ117 FRA 03:30 LHR 04:00+0 7 2026-10-18 2026-10-18 320",
            "QZ117 FRA 02:30 LHR 03:00+0 7 2026-10-25 2026-11-01 320",
        ]
    );
    assert_eq!(
        file.notes,
        ["1 leg in the second of two equal hours, as on 2026-10-25: the clock time is kept, and \
          means the first (line 5)"]
    );
}

#[test]
fn a_through_flight_is_its_legs_and_restrictions_stay_with_them() {
    let file = read(THROUGH).unwrap();
    assert_eq!(
        rows(&file),
        [
            "QZ301 DEL 22:00 DXB 00:10+1 135 2026-03-30 2026-10-23 77W",
            "QZ301 DXB 01:45 FRA 06:30+0 246 2026-03-31 2026-10-24 77W",
            "QZ301 FRA 08:30 JFK 11:00+0 246 2026-03-31 2026-10-24 77W",
        ]
    );
    let letters: Vec<_> = file.rows.iter().map(|row| row.restriction.map(|it| it.letter)).collect();
    assert_eq!(letters, [None, Some('A'), Some('K')]);
    let alone: Vec<_> = file.rows.iter().map(SsimRow::may_be_sold_alone).collect();
    assert_eq!(alone, [true, false, false]);
    assert_eq!(
        file.notes,
        [
            "2 legs may not be sold alone, by traffic restriction (lines 4, 5)",
            "1 leg may not carry everybody on to a later stop; restrictions of several legs are \
             not kept (line 3)",
        ]
    );
    // Too long for the leg, its configuration is in data element 108.
    let seats = file.rows[2].seats.unwrap();
    assert_eq!(
        (seats.first, seats.business, seats.premium_economy, seats.economy),
        (8, 40, 24, 258)
    );
}

#[test]
fn a_codeshare_takes_the_seats_of_its_operating_leg() {
    let file = read(CODESHARES).unwrap();
    let said: Vec<_> = file
        .rows
        .iter()
        .map(|row| {
            let Flight { number, operating_airline, operating_number, .. } = row.flight;
            let operating = operating_number.map(|it| it.to_string()).unwrap_or_default();
            format!("{number} {operating_airline} {operating}").trim_end().to_owned()
        })
        .collect();
    assert_eq!(
        said,
        [
            "QZ12 QZ",
            "QZ13 QZ",
            // Named by its own data element 50, and by its operating leg's 10.
            "XY4012 QZ QZ12",
            // Named by the operating leg alone.
            "XY4013 QZ QZ13",
            // Nobody says which flight of QZ it is.
            "XY4014 QZ",
            // Wet leases: their own seats, in another's aircraft.
            "XY20 AB XY20",
            "XY21 XY",
            "XY30 XY",
        ]
    );
    let inventory: Vec<_> = file.rows.iter().map(|row| row.flight.inventory()).collect();
    assert_eq!(inventory[2], Some(file.rows[0].flight.id));
    assert_eq!(inventory[3], Some(file.rows[1].flight.id));
    assert_eq!(inventory[4], None);
    assert_eq!(inventory[5], Some(file.rows[5].flight.id));
    assert_eq!((file.read, file.left_out), (9, 1));
    assert_eq!(
        file.notes,
        [
            "2 legs of a codeshare without an operating flight: not sold (lines 12, 13)",
            "1 leg in joint operation: sold by this airline alone (line 18)",
            "1 leg with a configuration that gives no seats by cabin (line 18)",
        ]
    );
    assert_eq!(file.airlines.len(), 2);
}

#[test]
fn every_other_week_and_open_dates_become_plain_seasons() {
    let file = read(PERIODS).unwrap();
    assert_eq!(
        rows(&file),
        [
            "QZ500 DEL 08:00 BOM 10:10+0 5 2026-04-03 2026-04-09 320",
            "QZ500 DEL 08:00 BOM 10:10+0 5 2026-04-17 2026-04-23 320",
            "QZ500 DEL 08:00 BOM 10:10+0 5 2026-05-01 2026-05-07 320",
            "QZ500 DEL 08:00 BOM 10:10+0 5 2026-05-15 2026-05-21 320",
            "QZ500 DEL 08:00 BOM 10:10+0 5 2026-05-29 2026-05-29 320",
            "QZ501 DEL 09:00 BOM 11:10+0 35 2026-04-01 2026-04-07 320",
            "QZ501 DEL 09:00 BOM 11:10+0 35 2026-04-15 2026-04-17 320",
            // Open at the beginning is from record 2; at the end, from the caller.
            "QZ502 DEL 10:00 BOM 12:10+0 1234567 2026-03-29 2026-04-30 320",
            "QZ502 DEL 10:30 BOM 12:40+0 1234567 2026-05-01 2026-12-31 320",
        ]
    );
}

#[test]
fn a_broken_file_is_told_line_by_line() {
    assert_eq!(
        faults(BROKEN),
        [
            "line 3, bytes 40-43 (departure time): \"2580\" is not a time hhmm",
            "line 4, bytes 55-57 (arrival airport): there is no airport XXX: load its row first",
            "line 4, bytes 15-21 (period from): \"30FEB26\" is not a date such as 25OCT26",
            "line 4, bytes 29-35 (days): \"135    \" is not days such as \"1 3 5 7\", each in its \
             own place",
            "line 4, bytes 193-194 (date variation): \"0K\" is not two of 0 to 7, or A for the \
             day before",
            "line 4, bytes 73-75 (aircraft type): \"3-0\" is not a three-character IATA aircraft \
             type",
            "line 5, bytes 48-52 (departure UTC variation): +0500 is not the offset of DEL on \
             2026-03-29: Asia/Kolkata is at +0530",
            "line 5, bytes 66-70 (arrival UTC variation): +0000 is not the offset of LHR on \
             2026-03-29: Europe/London is at +0100",
            "line 6, bytes 62-65 (arrival time): is not after the departure: see the date \
             variation in bytes 193-194",
            "line 8: lines 7 and 8 both say that QZ17 leaves DEL for BOM on 2026-08-01",
            "line 9, bytes 2-13 (flight leg): is not that of the leg before",
            "line 10, bytes 3-5 (airline): XY is not QZ, of record 2",
            "line 10, bytes 150-160 (traffic restriction): 'J' is no traffic restriction: A to Y, \
             or Z",
            "line 11, byte 14 (service type): \"?\" is no service type such as J",
            "line 11, bytes 150-160 (traffic restriction): 'J' is no traffic restriction: A to Y, \
             or Z",
            "line 12, bytes 15-21 (period from): a leg of every other week must begin on a date \
             on which it is flown",
            "line 14, byte 149 (operating airline disclosure): \"Q\" is not L, S, X, Z or blank",
            "line 15, bytes 150-160 (traffic restriction): Z refers to data elements 170 to 173, \
             and none follows",
            "line 16, byte 194 (end code): \"X\" is neither C to go on nor E for the end",
            "line 16, bytes 3-5 (airline): ZZ is not QZ, of record 2",
        ]
    );
}

#[test]
fn a_leg_that_no_airliner_flies_in_that_time_is_refused_as_in_csv() {
    let leg = |arrives: &str| {
        let line = delhi_to_mumbai().put(55, &format!("BOM{arrives}{arrives}"));
        faults(file(&[line]))
    };
    assert_eq!(
        leg("0840"),
        ["line 3, bytes 62-65 (arrival time): is 40 min after the departure: DEL to BOM is 1138 \
          km, which takes 1 h 05 to 7 h 44"]
    );
    assert_eq!(leg("1700").len(), 1);
    assert!(read(file(&[delhi_to_mumbai()])).is_ok());
}
