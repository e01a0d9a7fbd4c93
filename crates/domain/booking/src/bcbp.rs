//! Bar-coded itineraries: IATA's BCBP, format M, of one to four flights.
//!
//! This is an itinerary receipt made at booking, not a boarding pass: before check-in the sequence
//! is blank and the status 0.

use std::fmt::Write as _;

use airside_primitives::{AirlineCode, AirportCode, Cabin, SeatNumber};
use thiserror::Error;
use time::Date;

use crate::record_locator::RecordLocator;

/// The most flights one bar code can carry.
pub const MOST_LEGS: usize = 4;

const NAME: usize = 20;
/// The longest family name that leaves room for the slash and an initial.
const FAMILY_NAME: usize = NAME - 2;

/// One flight of a traveller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    pub locator: RecordLocator,
    pub from: AirportCode,
    pub to: AirportCode,
    /// The airline that operates the flight.
    pub carrier: AirlineCode,
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
    #[error("a name in a bar code has letters A to Z only, and at least a family name")]
    Name,
    #[error("a flight number is 1 to 9999, not {0}")]
    FlightNumber(u16),
    #[error("the suffix of a flight number is A to Z, not {0:?}")]
    Suffix(char),
}

/// Writes the bar code of a traveller, whose names are in A–Z already.
///
/// The name is cut to 20 characters and always keeps an initial of the given name.
pub fn encode(name_last: &str, name_first: &str, legs: &[Leg]) -> Result<String, CannotEncode> {
    if !(1..=MOST_LEGS).contains(&legs.len()) {
        return Err(CannotEncode::Legs(legs.len()));
    }
    let name = name_field(name_last, name_first)?;

    let mut text = format!("M{}{name:<NAME$}E", legs.len());
    for leg in legs {
        push_leg(&mut text, leg)?;
    }
    Ok(text)
}

fn name_field(last: &str, first: &str) -> Result<String, CannotEncode> {
    let letters = |name: &str| name.bytes().all(|it| it.is_ascii_uppercase());
    if last.is_empty() || !letters(last) || !letters(first) {
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

fn push_leg(text: &mut String, leg: &Leg) -> Result<(), CannotEncode> {
    let Leg { locator, from, to, carrier, flight_number, suffix, date, cabin, seat } = leg;
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
    let (sequence, status, following) = ("", '0', 0);
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{locator:<7}{from}{to}{carrier:<3}{flight_number:04}{suffix}{day:03}{cabin}{seat:<4}\
         {sequence:<5}{status}{following:02X}"
    );
    Ok(())
}

/// What a bar code says.
#[derive(Clone, PartialEq, Eq)]
pub struct Itinerary {
    /// `LAST/FIRST`, perhaps cut short.
    pub name: String,
    pub legs: Vec<ItineraryLeg>,
}

/// One flight as the bar code of any system gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItineraryLeg {
    /// Other systems also use 0, 1, I and O.
    pub locator: String,
    pub from: AirportCode,
    pub to: AirportCode,
    pub carrier: AirlineCode,
    pub flight_number: u16,
    /// The operational suffix, where there is one.
    pub suffix: Option<char>,
    /// 1 to 366; the year is not in the bar code.
    pub day_of_year: u16,
    /// The letter of a cabin or booking class.
    pub cabin: char,
    /// `None` when blank or not a seat number, as for an infant.
    pub seat: Option<SeatNumber>,
    /// The position in the order of check-in; `None` before check-in.
    pub sequence: Option<u16>,
    /// `0` before check-in.
    pub status: char,
}

/// Why a text is no bar-coded itinerary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotDecode {
    #[error("a bar-coded itinerary is ASCII and starts with M and 1 to 4")]
    Format,
    #[error("the text ends within its {0}")]
    TooShort(&'static str),
    #[error("its {0} makes no sense")]
    Field(&'static str),
}

/// Reads the mandatory fields of a bar code and skips what may follow each leg.
pub fn decode(text: &str) -> Result<Itinerary, CannotDecode> {
    if !text.is_ascii() {
        return Err(CannotDecode::Format);
    }
    let mut fields = Fields { rest: text };
    if fields.take(1, "format")? != "M" {
        return Err(CannotDecode::Format);
    }
    let count = match fields.take(1, "number of legs")?.parse() {
        Ok(count) if (1..=MOST_LEGS).contains(&count) => count,
        Ok(_) | Err(_) => return Err(CannotDecode::Format),
    };
    let name = fields.take(NAME, "name")?.to_owned();
    fields.take(1, "e-ticket indicator")?;
    let legs = (0..count).map(|_| fields.leg()).collect::<Result<_, _>>()?;
    Ok(Itinerary { name, legs })
}

/// The rest of an ASCII text.
struct Fields<'a> {
    rest: &'a str,
}

impl<'a> Fields<'a> {
    /// The next field, without its padding.
    fn take(&mut self, length: usize, name: &'static str) -> Result<&'a str, CannotDecode> {
        let (field, rest) =
            self.rest.split_at_checked(length).ok_or(CannotDecode::TooShort(name))?;
        self.rest = rest;
        Ok(field.trim_end())
    }

    fn leg(&mut self) -> Result<ItineraryLeg, CannotDecode> {
        let leg = ItineraryLeg {
            locator: self.take(7, "record locator")?.to_owned(),
            from: self.read(3, "origin")?,
            to: self.read(3, "destination")?,
            carrier: self.read(3, "carrier")?,
            flight_number: self.read(4, "flight number")?,
            suffix: self.suffix()?,
            day_of_year: self.read(3, "day of the year")?,
            cabin: self.read(1, "cabin")?,
            seat: self.take(4, "seat")?.trim_start_matches('0').parse().ok(),
            sequence: self.take(5, "sequence")?.parse().ok(),
            status: self.read(1, "passenger status")?,
        };
        let size = usize::from_str_radix(self.take(2, "size")?, 16);
        self.take(size.map_err(|_| CannotDecode::Field("size"))?, "conditional fields")?;
        Ok(leg)
    }

    /// The letter behind a flight number, or a blank.
    fn suffix(&mut self) -> Result<Option<char>, CannotDecode> {
        let suffix = self.take(1, "flight number")?.chars().next();
        match suffix {
            Some(letter) if !letter.is_ascii_uppercase() => {
                Err(CannotDecode::Field("flight number"))
            }
            Some(_) | None => Ok(suffix),
        }
    }

    fn read<T: std::str::FromStr>(
        &mut self,
        length: usize,
        name: &'static str,
    ) -> Result<T, CannotDecode> {
        self.take(length, name)?.parse().map_err(|_| CannotDecode::Field(name))
    }
}

airside_primitives::hide_in_debug!(Itinerary { legs });

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    /// The example of IATA's implementation guide.
    const EXAMPLE: &str = "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 100";

    fn leg() -> Leg {
        Leg {
            locator: "ABC234".parse().unwrap(),
            from: "YUL".parse().unwrap(),
            to: "FRA".parse().unwrap(),
            carrier: "AC".parse().unwrap(),
            flight_number: 834,
            suffix: None,
            date: date!(2026 - 08 - 14),
            cabin: Cabin::First,
            seat: "1A".parse().ok(),
        }
    }

    #[test]
    fn the_published_example_can_be_read() {
        let itinerary = decode(EXAMPLE).unwrap();
        let [read] = itinerary.legs.as_slice() else { panic!("one leg") };
        assert_eq!(itinerary.name, "DESMARAIS/LUC");
        assert_eq!(read.locator, "ABC123");
        assert_eq!((read.from, read.to, read.carrier), (leg().from, leg().to, leg().carrier));
        assert_eq!((read.flight_number, read.day_of_year), (834, 226));
        assert_eq!((read.cabin, read.seat), ('F', leg().seat));
        assert_eq!((read.sequence, read.status), (Some(25), '1'));
    }

    #[test]
    fn we_write_the_example_but_for_check_in() {
        let before_check_in =
            EXAMPLE.replace("0025 ", "     ").replace("100", "000").replace("ABC123", "ABC234");
        assert_eq!(encode("DESMARAIS", "LUC", &[leg()]), Ok(before_check_in));
    }

    #[test]
    fn each_flight_more_takes_37_characters() {
        for count in 1..=MOST_LEGS {
            let text = encode("RAO", "ASHA", &vec![leg(); count]).unwrap();
            assert_eq!(text.len(), 23 + 37 * count);
            assert_eq!(decode(&text).unwrap().legs.len(), count);
        }
    }

    #[test]
    fn a_seat_that_is_not_given_yet_is_left_blank() {
        let text = encode("RAO", "ASHA", &[Leg { seat: None, ..leg() }]).unwrap();
        assert_eq!(text.len(), 60);
        assert_eq!(decode(&text).unwrap().legs[0].seat, None);
    }

    #[test]
    fn a_flight_number_keeps_its_suffix() {
        let late = Leg { suffix: Some('D'), ..leg() };
        let text = encode("RAO", "ASHA", &[late]).unwrap();
        assert!(text.contains("AC 0834D226"), "{text}");
        let read = decode(&text).unwrap().legs.remove(0);
        assert_eq!((read.flight_number, read.suffix), (834, Some('D')));
        let lower = Leg { suffix: Some('d'), ..leg() };
        assert_eq!(encode("RAO", "ASHA", &[lower]), Err(CannotEncode::Suffix('d')));
    }

    #[test]
    fn a_long_name_is_cut_to_20_characters_and_keeps_an_initial() {
        let name = |last, first| decode(&encode(last, first, &[leg()]).unwrap()).unwrap().name;
        assert_eq!(name("RAO", "ASHA"), "RAO/ASHA");
        assert_eq!(name("RAO", ""), "RAO");
        assert_eq!(name("FEATHERSTONEHAUGH", "MARGARET"), "FEATHERSTONEHAUGH/MA");
        assert_eq!(name("WOLFESCHLEGELSTEINHAUSEN", "HUBERT"), "WOLFESCHLEGELSTEIN/H");
        assert_eq!(name("WOLFESCHLEGELSTEINHAUSEN", ""), "WOLFESCHLEGELSTEINHA");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(encode("RAO", "ASHA", &[]), Err(CannotEncode::Legs(0)));
        assert_eq!(encode("RAO", "ASHA", &[leg(); 5]), Err(CannotEncode::Legs(5)));
        assert_eq!(encode("", "ASHA", &[leg()]), Err(CannotEncode::Name));
        assert_eq!(encode("Müller", "ASHA", &[leg()]), Err(CannotEncode::Name));
        let no_number = Leg { flight_number: 0, ..leg() };
        assert_eq!(encode("RAO", "ASHA", &[no_number]), Err(CannotEncode::FlightNumber(0)));
    }

    #[test]
    fn optional_fields_are_passed_over() {
        let two = encode("RAO", "ASHA", &[leg(), leg()]).unwrap();
        let (first, second) = two.split_at(60);
        let with_more = format!("{}0B>6180 B6310{second}", &first[..58]);
        let itinerary = decode(&with_more);
        assert_eq!(itinerary.map(|it| it.legs.len()), Ok(2));
    }

    #[test]
    fn damaged_texts_are_refused_wherever_they_end() {
        for end in 0..EXAMPLE.len() {
            assert!(decode(&EXAMPLE[..end]).is_err(), "{end}");
        }
        assert_eq!(decode(&EXAMPLE.replace('M', "S")), Err(CannotDecode::Format));
        assert_eq!(decode(&EXAMPLE.replace("M1", "M5")), Err(CannotDecode::Format));
        assert_eq!(
            decode(&EXAMPLE.replace("100", "1FF")),
            Err(CannotDecode::TooShort("conditional fields"))
        );
        assert_eq!(decode("M1MÜLLER"), Err(CannotDecode::Format));
    }
}
