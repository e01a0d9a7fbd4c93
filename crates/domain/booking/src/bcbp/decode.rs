//! What the bar code of any system says: the fields that every one has, and the ticket.

use airside_primitives::{AirlineCode, AirportCode, SeatNumber};
use thiserror::Error;

use super::conditional::{self, Conditional};
use super::{MOST_LEGS, NAME};

/// What a bar code says.
#[derive(Clone, PartialEq, Eq)]
pub struct Itinerary {
    /// `LAST/FIRST`, perhaps cut short.
    pub name: String,
    /// The code of what is told of the passenger, as `2` of a woman.
    pub description: Option<char>,
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
    /// Three digits of the airline, or blanks, and ten of its own.
    pub ticket: Option<String>,
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

/// Reads a bar code; of what may follow each flight, description and ticket.
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
    let mut itinerary = Itinerary { name, description: None, legs: Vec::new() };
    for _ in 0..count {
        let (leg, Conditional { description, ticket }) = fields.leg()?;
        itinerary.description = itinerary.description.or(description);
        itinerary.legs.push(ItineraryLeg { ticket, ..leg });
    }
    Ok(itinerary)
}

/// The rest of an ASCII text.
struct Fields<'a> {
    rest: &'a str,
}

impl<'a> Fields<'a> {
    /// The next field, without its padding.
    fn take(&mut self, length: usize, name: &'static str) -> Result<&'a str, CannotDecode> {
        self.take_whole(length, name).map(str::trim_end)
    }

    fn take_whole(&mut self, length: usize, name: &'static str) -> Result<&'a str, CannotDecode> {
        let (field, rest) =
            self.rest.split_at_checked(length).ok_or(CannotDecode::TooShort(name))?;
        self.rest = rest;
        Ok(field)
    }

    fn leg(&mut self) -> Result<(ItineraryLeg, Conditional), CannotDecode> {
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
            ticket: None,
        };
        let size = usize::from_str_radix(self.take(2, "size")?, 16);
        let size = size.map_err(|_| CannotDecode::Field("size"))?;
        Ok((leg, conditional::read(self.take_whole(size, "conditional fields")?)))
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
    use super::*;

    /// The example of IATA's implementation guide.
    const EXAMPLE: &str = "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 100";

    #[test]
    fn the_published_example_can_be_read() {
        let itinerary = decode(EXAMPLE).unwrap();
        let [read] = itinerary.legs.as_slice() else { panic!("one leg") };
        assert_eq!(itinerary.name, "DESMARAIS/LUC");
        assert_eq!(read.locator, "ABC123");
        assert_eq!((read.from.as_str(), read.to.as_str()), ("YUL", "FRA"));
        assert_eq!((read.carrier.as_str(), read.flight_number), ("AC", 834));
        assert_eq!((read.day_of_year, read.cabin), (226, 'F'));
        assert_eq!((read.seat, read.ticket.as_deref()), ("1A".parse().ok(), None));
        assert_eq!((read.sequence, read.status), (Some(25), '1'));
    }

    #[test]
    fn fields_of_other_systems_are_passed_over() {
        let leg = &EXAMPLE[23..58];
        let two = format!("M2{}{leg}0B>6180 B6310{leg}03ABC", &EXAMPLE[2..23]);
        assert_eq!(decode(&two).map(|it| it.legs.len()), Ok(2));
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
