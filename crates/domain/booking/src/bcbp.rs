//! Bar-coded itineraries: IATA's BCBP (resolution 792), format M, of one to four flights.
//!
//! This is an itinerary receipt made at booking, not a boarding pass: before check-in the sequence
//! is blank and the status 0, and the document type says so.

mod conditional;
mod decode;

use std::fmt::Write as _;

use airside_primitives::{AirlineCode, AirportCode, Cabin, Gender, PassengerType, SeatNumber};
use thiserror::Error;
use time::Date;

use crate::name::TicketName;
use crate::record_locator::RecordLocator;

pub use decode::{CannotDecode, Itinerary, ItineraryLeg, decode};

/// The most flights one bar code can carry.
pub const MOST_LEGS: usize = 4;

const NAME: usize = 20;
/// The longest family name that leaves room for the slash and an initial.
const FAMILY_NAME: usize = NAME - 2;

/// Whose itinerary it is, and on which ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    pub name: TicketName,
    pub description: Description,
    /// The accounting code of the ticket number, where IATA assigned it; else left blank.
    pub accounting_code: Option<u16>,
    /// The ten digits after it.
    pub serial: u64,
    /// The airline that issued the ticket.
    pub issuer: AirlineCode,
    pub issued_on: Date,
}

/// What those at the gate should know of a passenger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Description {
    Adult,
    Man,
    Woman,
    Child,
    Infant,
    /// An adult with an infant on the lap.
    WithInfant,
}

/// One flight of a traveller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    pub locator: RecordLocator,
    pub from: AirportCode,
    pub to: AirportCode,
    /// The airline that operates the flight.
    pub carrier: AirlineCode,
    /// The airline that sells it.
    pub seller: AirlineCode,
    /// 1 to 9999.
    pub flight_number: u16,
    /// The operational suffix, `A` to `Z`, where the number has one.
    pub suffix: Option<char>,
    /// The local date at departure; the bar code has only its day of the year.
    pub date: Date,
    pub cabin: Cabin,
    /// `None`, written as blanks, when the seat is given at the airport.
    pub seat: Option<SeatNumber>,
}

/// Why no bar code can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotEncode {
    #[error("a bar code carries 1 to 4 flights, not {0}")]
    Legs(usize),
    #[error("a name in a bar code has at least a family name")]
    Name,
    #[error("a flight number is 1 to 9999, not {0}")]
    FlightNumber(u16),
    #[error("the suffix of a flight number is A to Z, not {0:?}")]
    Suffix(char),
}

impl Description {
    pub const ALL: [Self; 6] =
        [Self::Adult, Self::Man, Self::Woman, Self::Child, Self::Infant, Self::WithInfant];

    /// What is told of a passenger.
    pub const fn of(kind: PassengerType, gender: Gender, with_infant: bool) -> Self {
        match (kind, gender) {
            (PassengerType::Infant, _) => Self::Infant,
            (PassengerType::Child, _) => Self::Child,
            (PassengerType::Adult, _) if with_infant => Self::WithInfant,
            (PassengerType::Adult, Gender::Male) => Self::Man,
            (PassengerType::Adult, Gender::Female) => Self::Woman,
            (PassengerType::Adult, Gender::Unspecified) => Self::Adult,
        }
    }

    /// The digit of the standard.
    pub const fn code(self) -> char {
        match self {
            Self::Adult => '0',
            Self::Man => '1',
            Self::Woman => '2',
            Self::Child => '3',
            Self::Infant => '4',
            Self::WithInfant => '6',
        }
    }
}

/// Writes the bar code of a traveller.
///
/// The name is cut to 20 characters and always keeps an initial of the given name.
pub fn encode(bearer: &Bearer, legs: &[Leg]) -> Result<String, CannotEncode> {
    if !(1..=MOST_LEGS).contains(&legs.len()) {
        return Err(CannotEncode::Legs(legs.len()));
    }
    let name = name_field(&bearer.name)?;

    let mut text = format!("M{}{name:<NAME$}E", legs.len());
    for (at, leg) in legs.iter().enumerate() {
        push_leg(&mut text, leg)?;
        let mut more = if at == 0 { conditional::once(bearer) } else { String::new() };
        more.push_str(&conditional::for_leg(bearer, leg));
        // Writing to a string cannot fail.
        let _ = write!(text, "{:02X}{more}", more.len());
    }
    Ok(text)
}

fn name_field(name: &TicketName) -> Result<String, CannotEncode> {
    let (last, first) = (name.family(), name.given());
    if last.is_empty() {
        return Err(CannotEncode::Name);
    }
    let room = if first.is_empty() { NAME } else { FAMILY_NAME };
    let mut name: String = last.chars().take(room).collect();
    if !first.is_empty() {
        name.push('/');
        name.push_str(first);
    }
    name.truncate(NAME);
    Ok(name)
}

/// The fields of a flight that every bar code has.
fn push_leg(text: &mut String, leg: &Leg) -> Result<(), CannotEncode> {
    let Leg { locator, from, to, carrier, seller: _, flight_number, suffix, date, cabin, seat } =
        leg;
    if !(1..=9999).contains(flight_number) {
        return Err(CannotEncode::FlightNumber(*flight_number));
    }
    if let Some(suffix) = suffix.filter(|it| !it.is_ascii_uppercase()) {
        return Err(CannotEncode::Suffix(suffix));
    }
    let suffix = suffix.unwrap_or(' ');
    let day = date.ordinal();
    let cabin = cabin.letter();
    let seat = seat.map(|it| format!("{:03}{}", it.row(), it.letter())).unwrap_or_default();
    let (sequence, status) = ("", '0');
    let _ = write!(
        text,
        "{locator:<7}{from}{to}{carrier:<3}{flight_number:04}{suffix}{day:03}{cabin}{seat:<4}\
         {sequence:<5}{status}"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn bearer() -> Bearer {
        Bearer {
            name: named("DESMARAIS", "LUC"),
            description: Description::Man,
            accounting_code: Some(14),
            serial: 1_234_567_890,
            issuer: "AC".parse().unwrap(),
            issued_on: date!(2026 - 08 - 13),
        }
    }

    fn named(last: &str, first: &str) -> TicketName {
        TicketName::new(last.to_owned(), first.to_owned()).unwrap()
    }

    fn leg() -> Leg {
        Leg {
            locator: "ABC234".parse().unwrap(),
            from: "YUL".parse().unwrap(),
            to: "FRA".parse().unwrap(),
            carrier: "AC".parse().unwrap(),
            seller: "LH".parse().unwrap(),
            flight_number: 834,
            suffix: None,
            date: date!(2026 - 08 - 14),
            cabin: Cabin::First,
            seat: "1A".parse().ok(),
        }
    }

    #[test]
    fn the_first_flight_has_all_that_is_known_and_the_others_their_ticket() {
        let first = "M1DESMARAIS/LUC       EABC234 YULFRAAC 0834 226F001A     0\
                     23>60B1 W6225IAC 120141234567890  LH ";
        assert_eq!(encode(&bearer(), &[leg()]).unwrap(), first);
        let second = "ABC234 YULFRAAC 0834 226F001A     014120141234567890  LH ";
        let two = encode(&bearer(), &[leg(), leg()]).unwrap();
        assert_eq!(two, first.replace("M1", "M2") + second);
    }

    #[test]
    fn what_is_written_can_be_read() {
        for count in 1..=MOST_LEGS {
            let text = encode(&bearer(), &vec![leg(); count]).unwrap();
            assert_eq!(text.len(), 23 + 57 * count + 15);
            let read = decode(&text).unwrap();
            assert_eq!((read.name.as_str(), read.description), ("DESMARAIS/LUC", Some('1')));
            assert_eq!(read.legs.len(), count);
            for read in read.legs {
                assert_eq!(read.ticket.as_deref(), Some("0141234567890"));
                assert_eq!(read.seat, leg().seat);
            }
        }
    }

    #[test]
    fn a_code_that_nobody_assigned_is_left_blank() {
        let text = encode(&Bearer { accounting_code: None, ..bearer() }, &[leg()]).unwrap();
        assert_eq!(decode(&text).unwrap().legs[0].ticket.as_deref(), Some("   1234567890"));
    }

    #[test]
    fn each_passenger_is_described_by_a_digit() {
        use Gender::{Female, Male, Unspecified};
        use PassengerType::{Adult, Child, Infant};
        for (kind, gender, with_infant, code) in [
            (Adult, Unspecified, false, '0'),
            (Adult, Male, false, '1'),
            (Adult, Female, false, '2'),
            (Child, Female, false, '3'),
            (Infant, Male, false, '4'),
            (Adult, Female, true, '6'),
        ] {
            assert_eq!(Description::of(kind, gender, with_infant).code(), code);
        }
    }

    #[test]
    fn a_seat_that_is_not_given_yet_is_left_blank() {
        let text = encode(&bearer(), &[Leg { seat: None, ..leg() }]).unwrap();
        assert_eq!(decode(&text).unwrap().legs[0].seat, None);
    }

    #[test]
    fn a_flight_number_keeps_its_suffix() {
        let late = Leg { suffix: Some('D'), ..leg() };
        let text = encode(&bearer(), &[late]).unwrap();
        assert!(text.contains("AC 0834D226"), "{text}");
        let read = decode(&text).unwrap().legs.remove(0);
        assert_eq!((read.flight_number, read.suffix), (834, Some('D')));
        let lower = Leg { suffix: Some('d'), ..leg() };
        assert_eq!(encode(&bearer(), &[lower]), Err(CannotEncode::Suffix('d')));
    }

    #[test]
    fn a_long_name_is_cut_to_20_characters_and_keeps_an_initial() {
        let name = |last, first| {
            let bearer = Bearer { name: named(last, first), ..bearer() };
            decode(&encode(&bearer, &[leg()]).unwrap()).unwrap().name
        };
        assert_eq!(name("RAO", "ASHA"), "RAO/ASHA");
        assert_eq!(name("RAO", ""), "RAO");
        assert_eq!(name("FEATHERSTONEHAUGH", "MARGARET"), "FEATHERSTONEHAUGH/MA");
        assert_eq!(name("WOLFESCHLEGELSTEINHAUSEN", "HUBERT"), "WOLFESCHLEGELSTEIN/H");
        assert_eq!(name("WOLFESCHLEGELSTEINHAUSEN", ""), "WOLFESCHLEGELSTEINHA");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(encode(&bearer(), &[]), Err(CannotEncode::Legs(0)));
        assert_eq!(encode(&bearer(), &[leg(); 5]), Err(CannotEncode::Legs(5)));
        let nobody = Bearer { name: named("", "ASHA"), ..bearer() };
        assert_eq!(encode(&nobody, &[leg()]), Err(CannotEncode::Name));
        let no_number = Leg { flight_number: 0, ..leg() };
        assert_eq!(encode(&bearer(), &[no_number]), Err(CannotEncode::FlightNumber(0)));
    }
}
