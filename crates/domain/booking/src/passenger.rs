//! A traveller of one booking.

use airside_primitives::{Gender, PassengerId, PassengerType, SeatPreference, passenger::age_on};
use airside_seating::Seeker;
use time::Date;

use crate::correction::Correction;
use crate::name::Name;
use crate::service::SpecialService;
use crate::travel_document::TravelDocument;

/// A traveller. Two with the same names are told apart by their ids.
#[derive(Clone, PartialEq, Eq)]
pub struct Passenger {
    pub id: PassengerId,
    /// By age on the day of the last departure.
    pub kind: PassengerType,
    /// `None` once the people of the booking were erased.
    pub person: Option<Person>,
    pub seat_preference: SeatPreference,
    pub hand_baggage_kg: u8,
    /// Beyond the allowance, on every journey; a step of the baggage tariff.
    pub extra_baggage_kg: u8,
    /// What is done for them; nothing once the people of the booking were erased.
    pub services: Vec<SpecialService>,
    /// The position of this infant's adult in the list of passengers.
    pub infant_of: Option<usize>,
}

/// Who a traveller is.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    pub name: Name,
    /// Names that they had in this booking before, oldest first.
    pub corrections: Vec<Correction>,
    pub gender: Gender,
    pub date_of_birth: Date,
    /// What they show at a border, once it is known.
    pub travel_document: Option<TravelDocument>,
}

/// The least age for an exit row.
const EXIT_ROW_AGE: u16 = 15;

impl Passenger {
    /// What the allocation of seats needs to know, for a flight on `day`.
    pub fn seeker(&self, day: Date, with_infant: bool) -> Seeker {
        let age = self.person.as_ref().and_then(|person| age_on(person.date_of_birth, day));
        let old_enough = age.is_some_and(|age| age >= EXIT_ROW_AGE);
        Seeker {
            preference: self.seat_preference,
            picked: None,
            exit_row_allowed: old_enough && !with_infant,
            with_infant,
            adult: self.kind == PassengerType::Adult,
        }
    }
}

airside_primitives::hide_in_debug!(Person, Passenger { id });
