//! Bar codes: whatever the names and routes, another reader finds in one what was put into it.
//!
//! That reader knows IATA's columns and none of our code. Bytes are a family name, a given name
//! and flights, a line each; and as they are, what somebody shows to our own reader.

use airside_booking::TicketName;
use airside_booking::bcbp::{Bearer, Description, Leg, MOST_LEGS, decode, encode};
use airside_booking::name::spelt;
use airside_primitives::{Cabin, SeatNumber};
use time::{Date, Month};

/// Letters of a record locator.
const LOCATOR: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LEG_BYTES: usize = 16;
const HEAD: usize = 23;
/// With what follows each flight, and what follows the first alone.
const LEG: usize = 57;
const ONCE: usize = 15;

/// Whether what these bytes tell of can be printed and read again.
pub fn holds(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(itinerary) = decode(&text) {
        assert!((1..=MOST_LEGS).contains(&itinerary.legs.len()));
    }

    let mut lines = text.splitn(3, '\n');
    let mut name = || lines.next().unwrap_or_default().to_owned();
    let (family, given) = (name(), name());
    let legs: Vec<Leg> = name().as_bytes().chunks(LEG_BYTES).map(leg).collect();
    let (last, first) = (spelt(&family).unwrap_or_default(), spelt(&given).unwrap_or_default());
    let bearer = Bearer {
        name: TicketName::new(last.clone(), first.clone()).unwrap(),
        description: Description::ALL[bytes.len() % Description::ALL.len()],
        accounting_code: u16::try_from(bytes.len()).ok().filter(|it| *it < 1_000),
        serial: u64::try_from(bytes.len()).unwrap(),
        issuer: "QZ".parse().unwrap(),
        issued_on: Date::from_calendar_date(2026, Month::November, 1).unwrap(),
    };
    let printed = encode(&bearer, &legs);

    let can_be_printed = !last.is_empty() && (1..=MOST_LEGS).contains(&legs.len());
    let Ok(printed) = printed else {
        assert!(!can_be_printed, "{family:?} {given:?} {legs:?}: {printed:?}");
        return;
    };
    assert!(printed.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{printed:?}");
    assert_eq!(printed.len(), HEAD + ONCE + LEG * legs.len());
    assert_eq!(&printed[..2], &format!("M{}", legs.len()));
    assert_eq!(&printed[22..23], "E");
    is_the_name(&printed[2..22], &last, &first);

    let ours = decode(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"));
    assert_eq!(ours.legs.len(), legs.len());
    assert_eq!(ours.description, Some(bearer.description.code()));
    let ticket = bearer.accounting_code.map_or("   ".to_owned(), |code| format!("{code:03}"));
    let ticket = format!("{ticket}{:010}", bearer.serial);
    for (at, leg) in legs.iter().enumerate() {
        let start = HEAD + at * LEG + if at == 0 { 0 } else { ONCE };
        let column = |from: usize, to: usize| &printed[start..][from..to];
        let number = format!("{:04}{}", leg.flight_number, leg.suffix.unwrap_or(' '));
        let seat = leg.seat.map(|seat| format!("{:03}{}", seat.row(), seat.letter()));
        assert_eq!(column(0, 7).trim_end(), leg.locator.to_string());
        assert_eq!(column(7, 10), leg.from.as_str());
        assert_eq!(column(10, 13), leg.to.as_str());
        assert_eq!(column(13, 16).trim_end(), leg.carrier.as_str());
        assert_eq!(column(16, 21), number);
        assert_eq!(column(21, 24), format!("{:03}", leg.date.ordinal()));
        assert_eq!(column(24, 25), leg.cabin.letter().to_string());
        assert_eq!(column(25, 29), seat.unwrap_or_else(|| "    ".to_owned()));
        assert_eq!(column(29, 35), "     0");

        let read = &ours.legs[at];
        assert_eq!((read.from, read.to, read.carrier), (leg.from, leg.to, leg.carrier));
        assert_eq!((read.flight_number, read.suffix), (leg.flight_number, leg.suffix));
        assert_eq!((read.seat, read.day_of_year), (leg.seat, leg.date.ordinal()));
        assert_eq!(read.ticket.as_deref(), Some(ticket.as_str()));
    }
}

/// Whether a name field is the beginning of `LAST/FIRST` that keeps an initial.
fn is_the_name(field: &str, last: &str, first: &str) {
    let name = field.trim_end();
    let (shown_last, shown_first) = name.split_once('/').unwrap_or((name, ""));
    assert!(!shown_last.is_empty() && last.starts_with(shown_last), "{field:?}");
    assert!(first.starts_with(shown_first), "{field:?}");
    assert_eq!(shown_first.is_empty(), first.is_empty(), "{field:?}");
    let is_whole = shown_last == last && shown_first == first;
    assert!(is_whole || name.len() == 20, "cut too early: {field:?}");
}

/// A flight, whatever the bytes.
fn leg(bytes: &[u8]) -> Leg {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let letter = |at| char::from(b'A' + byte(at) % 26);
    let airport = |at| format!("{}{}{}", letter(at), letter(at + 1), letter(at + 2));
    let locator = (0..6).map(|at| char::from(LOCATOR[usize::from(byte(at)) % LOCATOR.len()]));
    let suffix = byte(15);
    let carrier = format!("{}{}", char::from(b'0' + byte(10) % 10), letter(9));
    let day = u16::from(byte(11)) + u16::from(byte(12) % 2) * 110;
    let first = Date::from_calendar_date(2024, Month::January, 1).unwrap();
    Leg {
        locator: locator.collect::<String>().parse().unwrap(),
        from: airport(3).parse().unwrap(),
        to: airport(6).parse().unwrap(),
        carrier: carrier.parse().unwrap(),
        seller: "QZ".parse().unwrap(),
        flight_number: 1 + (u16::from(byte(12)) << 8 | u16::from(byte(13))) % 9_999,
        suffix: suffix.is_ascii_uppercase().then(|| char::from(suffix)),
        date: first.saturating_add(time::Duration::days(day.into())),
        cabin: Cabin::ALL[usize::from(byte(14)) % Cabin::ALL.len()],
        seat: SeatNumber::new(byte(13), letter(14)),
    }
}
