//! What is booked, and for whom.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::code::codes;
use crate::secret::personal;
use crate::times::iso_date;

/// Offers and who travels on them.
#[derive(Debug, Clone, Serialize)]
pub struct NewBooking {
    /// Ids of offers, in the order of travel.
    pub offers: Vec<String>,
    /// The party that the offers were asked for.
    pub passengers: Vec<NewPassenger>,
    /// When extra baggage is paid; PREPAID by default.
    pub extra_baggage_mode: Option<ExtraBaggageMode>,
    /// Where news goes.
    pub contact: Contact,
    /// Takes something from the fare.
    pub promo_code: Option<String>,
}

/// One traveller. The type follows from the age on the last departure.
#[derive(Clone, Serialize)]
pub struct NewPassenger {
    /// The first name; `None` of a person with one name.
    pub given_name: Option<String>,
    /// The names between.
    pub middle_name: Option<String>,
    /// The last name.
    pub family_name: String,
    /// Given and middle names in the passport's Latin letters, where those as typed have no such
    /// spelling.
    pub latin_given_name: Option<String>,
    /// The family name likewise.
    pub latin_family_name: Option<String>,
    /// As in the passport.
    pub gender: Gender,
    /// As in the passport.
    #[serde(with = "iso_date")]
    pub date_of_birth: Date,
    /// Where to sit if no seat is picked; ANY by default.
    pub seat_preference: Option<SeatPreference>,
    /// Picked seats: none, or one entry for each segment of the whole trip.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<Option<String>>,
    /// Up to 7.
    pub hand_baggage_kg: u8,
    /// 0, or a weight on sale, on every journey.
    pub extra_baggage_kg: u8,
    /// Of an infant: which passenger has it on the lap.
    pub infant_of: Option<usize>,
}

/// Where news of a booking goes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// An address.
    pub email: String,
    /// A number, with country code.
    pub phone: Option<String>,
}

codes! {
    /// As in the passport.
    Gender {
        Male "MALE",
        Female "FEMALE",
        Unspecified "UNSPECIFIED",
    }
}

codes! {
    /// Where somebody likes to sit.
    SeatPreference {
        Window "WINDOW",
        Middle "MIDDLE",
        Aisle "AISLE",
        Any "ANY",
    }
}

codes! {
    /// When extra baggage is paid.
    ExtraBaggageMode {
        Prepaid "PREPAID",
        AtAirport "AT_AIRPORT",
    }
}

personal!(NewPassenger, Contact);

impl NewBooking {
    /// Without extras.
    pub fn new<Id: Into<String>>(
        offers: impl IntoIterator<Item = Id>,
        passengers: impl Into<Vec<NewPassenger>>,
        contact: Contact,
    ) -> Self {
        Self {
            offers: offers.into_iter().map(Into::into).collect(),
            passengers: passengers.into(),
            extra_baggage_mode: None,
            contact,
            promo_code: None,
        }
    }
}

impl NewPassenger {
    /// Without wishes.
    pub fn new(given_name: &str, family_name: &str, gender: Gender, date_of_birth: Date) -> Self {
        Self {
            given_name: Some(given_name.to_owned()),
            middle_name: None,
            family_name: family_name.to_owned(),
            latin_given_name: None,
            latin_family_name: None,
            gender,
            date_of_birth,
            seat_preference: None,
            seats: Vec::new(),
            hand_baggage_kg: 0,
            extra_baggage_kg: 0,
            infant_of: None,
        }
    }
}

impl Contact {
    /// By mail only.
    pub fn new(email: &str) -> Self {
        Self { email: email.to_owned(), phone: None }
    }
}
