//! Who travels: types by age, genders, and the party that an offer is made for.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use time::Date;

use crate::code::InvalidCode;

/// A passenger type: ADT, CHD and INF of the industry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassengerType {
    /// From 12 years.
    Adult,
    /// 2 to 11 years, in a seat.
    Child,
    /// Under 2 years, on an adult's lap.
    Infant,
}

impl PassengerType {
    pub const ALL: [Self; 3] = [Self::Adult, Self::Child, Self::Infant];

    /// The type of a passenger born on `born`, on the day of the last flight.
    ///
    /// `None` for one who is not born by then.
    pub fn on(born: Date, last_departure: Date) -> Option<Self> {
        Some(match age_on(born, last_departure)? {
            0..2 => Self::Infant,
            2..12 => Self::Child,
            12.. => Self::Adult,
        })
    }

    /// Everyone but an infant has a seat.
    pub const fn has_seat(self) -> bool {
        match self {
            Self::Adult | Self::Child => true,
            Self::Infant => false,
        }
    }

    /// The code of the API, `ADULT`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Adult => "ADULT",
            Self::Child => "CHILD",
            Self::Infant => "INFANT",
        }
    }
}

/// Completed years on a day; `None` before birth.
///
/// Someone born on 29 February has a birthday on 1 March in common years.
pub fn age_on(born: Date, day: Date) -> Option<u16> {
    if day < born {
        return None;
    }
    let had_birthday = (u8::from(day.month()), day.day()) >= (u8::from(born.month()), born.day());
    let years = day.year() - born.year() - i32::from(!had_birthday);
    u16::try_from(years).ok()
}

impl FromStr for PassengerType {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let found = Self::ALL.into_iter().find(|kind| kind.code() == text);
        found.ok_or_else(|| InvalidCode::new(text, "ADULT, CHILD or INFANT"))
    }
}

impl fmt::Display for PassengerType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A gender as travel documents give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    Male,
    Female,
    Unspecified,
}

impl Gender {
    pub const ALL: [Self; 3] = [Self::Male, Self::Female, Self::Unspecified];

    /// The code of the API, `FEMALE`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Male => "MALE",
            Self::Female => "FEMALE",
            Self::Unspecified => "UNSPECIFIED",
        }
    }
}

impl FromStr for Gender {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let found = Self::ALL.into_iter().find(|gender| gender.code() == text);
        found.ok_or_else(|| InvalidCode::new(text, "MALE, FEMALE or UNSPECIFIED"))
    }
}

/// How many of each type travel together: at most ten, with an adult for each infant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Party {
    adults: u8,
    children: u8,
    infants: u8,
}

impl Party {
    /// The most passengers in one booking, infants included.
    pub const MOST: u8 = 10;

    /// One adult.
    pub const ONE: Self = Self { adults: 1, children: 0, infants: 0 };

    pub fn new(adults: u8, children: u8, infants: u8) -> Result<Self, InvalidParty> {
        let total = u16::from(adults) + u16::from(children) + u16::from(infants);
        if total > u16::from(Self::MOST) {
            return Err(InvalidParty::TooMany);
        }
        if adults == 0 {
            return Err(InvalidParty::NoAdult);
        }
        if infants > adults {
            return Err(InvalidParty::InfantsWithoutAdults);
        }
        Ok(Self { adults, children, infants })
    }

    /// How many of one type.
    pub const fn count(&self, kind: PassengerType) -> u8 {
        match kind {
            PassengerType::Adult => self.adults,
            PassengerType::Child => self.children,
            PassengerType::Infant => self.infants,
        }
    }

    /// How many seats the party needs: infants need none.
    pub const fn seated(&self) -> u8 {
        self.adults + self.children
    }

    /// Everyone.
    pub const fn total(&self) -> u8 {
        self.adults + self.children + self.infants
    }
}

/// Why these people cannot travel as one party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InvalidParty {
    #[error("at most 10 passengers, infants included")]
    TooMany,
    #[error("at least one adult is required")]
    NoAdult,
    #[error("each infant needs an adult of their own")]
    InfantsWithoutAdults,
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn types_change_on_the_birthday() {
        let born = date!(2014 - 06 - 15);
        assert_eq!(PassengerType::on(born, date!(2014 - 06 - 14)), None);
        assert_eq!(PassengerType::on(born, date!(2016 - 06 - 14)), Some(PassengerType::Infant));
        assert_eq!(PassengerType::on(born, date!(2016 - 06 - 15)), Some(PassengerType::Child));
        assert_eq!(PassengerType::on(born, date!(2026 - 06 - 14)), Some(PassengerType::Child));
        assert_eq!(PassengerType::on(born, date!(2026 - 06 - 15)), Some(PassengerType::Adult));
    }

    #[test]
    fn a_party_has_at_most_ten_and_an_adult_for_each_infant() {
        assert_eq!(Party::new(9, 1, 1), Err(InvalidParty::TooMany));
        assert_eq!(Party::new(0, 1, 0), Err(InvalidParty::NoAdult));
        assert_eq!(Party::new(1, 0, 2), Err(InvalidParty::InfantsWithoutAdults));
        assert_eq!(Party::new(2, 1, 2).unwrap().seated(), 3);
    }
}
