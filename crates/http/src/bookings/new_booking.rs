//! The body of a new booking: words to types, every fault at once.
//!
//! Only the words are checked here; what fits together is for the domain.

use airside_app::account::Role;
use airside_app::bookings::place::{PlaceBooking, Traveller};
use airside_booking::Contact;
use airside_booking::place;
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Party, SeatPreference};
use utoipa::ToSchema;
use validator::Validate;

use crate::faults::Faults;
use crate::problem::{Kind, Problem};
use crate::request::{Request, fields};
use crate::valid::{LONGEST_EMAIL, phone_number, ticket_name};

const MOST_OFFERS: u64 = place::MOST_OFFERS as u64;

/// Offers and who travels on them.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewBooking {
    /// Offer ids, in the order of travel.
    #[validate(length(min = 1, max = MOST_OFFERS, message = "must have 1 to 6 offers"))]
    offers: Vec<String>,
    passengers: Vec<NewPassenger>,
    /// PREPAID or `AT_AIRPORT` [PREPAID].
    extra_baggage_mode: Option<String>,
    contact: NewContact,
    promo_code: Option<String>,
}

/// One traveller. The type follows from the age on the last departure.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassenger {
    #[validate(custom(function = ticket_name))]
    given_name: String,
    #[validate(custom(function = ticket_name))]
    middle_name: Option<String>,
    #[validate(custom(function = ticket_name))]
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
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewContact {
    #[validate(email, length(max = LONGEST_EMAIL))]
    email: String,
    #[validate(custom(function = phone_number))]
    phone: Option<String>,
}

fields! {
    NewBooking { offers, passengers, extra_baggage_mode, contact, promo_code }
    NewPassenger {
        given_name, middle_name, family_name, gender, date_of_birth, seat_preference, seats,
        hand_baggage_kg, extra_baggage_kg, infant_of
    }
    NewContact { email, phone }
}

impl Request for NewBooking {
    type Checked = PlaceBooking;

    fn check(self, faults: &mut Faults) -> Option<PlaceBooking> {
        match self.passengers.len() {
            0 => faults.add("/passengers", "at least one passenger is required"),
            // Then the list itself is what is wrong, and nobody on it matters.
            many if many > usize::from(Party::MOST) => {
                let detail = format!("at most {} passengers, infants included", Party::MOST);
                let kind = Kind::TooManyPassengers;
                faults.answer_instead(Problem::at_field(kind, "/passengers", detail));
            }
            _ => (),
        }
        let extra_baggage_mode =
            faults.read("/extra_baggage_mode", self.extra_baggage_mode.as_deref());
        let passengers = self.passengers.into_iter().enumerate();
        let passengers: Vec<_> =
            passengers.map(|(at, passenger)| passenger.read(at, faults)).collect();
        Some(PlaceBooking {
            offers: self.offers,
            passengers: passengers.into_iter().collect::<Option<_>>()?,
            extra_baggage_mode: extra_baggage_mode.unwrap_or(ExtraBaggageMode::Prepaid),
            contact: Contact { email: self.contact.email, phone: self.contact.phone },
            promo_code: self.promo_code,
            by: Role::Customer,
        })
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
