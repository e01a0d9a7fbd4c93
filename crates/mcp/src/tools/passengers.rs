//! Who travels and how to reach them, as the API takes it.

use airside_client::bookings::{Contact, ExtraBaggageMode, Gender, NewPassenger, SeatPreference};
use schemars::JsonSchema;
use serde::Deserialize;
use time::Date;

use super::words;

time::serde::format_description!(iso, Date, "[year]-[month]-[day]");

/// One traveller. The type follows from the age on the last departure.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Passenger {
    /// As in the passport; leave out for a person with one name.
    given_name: Option<String>,
    middle_name: Option<String>,
    /// As in the passport.
    family_name: String,
    /// In Latin letters, where the name has other ones.
    latin_given_name: Option<String>,
    /// In Latin letters, where the name has other ones.
    latin_family_name: Option<String>,
    #[schemars(with = "words::Gender")]
    gender: Gender,
    /// YYYY-MM-DD.
    #[serde(with = "iso")]
    #[schemars(with = "String")]
    date_of_birth: Date,
    /// Where to sit if no seat is picked [ANY].
    #[schemars(with = "Option<words::SeatPreference>")]
    seat_preference: Option<SeatPreference>,
    /// Picked seats as 12A: none, or one entry (or null) for each flight of the whole trip.
    #[serde(default)]
    seats: Vec<Option<String>>,
    /// Up to 7 [0].
    #[serde(default)]
    hand_baggage_kg: u8,
    /// 0, 3, 5, 10, 15, 20 or 30, on every journey [0].
    #[serde(default)]
    pub(super) extra_baggage_kg: u8,
    /// Of an infant: the index in `passengers` of the adult who has it on the lap.
    infant_of: Option<usize>,
}

/// Where news of a booking goes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reached {
    email: String,
    /// With country code, as +919876543210.
    phone: Option<String>,
}

/// When extra baggage is paid.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct Mode(#[schemars(with = "words::ExtraBaggageMode")] pub(super) ExtraBaggageMode);

impl Passenger {
    pub(super) fn into_request(self) -> NewPassenger {
        NewPassenger {
            given_name: self.given_name,
            middle_name: self.middle_name,
            family_name: self.family_name,
            latin_given_name: self.latin_given_name,
            latin_family_name: self.latin_family_name,
            gender: self.gender,
            date_of_birth: self.date_of_birth,
            seat_preference: self.seat_preference,
            seats: self.seats,
            hand_baggage_kg: self.hand_baggage_kg,
            extra_baggage_kg: self.extra_baggage_kg,
            infant_of: self.infant_of,
        }
    }
}

impl Reached {
    pub(super) fn into_request(self) -> Contact {
        Contact { email: self.email, phone: self.phone }
    }
}
