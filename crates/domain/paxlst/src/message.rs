//! The segments of the message in their order: the interchange, its one group, its one message.

use airside_primitives::{CountryCode, Gender};
use time::{Date, OffsetDateTime};

use crate::segment::{Segments, at_most};
use crate::{Flight, Papers, PassengerList, Traveller};

/// The signs that part segments, elements and components, as they are anyway (4.1 UNA).
const ADVICE: &str = "UNA:+.? '";
/// Addresses that both sides agreed on between themselves (0007, in 4.2 UNB).
const AGREED: &str = "ZZ";
/// The only group of the interchange (4.3 UNG), and the only message of that (4.4 UNH).
const GROUP: &str = "1";
const MESSAGE: &str = "PAX001";
/// The longest address of an interchange (0004), name in a message (3036) and reference (1154).
const LONGEST_ADDRESS: usize = 35;
const LONGEST_NAME: usize = 35;
const LONGEST_REFERENCE: usize = 35;

pub(crate) fn written(list: &PassengerList) -> String {
    let at = list.prepared_at;
    let airline = list.flight.airline;
    let recipient = at_most(&list.recipient, LONGEST_ADDRESS);
    let (day, minute) = (yymmdd(at.date()), hhmm(at));
    // Two lists of one second are of one state (0020: up to 14 characters).
    let reference = format!("{day}{minute}{:02}", at.second());

    let mut interchange = Segments::default();
    // 4.2: level A, version 4 of the syntax; what it is for is an application's name.
    let (from, to): (&[&str], &[&str]) = (&[airline.as_str(), AGREED], &[&recipient, AGREED]);
    let when: &[&str] = &[&day, &minute];
    interchange.add("UNB", &[&["UNOA", "4"], from, to, when, &[&reference], &[], &["APIS"]]);
    // 4.3: messages of one kind, of directory D.12B of the United Nations.
    interchange.add("UNG", &[&["PAXLST"], from, to, when, &[GROUP], &["UN"], &["D", "12B"]]);
    let mut text = format!("{ADVICE}{}", interchange.into_text());
    text.push_str(&message(list));

    let mut end = Segments::default();
    // 4.26: how many messages; 4.27: how many groups.
    end.add("UNE", &[&["1"], &[GROUP]]).add("UNZ", &[&["1"], &[&reference]]);
    text.push_str(&end.into_text());
    text
}

fn message(list: &PassengerList) -> String {
    let mut segments = Segments::default();
    let Flight { number, airline, origin, destination, departs_at, arrives_at } = list.flight;
    let number = number.to_string();
    // 4.4: what all messages about this departure are known by, and that it is the first and the
    // last of them.
    let departure = format!("{number}/{}/{}", yymmdd(departs_at.date()), hhmm(departs_at));
    let kind: &[&str] = &["PAXLST", "D", "12B", "UN", "IATA"];
    segments.add("UNH", &[&[MESSAGE], kind, &[&departure], &["01", "F"]]);
    // 4.5: a list of passengers.
    segments.add("BGM", &[&["745"]]);
    // 4.6: who answers for it.
    let reported_by = at_most(&list.reported_by, LONGEST_NAME);
    segments.add("NAD", &[&["MS"], &[], &[], &[&reported_by]]);
    // 4.8: the flight, and who flies it.
    segments.add("TDT", &[&["20"], &[&number], &[], &[], &[airline.as_str()]]);
    // 4.9, 4.10: where and when it leaves and arrives, by the clocks there.
    segments.add("LOC", &[&["125"], &[origin.as_str()]]);
    segments.add("DTM", &[&["189", &moment(departs_at), "201"]]);
    segments.add("LOC", &[&["87"], &[destination.as_str()]]);
    segments.add("DTM", &[&["232", &moment(arrives_at), "201"]]);
    for passenger in &list.passengers {
        traveller(&mut segments, list.flight, passenger);
    }
    // 4.24: how many passengers are listed.
    segments.add("CNT", &[&["42", &list.passengers.len().to_string()]]);
    // 4.25: how many segments, from UNH to this one.
    let count = (segments.count() + 1).to_string();
    segments.add("UNT", &[&[&count], &[MESSAGE]]);
    segments.into_text()
}

fn traveller(segments: &mut Segments, flight: Flight, passenger: &Traveller) {
    let family = at_most(&passenger.family_name, LONGEST_NAME);
    let given = at_most(&passenger.given_name, LONGEST_NAME);
    // 4.11: a passenger.
    segments.add("NAD", &[&["FL"], &[], &[], &[&family, &given]]);
    // 4.12
    segments.add("ATT", &[&["2"], &[], &[gender(passenger.gender)]]);
    // 4.13
    segments.add("DTM", &[&["329", &yymmdd(passenger.date_of_birth)]]);
    // 4.17: where they are cleared, where their journey begins and where it ends.
    segments.add("LOC", &[&["22"], &[flight.destination.as_str()]]);
    segments.add("LOC", &[&["178"], &[passenger.embarks_at.as_str()]]);
    segments.add("LOC", &[&["179"], &[passenger.debarks_at.as_str()]]);
    // 4.19
    if let Some(Papers { nationality, .. }) = &passenger.document {
        segments.add("NAT", &[&["2"], &[&country(*nationality)]]);
    }
    // 4.20: the record locator, and the seat.
    let reference = at_most(&passenger.reference, LONGEST_REFERENCE);
    segments.add("RFF", &[&["AVF", &reference]]);
    if let Some(seat) = passenger.seat {
        segments.add("RFF", &[&["SEA", &seat.to_string()]]);
    }
    let Some(document) = &passenger.document else { return };
    // 4.21: a passport or an identity card; 4.22: until when; 4.23: whose.
    let kind = if document.is_passport { "P" } else { "I" };
    segments.add("DOC", &[&[kind], &[&document.document_number]]);
    segments.add("DTM", &[&["36", &yymmdd(document.expires_on)]]);
    segments.add("LOC", &[&["91"], &[&country(document.issuing_country)]]);
}

/// As the machine-readable zone has it (ICAO Doc 9303), with a letter where that has a filler.
const fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => "M",
        Gender::Female => "F",
        Gender::Unspecified => "X",
    }
}

/// The three letters of ICAO Doc 9303, part 3; the two where there are none.
fn country(code: CountryCode) -> String {
    code.three_letters().map_or_else(|| code.to_string(), str::to_owned)
}

fn yymmdd(date: Date) -> String {
    let (year, month) = (date.year().rem_euclid(100), u8::from(date.month()));
    format!("{year:02}{month:02}{:02}", date.day())
}

fn hhmm(at: OffsetDateTime) -> String {
    format!("{:02}{:02}", at.hour(), at.minute())
}

/// Format 201 of data element 2379: `YYMMDDHHMM`.
fn moment(at: OffsetDateTime) -> String {
    yymmdd(at.date()) + &hhmm(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::{date, datetime};

    use super::*;

    fn asha() -> Traveller {
        Traveller {
            family_name: "RAO".to_owned(),
            given_name: "ASHADEVI".to_owned(),
            gender: Gender::Female,
            date_of_birth: date!(1990 - 05 - 01),
            embarks_at: "BOM".parse().unwrap(),
            debarks_at: "LHR".parse().unwrap(),
            reference: "K7Q2MZ".to_owned(),
            seat: Some("12A".parse().unwrap()),
            document: Some(Papers {
                is_passport: true,
                document_number: "Z1234567".to_owned(),
                issuing_country: "IN".parse().unwrap(),
                nationality: "IN".parse().unwrap(),
                expires_on: date!(2031 - 12 - 31),
            }),
        }
    }

    fn list(passengers: Vec<Traveller>) -> PassengerList {
        PassengerList {
            recipient: "GBAPIS".to_owned(),
            prepared_at: datetime!(2026-12-01 01:05:09 UTC),
            reported_by: "O'Hare & Co".to_owned(),
            flight: Flight {
                number: "AI161".parse().unwrap(),
                airline: "AI".parse().unwrap(),
                origin: "DEL".parse().unwrap(),
                destination: "LHR".parse().unwrap(),
                departs_at: datetime!(2026-12-01 02:30 +5:30),
                arrives_at: datetime!(2026-12-01 06:50 UTC),
            },
            passengers,
        }
    }

    fn segments(text: &str) -> Vec<String> {
        text.replace("?'", "?\u{0}").split_terminator('\'').map(str::to_owned).collect()
    }

    #[test]
    fn a_list_is_written_as_the_guide_has_it() {
        let papers = |kind| Papers { is_passport: kind, ..asha().document.unwrap() };
        let card = Traveller { document: Some(papers(false)), seat: None, ..asha() };
        let nameless = Traveller {
            given_name: String::new(),
            gender: Gender::Unspecified,
            document: None,
            ..asha()
        };
        let expected = [
            "UNA:+.? ",
            "UNB+UNOA:4+AI:ZZ+GBAPIS:ZZ+261201:0105+261201010509++APIS",
            "UNG+PAXLST+AI:ZZ+GBAPIS:ZZ+261201:0105+1+UN+D:12B",
            "UNH+PAX001+PAXLST:D:12B:UN:IATA+AI161/261201/0230+01:F",
            "BGM+745",
            "NAD+MS+++O?\u{0}HARE & CO",
            "TDT+20+AI161+++AI",
            "LOC+125+DEL",
            "DTM+189:2612010230:201",
            "LOC+87+LHR",
            "DTM+232:2612010650:201",
            "NAD+FL+++RAO:ASHADEVI",
            "ATT+2++F",
            "DTM+329:900501",
            "LOC+22+LHR",
            "LOC+178+BOM",
            "LOC+179+LHR",
            "NAT+2+IND",
            "RFF+AVF:K7Q2MZ",
            "RFF+SEA:12A",
            "DOC+P+Z1234567",
            "DTM+36:311231",
            "LOC+91+IND",
            "NAD+FL+++RAO:ASHADEVI",
            "ATT+2++F",
            "DTM+329:900501",
            "LOC+22+LHR",
            "LOC+178+BOM",
            "LOC+179+LHR",
            "NAT+2+IND",
            "RFF+AVF:K7Q2MZ",
            "DOC+I+Z1234567",
            "DTM+36:311231",
            "LOC+91+IND",
            "NAD+FL+++RAO",
            "ATT+2++X",
            "DTM+329:900501",
            "LOC+22+LHR",
            "LOC+178+BOM",
            "LOC+179+LHR",
            "RFF+AVF:K7Q2MZ",
            "RFF+SEA:12A",
            "CNT+42:3",
            "UNT+41+PAX001",
            "UNE+1+1",
            "UNZ+1+261201010509",
        ];
        let text = list(vec![asha(), card, nameless]).written();
        assert_eq!(segments(&text), expected);
    }

    #[test]
    fn nothing_of_a_traveller_is_printed() {
        let shown = format!("{:?}", list(vec![asha()]));
        assert!(!shown.contains("RAO") && !shown.contains("Z1234567"), "{shown}");
    }

    proptest! {
        #[test]
        fn the_trailer_counts_the_segments_of_the_message(
            names in prop::collection::vec("[A-Z' +:?]{1,50}", 0..6),
        ) {
            let named = |name: &String| Traveller { family_name: name.clone(), ..asha() };
            let text = list(names.iter().map(named).collect()).written();
            // Let go, a sign ends nothing.
            let mut ends = 0;
            let mut tags = Vec::new();
            let mut letters = text["UNA:+.? '".len()..].chars();
            let mut segment = String::new();
            while let Some(letter) = letters.next() {
                match letter {
                    '?' => segment.push(letters.next().unwrap()),
                    '\'' => {
                        ends += 1;
                        tags.push(std::mem::take(&mut segment));
                    }
                    _ => segment.push(letter),
                }
            }
            let unt = tags.iter().find(|it| it.starts_with("UNT+")).unwrap();
            // All but UNB, UNG, UNE and UNZ.
            prop_assert_eq!(unt.clone(), format!("UNT+{}+PAX001", ends - 4));
            let cnt = format!("CNT+42:{}", names.len());
            prop_assert!(tags.contains(&cnt));
        }
    }
}
