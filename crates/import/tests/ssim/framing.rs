//! Lines, serial numbers, and the order of records.

use crate::line::{carrier, delhi_to_mumbai, file, header, leg, numbered, trailer};
use crate::world::{faults, read};

#[test]
fn lines_may_end_in_any_way_or_not_at_all() {
    let plain = file(&[delhi_to_mumbai()]);
    let wanted = read(&plain).unwrap();
    assert_eq!(wanted.rows.len(), 1);
    assert_eq!(read(plain.replace('\n', "\r\n")), Ok(wanted.clone()));
    assert_eq!(read(plain.replace('\n', "\r")), Ok(wanted.clone()));
    assert_eq!(read(plain.replace('\n', "")), Ok(wanted.clone()));
    assert_eq!(read(format!("\u{feff}{plain}\u{1a}")), Ok(wanted.clone()));
    let padded = format!("{}{}", plain.replace('\n', ""), "0".repeat(1_200));
    assert_eq!(read(padded), Ok(wanted.clone()));
    let trailing = plain.replace('\n', "   \n");
    assert_eq!(read(trailing), Ok(wanted));
}

#[test]
fn a_shortened_line_is_read_when_nothing_of_it_is_lost() {
    let unnumbered = file(&[delhi_to_mumbai()]);
    let short = |line: &str| line[..194].trim_end_matches(['0', '1']).trim_end().to_owned();
    let shortened = unnumbered.lines().map(short).collect::<Vec<_>>().join("\n");
    let read = read(shortened).unwrap();
    assert_eq!(read.rows.len(), 1);
    assert_eq!(read.notes, ["the records have no serial numbers, so a lost one is not noticed"]);

    let cut = unnumbered.replacen("00000003", "", 1);
    assert_eq!(faults(cut)[0], "line 3, bytes 195-200 (serial number): is blank");
}

#[test]
fn a_line_that_is_too_long_is_told() {
    let long = file(&[delhi_to_mumbai()]).replacen("000003\n", "000003 .\n", 1);
    assert_eq!(faults(long), ["line 3: has 202 bytes where a record has 200"]);
}

#[test]
fn a_lost_record_is_missed() {
    let legs: Vec<_> = (1..=3)
        .map(|week| delhi_to_mumbai().put(15, &format!("{week:02}MAY26{week:02}MAY26")))
        .collect();
    let whole = file(&legs);
    assert!(read(&whole).is_ok());
    let lines: Vec<_> = whole.lines().collect();

    let mut without = lines.clone();
    without.remove(3);
    assert_eq!(
        faults(without.join("\n")),
        ["line 4, bytes 195-200 (serial number): 000005 does not follow 000003: a record is lost \
          or misplaced"]
    );
    let mut without = lines.clone();
    without.remove(4);
    assert_eq!(
        faults(without.join("\n")),
        [
            "line 5, bytes 188-193 (serial number check): \"000005\" is not 000004, of the record \
             before",
            "line 5, bytes 195-200 (serial number): 000006 does not follow 000004: a record is \
             lost or misplaced",
        ]
    );
    assert_eq!(faults(lines[..5].join("\n")), ["line 5: the file ends without a record 5"]);
}

#[test]
fn an_airline_that_goes_on_in_another_file_is_not_taken() {
    let valid = "29MAR2624OCT26";
    let records = [header(), carrier("L", "QZ", valid), delhi_to_mumbai(), trailer("QZ", "C")];
    assert_eq!(
        faults(numbered(&records)),
        ["line 4: the schedule goes on in another file: put the parts together"]
    );
}

#[test]
fn several_airlines_may_share_a_file_and_each_may_have_a_header() {
    let valid = "29MAR2624OCT26";
    let other =
        || leg(" XY   120101J", valid, "1234567").put(37, &delhi_to_mumbai().text()[36..194]);
    let first = [header(), carrier("L", "QZ", valid), delhi_to_mumbai(), trailer("QZ", "C")];
    let second = [carrier("L", "XY", valid), other(), trailer("XY", "E")];
    let together = numbered(&[&first[..], &second[..]].concat());
    assert_eq!(read(together).unwrap().rows.len(), 2);

    let again = numbered(&[&[header()], &second[..]].concat());
    let file = read(format!("{}{again}", numbered(&first))).unwrap();
    assert_eq!(file.airlines.len(), 2);
}

#[test]
fn records_out_of_order_are_told() {
    let valid = "29MAR2624OCT26";
    let carrier = || carrier("L", "QZ", valid);
    let (leg, end) = (delhi_to_mumbai, || trailer("QZ", "E"));
    assert_eq!(
        faults(numbered(&[header(), leg(), end()])),
        [
            "line 2, byte 1 (record type): comes before the record 2 of its airline",
            "line 3, byte 1 (record type): closes no airline",
        ]
    );
    assert_eq!(
        faults(numbered(&[header(), carrier(), leg(), carrier(), end()])),
        ["line 4, byte 1 (record type): the airline before has no record 5"]
    );
    assert_eq!(
        faults(numbered(&[header(), carrier(), header(), end()]))[0],
        "line 3, byte 1 (record type): the airline before has no record 5"
    );
    assert_eq!(
        faults(file(&[leg().put(1, "7")])),
        ["line 3, byte 1 (record type): \"7\" is not from 1 to 5"]
    );
}

#[test]
fn what_is_no_schedule_is_told_once() {
    let table = "airline,flight_number\nQZ,12\nQZ,13\n";
    assert_eq!(
        faults(table),
        ["line 1, byte 1 (record type): a schedule begins with a record 1, \"AIRLINE STANDARD \
          SCHEDULE DATA SET\""]
    );
    assert_eq!(faults(""), ["line 1: the file is empty: a schedule begins with a record 1"]);
    assert!(!airside_import::is_ssim(table.as_bytes()));
    assert_eq!(
        faults(numbered(&[
            header().put(2, "BUS"),
            carrier("L", "QZ", "29MAR2624OCT26"),
            trailer("QZ", "E")
        ])),
        ["line 1, bytes 2-35 (title): \"BUSLINE STANDARD SCHEDULE DATA SET\" is not \
             \"AIRLINE STANDARD SCHEDULE DATA SET\""]
    );
}

#[test]
fn legs_of_a_carrier_that_is_not_understood_are_passed_over() {
    let records = [
        header(),
        carrier("Z", "QZ", "29MAR2624OCT26"),
        delhi_to_mumbai().put(37, "???"),
        trailer("QZ", "E"),
    ];
    assert_eq!(
        faults(numbered(&records)),
        ["line 2, byte 2 (time mode): \"Z\" is neither U for UTC nor L for local time"]
    );
}

#[test]
fn a_leg_that_is_repeated_is_taken_once() {
    let other = delhi_to_mumbai().put(10, "02");
    let file = read(file(&[delhi_to_mumbai(), other])).unwrap();
    assert_eq!((file.rows.len(), file.read, file.repeated), (1, 2, 1));
}

#[test]
fn the_next_leg_leaves_from_where_the_last_arrives() {
    let onward = leg(" QZ   120102J", "29MAR2624OCT26", "1234567")
        .put(37, "DXB12001200+0400  FRA17001700+0200  320");
    assert_eq!(
        faults(file(&[delhi_to_mumbai(), onward])),
        ["line 4, bytes 37-39 (departure airport): is not BOM, where the leg before arrives \
          (line 3)"]
    );
}

#[test]
fn the_first_fifty_faults_are_told_in_full() {
    let legs = vec![delhi_to_mumbai().put(40, "2580"); 60];
    let told = faults(file(&legs));
    assert_eq!(told.len(), 51);
    assert_eq!(told[50], "and 10 more");
}
