//! A traveller as plain data.
//!
//! Names are kept as they were typed; the ticket's spelling is made from them. Whether they can
//! be spelt is no rule for reading: the tables of letters may change, and a name stays a name.

use airside_booking::{Passenger, Person};
use airside_primitives::PassengerId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::BadRecord;
use crate::choices::{GenderRecord, PassengerTypeRecord, SeatPreferenceRecord};
use crate::plain::Day;

/// A [`Passenger`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassengerRecord {
    pub id: Uuid,
    pub kind: PassengerTypeRecord,
    /// Absent once its people were erased, as all that tells who it is.
    #[serde(flatten)]
    pub person: Option<PersonRecord>,
    pub seat_preference: SeatPreferenceRecord,
    pub hand_baggage_kg: u8,
    pub extra_baggage_kg: u8,
    pub infant_of: Option<usize>,
}

/// A [`Person`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    pub given_name: String,
    pub middle_name: Option<String>,
    pub family_name: String,
    pub gender: GenderRecord,
    /// Absent where it is sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<Day>,
}

/// Who was born before is a slip of the keyboard.
const FIRST_YEAR_OF_BIRTH: i32 = 1900;

/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

airside_primitives::hide_in_debug!(PersonRecord, PassengerRecord { id });

impl From<&Passenger> for PassengerRecord {
    fn from(passenger: &Passenger) -> Self {
        Self {
            id: passenger.id.0,
            kind: passenger.kind.into(),
            person: passenger.person.as_ref().map(PersonRecord::from),
            seat_preference: passenger.seat_preference.into(),
            hand_baggage_kg: passenger.hand_baggage_kg,
            extra_baggage_kg: passenger.extra_baggage_kg,
            infant_of: passenger.infant_of,
        }
    }
}

impl From<&Person> for PersonRecord {
    fn from(person: &Person) -> Self {
        Self {
            given_name: person.given_name.clone(),
            middle_name: person.middle_name.clone(),
            family_name: person.family_name.clone(),
            gender: person.gender.into(),
            date_of_birth: Some(Day(person.date_of_birth)),
        }
    }
}

impl TryFrom<PassengerRecord> for Passenger {
    type Error = BadRecord;

    fn try_from(record: PassengerRecord) -> Result<Self, BadRecord> {
        Ok(Self {
            id: PassengerId(record.id),
            kind: record.kind.into(),
            person: record.person.map(Person::try_from).transpose()?,
            seat_preference: record.seat_preference.into(),
            hand_baggage_kg: record.hand_baggage_kg,
            extra_baggage_kg: record.extra_baggage_kg,
            infant_of: record.infant_of,
        })
    }
}

impl TryFrom<PersonRecord> for Person {
    type Error = BadRecord;

    fn try_from(record: PersonRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("passenger", field);
        let names = [
            ("given_name", Some(&record.given_name)),
            ("middle_name", record.middle_name.as_ref()),
            ("family_name", Some(&record.family_name)),
        ];
        for (field, name) in names {
            if name.is_some_and(|name| !is_name(name)) {
                return Err(bad(field));
            }
        }
        let date_of_birth = record.date_of_birth.map(|Day(date)| date);
        let date_of_birth = date_of_birth.filter(|date| date.year() >= FIRST_YEAR_OF_BIRTH);
        Ok(Self {
            given_name: record.given_name,
            middle_name: record.middle_name,
            family_name: record.family_name,
            gender: record.gender.into(),
            date_of_birth: date_of_birth.ok_or_else(|| bad("date_of_birth"))?,
        })
    }
}

fn is_name(text: &str) -> bool {
    (1..=LONGEST_NAME).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}
