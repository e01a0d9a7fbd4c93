//! The body of a new booking: words to types, every fault at once.
//!
//! Only the words are checked here; what fits together is for the domain.

use airside_app::bookings::place::{PlaceBooking, Traveller};
use airside_booking::Contact;
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Party, SeatPreference, UserId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::faults::Faults;
use crate::problem::{Kind, Problem};
use crate::valid::{NO_PHONE_NUMBER, is_email, is_phone_number};

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
    /// 0, or a weight on sale (`GET /v1/flights/{id}`), on every journey [0].
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

impl NewBooking {
    pub(crate) fn command(self, owner: UserId) -> Result<PlaceBooking, Problem> {
        // Then the list itself is what is wrong, and nobody on it is looked at.
        if self.passengers.len() > usize::from(Party::MOST) {
            let detail = format!("at most {} passengers, infants included", Party::MOST);
            return Err(Problem::at_field(Kind::TooManyPassengers, "/passengers", detail));
        }
        let mut faults = Faults::default();
        let extra_baggage_mode =
            faults.read("/extra_baggage_mode", self.extra_baggage_mode.as_deref());
        let contact = self.contact.read(&mut faults);
        let passengers: Vec<_> = self
            .passengers
            .into_iter()
            .enumerate()
            .filter_map(|(at, passenger)| passenger.read(at, &mut faults))
            .collect();
        faults.accept(Some(PlaceBooking {
            owner,
            offers: self.offers,
            passengers,
            extra_baggage_mode: extra_baggage_mode.unwrap_or(ExtraBaggageMode::Prepaid),
            contact,
            promo_code: self.promo_code,
        }))
    }
}

impl NewPassenger {
    fn read(self, at: usize, faults: &mut Faults) -> Option<Traveller> {
        let pointer = |field: &str| format!("/passengers/{at}/{field}");
        let gender = faults.read(&pointer("gender"), Some(&self.gender));
        let born = faults.date(&pointer("date_of_birth"), Some(&self.date_of_birth));
        let seat_preference =
            faults.read(&pointer("seat_preference"), self.seat_preference.as_deref());
        let seats = self.seats.unwrap_or_default().into_iter().enumerate();
        let seats = seats
            .map(|(segment, seat)| {
                faults.read(&pointer(&format!("seats/{segment}")), seat.as_deref())
            })
            .collect();
        Some(Traveller {
            given_name: self.given_name.trim().to_owned(),
            middle_name: self.middle_name.map(|name| name.trim().to_owned()),
            family_name: self.family_name.trim().to_owned(),
            gender: gender?,
            date_of_birth: born?,
            seat_preference: seat_preference.unwrap_or(SeatPreference::Any),
            seats,
            hand_baggage_kg: self.hand_baggage_kg.unwrap_or(0),
            extra_baggage_kg: self.extra_baggage_kg.unwrap_or(0),
            infant_of: self.infant_of,
        })
    }
}

impl NewContact {
    fn read(self, faults: &mut Faults) -> Contact {
        if !is_email(&self.email) {
            faults.add("/contact/email", "must be an e-mail address");
        }
        if let Some(phone) = &self.phone
            && !is_phone_number(phone)
        {
            faults.add("/contact/phone", NO_PHONE_NUMBER);
        }
        Contact { email: self.email, phone: self.phone }
    }
}
