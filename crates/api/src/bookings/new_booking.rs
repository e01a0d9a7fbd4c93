//! The body of a new booking: words to types, every fault at once.
//!
//! Only the words are checked here; what fits together is for the domain.

use std::fmt::Display;
use std::str::FromStr;

use airside_app::bookings::place::{PlaceBooking, Traveller};
use airside_booking::Contact;
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Gender, SeatNumber, SeatPreference, UserId};
use serde::Deserialize;
use time::Date;
use time::macros::date;
use utoipa::ToSchema;
use validator::ValidateEmail;

use crate::problem::{FieldError, Kind, Problem};

/// Offers and who travels on them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewBooking {
    /// Offer ids, in the order of travel.
    offers: Vec<String>,
    passengers: Vec<NewPassenger>,
    /// PREPAID or `AT_AIRPORT` [PREPAID].
    extra_baggage_mode: Option<String>,
    contact: NewContact,
    promo_code: Option<String>,
}

/// One traveller. The type follows from the age on the last departure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassenger {
    given_name: String,
    middle_name: Option<String>,
    family_name: String,
    /// MALE, FEMALE or UNSPECIFIED.
    gender: String,
    /// `YYYY-MM-DD`.
    date_of_birth: String,
    /// WINDOW, MIDDLE, AISLE or ANY [ANY].
    seat_preference: Option<String>,
    /// One entry for each segment of the whole trip; null leaves it to the airline.
    seats: Option<Vec<Option<String>>>,
    /// Up to 7 [0].
    hand_baggage_kg: Option<u8>,
    /// 0, 3, 5, 10, 15, 20 or 30, on every journey [0].
    extra_baggage_kg: Option<u8>,
    /// For an infant: the index of their adult.
    infant_of: Option<usize>,
}

/// Where news of the booking goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewContact {
    email: String,
    phone: Option<String>,
}

/// More than the ten that may travel: the list itself is what is wrong then.
const MOST_PASSENGERS: usize = 10;

impl NewBooking {
    pub(crate) fn command(self, owner: UserId) -> Result<PlaceBooking, Problem> {
        if self.passengers.len() > MOST_PASSENGERS {
            let detail = "at most 10 passengers, infants included";
            return Err(Problem::at_field(Kind::TooManyPassengers, "/passengers", detail));
        }
        let mut faults = Faults(Vec::new());
        let mode = self.extra_baggage_mode.as_deref();
        let extra_baggage_mode = mode
            .map_or(Ok(ExtraBaggageMode::Prepaid), |text| faults.read("/extra_baggage_mode", text));
        let contact = self.contact.read(&mut faults);
        let passengers: Vec<_> = self
            .passengers
            .into_iter()
            .enumerate()
            .filter_map(|(at, passenger)| passenger.read(at, &mut faults))
            .collect();
        match (extra_baggage_mode, faults.0.is_empty()) {
            (Ok(extra_baggage_mode), true) => Ok(PlaceBooking {
                owner,
                offers: self.offers,
                passengers,
                extra_baggage_mode,
                contact,
                promo_code: self.promo_code,
            }),
            (Ok(_) | Err(Noted), _) => Err(Problem::invalid(faults.0)),
        }
    }
}

impl NewPassenger {
    fn read(self, at: usize, faults: &mut Faults) -> Option<Traveller> {
        let pointer = |field: &str| format!("/passengers/{at}/{field}");
        let gender: Result<Gender, _> = faults.read(&pointer("gender"), &self.gender);
        let date_of_birth = faults.date_of_birth(&pointer("date_of_birth"), &self.date_of_birth);
        let seat_preference = self
            .seat_preference
            .as_deref()
            .map_or(Ok(SeatPreference::Any), |text| faults.read(&pointer("seat_preference"), text));
        let seats = self.seats.unwrap_or_default().into_iter().enumerate();
        let seats: Vec<Option<SeatNumber>> = seats
            .map(|(segment, seat)| {
                let seat = seat?;
                faults.read(&format!("/passengers/{at}/seats/{segment}"), &seat).ok()
            })
            .collect();
        Some(Traveller {
            given_name: self.given_name.trim().to_owned(),
            middle_name: self.middle_name.map(|name| name.trim().to_owned()),
            family_name: self.family_name.trim().to_owned(),
            gender: gender.ok()?,
            date_of_birth: date_of_birth.ok()?,
            seat_preference: seat_preference.ok()?,
            seats,
            hand_baggage_kg: self.hand_baggage_kg.unwrap_or(0),
            extra_baggage_kg: self.extra_baggage_kg.unwrap_or(0),
            infant_of: self.infant_of,
        })
    }
}

impl NewContact {
    fn read(self, faults: &mut Faults) -> Contact {
        if self.email.len() > 254 || !self.email.validate_email() {
            faults.add("/contact/email", "must be an e-mail address");
        }
        if let Some(phone) = &self.phone
            && !is_phone(phone)
        {
            faults.add("/contact/phone", "must be 5 to 20 digits, with spaces, + - ( ) allowed");
        }
        Contact { email: self.email, phone: self.phone }
    }
}

/// Loose on purpose: people write numbers in many ways (E.164 has at most 15 digits).
pub(crate) fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = text.bytes().all(|it| it.is_ascii_digit() || b" +-()./".contains(&it));
    plain && (5..=20).contains(&digits) && text.len() <= 40
}

/// A fault was noted already.
struct Noted;

struct Faults(Vec<FieldError>);

impl Faults {
    fn add(&mut self, pointer: &str, detail: impl Display) {
        self.0.push(FieldError::new(pointer, detail));
    }

    fn read<T: FromStr<Err: Display>>(&mut self, pointer: &str, text: &str) -> Result<T, Noted> {
        text.parse().map_err(|error| {
            self.add(pointer, error);
            Noted
        })
    }

    fn date_of_birth(&mut self, pointer: &str, text: &str) -> Result<Date, Noted> {
        let date = crate::date::read(text).filter(|date| *date >= date!(1900 - 01 - 01));
        date.ok_or_else(|| {
            self.add(pointer, "must be a date such as 1990-05-01");
            Noted
        })
    }
}
