//! A traveller as plain data.
//!
//! Names are kept as they were typed, and beside them as their tickets spell them. Whether they can
//! be spelt is no rule for reading: the tables of letters may change, and a name stays a name.

use airside_booking::name::NamePart;
use airside_booking::{
    Correction, Name, Passenger, Person, SpecialService, TicketName, TravelDocument,
};
use airside_primitives::PassengerId;
use deunicode::deunicode;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::BadRecord;
use crate::choices::{GenderRecord, PassengerTypeRecord, SeatPreferenceRecord};
use crate::correction::CorrectionRecord;
use crate::plain::Day;
use crate::service::ServiceRecord;
use crate::travel_document::TravelDocumentRecord;

/// A [`Passenger`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassengerRecord {
    pub id: Uuid,
    pub kind: PassengerTypeRecord,
    /// Absent once its people were erased, as all that tells who it is.
    #[serde(flatten)]
    pub person: Option<PersonRecord>,
    /// Absent where it is sealed, and where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel_document: Option<TravelDocumentRecord>,
    pub seat_preference: SeatPreferenceRecord,
    pub hand_baggage_kg: u8,
    pub extra_baggage_kg: u8,
    /// Absent where they are sealed, and in what older releases wrote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceRecord>,
    pub infant_of: Option<usize>,
}

/// A [`Person`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// What tickets have in its place, if the person has one name.
    pub given_name: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_one_name: bool,
    pub middle_name: Option<String>,
    pub family_name: String,
    /// As the ticket has them; absent in what older releases wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_given_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_family_name: Option<String>,
    /// Names that they had before; none in what older releases wrote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<CorrectionRecord>,
    pub gender: GenderRecord,
    /// Absent where it is sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<Day>,
}

/// Who was born before is a slip of the keyboard.
const FIRST_YEAR_OF_BIRTH: i32 = 1900;

airside_primitives::hide_in_debug!(PersonRecord, PassengerRecord { id });

impl From<&Passenger> for PassengerRecord {
    fn from(passenger: &Passenger) -> Self {
        Self {
            id: passenger.id.0,
            kind: passenger.kind.into(),
            person: passenger.person.as_ref().map(PersonRecord::from),
            travel_document: passenger
                .person
                .as_ref()
                .and_then(|person| person.travel_document.as_ref())
                .map(TravelDocumentRecord::from),
            seat_preference: passenger.seat_preference.into(),
            hand_baggage_kg: passenger.hand_baggage_kg,
            extra_baggage_kg: passenger.extra_baggage_kg,
            services: passenger.services.iter().map(ServiceRecord::from).collect(),
            infant_of: passenger.infant_of,
        }
    }
}

impl From<&Person> for PersonRecord {
    fn from(person: &Person) -> Self {
        let name = &person.name;
        Self {
            given_name: name.given().unwrap_or(name.ticketed().given()).to_owned(),
            has_one_name: name.given().is_none(),
            middle_name: name.middle().map(str::to_owned),
            family_name: name.family().to_owned(),
            ticket_given_name: Some(name.ticketed().given().to_owned()),
            ticket_family_name: Some(name.ticketed().family().to_owned()),
            corrections: person.corrections.iter().map(CorrectionRecord::from).collect(),
            gender: person.gender.into(),
            date_of_birth: Some(Day(person.date_of_birth)),
        }
    }
}

impl TryFrom<PassengerRecord> for Passenger {
    type Error = BadRecord;

    fn try_from(record: PassengerRecord) -> Result<Self, BadRecord> {
        let travel_document = record.travel_document.map(TravelDocument::try_from).transpose()?;
        let person = record.person.map(Person::try_from).transpose()?;
        let services = record.services.into_iter().map(SpecialService::try_from);
        Ok(Self {
            id: PassengerId(record.id),
            kind: record.kind.into(),
            person: person.map(|person| Person { travel_document, ..person }),
            seat_preference: record.seat_preference.into(),
            hand_baggage_kg: record.hand_baggage_kg,
            extra_baggage_kg: record.extra_baggage_kg,
            services: services.collect::<Result<_, _>>()?,
            infant_of: record.infant_of,
        })
    }
}

impl TryFrom<PersonRecord> for Person {
    type Error = BadRecord;

    fn try_from(record: PersonRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("passenger", field);
        let ticketed = ticket_name(&record).ok_or_else(|| bad("ticket_family_name"))?;
        let given = (!record.has_one_name).then_some(record.given_name);
        let name = Name::kept(given, record.middle_name, record.family_name, ticketed);
        let name = name.map_err(|part| bad(field(part)))?;
        let date_of_birth = record.date_of_birth.map(|Day(date)| date);
        let date_of_birth = date_of_birth.filter(|date| date.year() >= FIRST_YEAR_OF_BIRTH);
        let corrections = record.corrections.into_iter().map(Correction::try_from);
        Ok(Self {
            name,
            corrections: corrections.collect::<Result<_, _>>()?,
            gender: record.gender.into(),
            date_of_birth: date_of_birth.ok_or_else(|| bad("date_of_birth"))?,
            // It is kept beside the person.
            travel_document: None,
        })
    }
}

/// The spelling that the ticket was given. Releases that did not keep it made it anew each time,
/// in their own way.
fn ticket_name(record: &PersonRecord) -> Option<TicketName> {
    let of_older_releases = |name: &str| -> String {
        let letters = deunicode(name);
        letters.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_uppercase()
    };
    let family = record.ticket_family_name.clone();
    let family = family.unwrap_or_else(|| of_older_releases(&record.family_name));
    let given = record.ticket_given_name.clone().unwrap_or_else(|| {
        let middle = record.middle_name.as_deref().unwrap_or_default();
        of_older_releases(&record.given_name) + &of_older_releases(middle)
    });
    TicketName::new(family, given)
}

const fn field(part: NamePart) -> &'static str {
    match part {
        NamePart::Given => "given_name",
        NamePart::Middle => "middle_name",
        NamePart::Family => "family_name",
        NamePart::LatinGiven => "ticket_given_name",
        NamePart::LatinFamily => "ticket_family_name",
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}
