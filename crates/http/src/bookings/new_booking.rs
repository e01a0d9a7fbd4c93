//! The body of a new booking: words to types, every fault at once.
//!
//! Only the words are checked here; what fits together is for the domain.

use airside_app::account::Role;
use airside_app::bookings::place::{PlaceBooking, Traveller};
use airside_booking::name::Typed;
use airside_booking::{Contact, Name, place};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Party, SeatPreference};
use utoipa::ToSchema;
use validator::Validate;

use super::name_faults::blame;
use super::services::{NewService, wanted};
use crate::faults::Faults;
use crate::phone::Phone;
use crate::problem::{Kind, Problem};
use crate::request::{Request, fields};
use crate::text::Text;
use crate::valid::LONGEST_EMAIL;
use crate::words;

const MOST_OFFERS: u64 = place::MOST_OFFERS as u64;
/// No tariff sells more.
const MOST_KG: u8 = 200;
/// A ticket has no room for more.
const MOST_SERVICES: usize = 20;
/// The index of the last passenger that there can be.
const LAST_ADULT: usize = Party::MOST as usize - 1;

/// Offers and who travels on them.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "offers": ["off_AAECAwQFBgcICQ"],
    "passengers": [{
        "given_name": "Asha", "family_name": "Rao", "gender": "FEMALE",
        "date_of_birth": "1990-05-01", "seat_preference": "WINDOW",
    }],
    "contact": {"email": "asha@example.com", "phone": "+919876543210"},
}))]
pub(crate) struct NewBooking {
    /// Offer ids, in the order of travel.
    #[validate(length(min = 1, max = MOST_OFFERS, message = "must have 1 to 6 offers"))]
    #[schema(value_type = Vec<words::OfferId>, min_items = 1, max_items = 6)]
    offers: Vec<String>,
    #[schema(min_items = 1, max_items = 10)]
    passengers: Vec<NewPassenger>,
    /// [PREPAID]
    #[schema(value_type = Option<words::ExtraBaggageMode>)]
    extra_baggage_mode: Option<String>,
    contact: NewContact,
    promo_code: Option<String>,
}

/// One traveller. The type follows from the age on the last departure.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassenger {
    /// Null of a person with one name, which is the family name; tickets then say FNU for it.
    #[schema(min_length = 1, max_length = 60)]
    given_name: Option<String>,
    #[schema(min_length = 1, max_length = 60)]
    middle_name: Option<String>,
    #[schema(min_length = 1, max_length = 60)]
    family_name: String,
    /// Given and middle names as the passport has them in Latin letters. Required where the names
    /// as typed have no spelling in its machine-readable zone; where it is told, it counts.
    #[schema(min_length = 1, max_length = 60)]
    latin_given_name: Option<String>,
    /// The family name likewise.
    #[schema(min_length = 1, max_length = 60)]
    latin_family_name: Option<String>,
    #[schema(value_type = words::Gender)]
    gender: String,
    #[schema(value_type = time::Date)]
    date_of_birth: String,
    /// [ANY]
    #[schema(value_type = Option<words::SeatPreference>)]
    seat_preference: Option<String>,
    /// One entry for each segment of the whole trip; null leaves it to the airline.
    seats: Option<Vec<Option<String>>>,
    /// Up to 7 [0].
    #[schema(maximum = 7)]
    hand_baggage_kg: Option<u8>,
    /// 0, or a weight on sale (`GET /v1/flights/{id}`), on every journey [0].
    #[schema(maximum = 200)]
    extra_baggage_kg: Option<u8>,
    /// Special services of IATA that the tariff allows.
    #[schema(max_items = 20)]
    special_services: Option<Vec<NewService>>,
    /// For an infant: the index of their adult.
    #[schema(maximum = 9)]
    infant_of: Option<usize>,
}

/// Where news of the booking goes.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewContact {
    #[validate(email, length(max = LONGEST_EMAIL))]
    #[schema(format = "email", max_length = 254)]
    email: String,
    /// With its country code; answers show it as `+919876543210`.
    #[schema(value_type = Option<String>, example = "+91 98765 43210")]
    phone: Option<Text<Phone>>,
}

fields! {
    NewBooking { offers, passengers, extra_baggage_mode, contact, promo_code }
    NewPassenger {
        given_name, middle_name, family_name, latin_given_name, latin_family_name, gender,
        date_of_birth, seat_preference, seats,
        special_services, hand_baggage_kg in 0..=MOST_KG, extra_baggage_kg in 0..=MOST_KG, infant_of in 0..=LAST_ADULT
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
        let mut services = Vec::new();
        let passengers = self.passengers.into_iter().enumerate().map(|(at, mut passenger)| {
            let asked = passenger.special_services.take().unwrap_or_default();
            let pointer = format!("/passengers/{at}/special_services");
            if asked.len() > MOST_SERVICES {
                faults.add(&pointer, format_args!("must have at most {MOST_SERVICES}"));
            }
            services.push(wanted(asked, &pointer, faults));
            (at, passenger)
        });
        let passengers: Vec<_> = passengers.collect();
        let passengers = passengers.into_iter();
        let passengers: Vec<_> =
            passengers.map(|(at, passenger)| passenger.read(at, faults)).collect();
        Some(PlaceBooking {
            offers: self.offers,
            services,
            passengers: passengers.into_iter().collect::<Option<_>>()?,
            extra_baggage_mode: extra_baggage_mode.unwrap_or(ExtraBaggageMode::Prepaid),
            contact: Contact {
                email: self.contact.email,
                phone: self.contact.phone.map(|Text(phone)| phone.into_text()),
            },
            promo_code: self.promo_code.map(|code| code.trim().to_owned()),
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
        let trimmed = |name: String| name.trim().to_owned();
        let typed = Typed {
            given: self.given_name.map(trimmed),
            middle: self.middle_name.map(trimmed),
            family: trimmed(self.family_name),
            latin_given: self.latin_given_name.map(trimmed),
            latin_family: self.latin_family_name.map(trimmed),
        };
        let name = Name::new(typed).map_err(|wrong| blame(&wrong, &pointer, faults)).ok();
        Some(Traveller {
            name: name?,
            gender: gender?,
            date_of_birth: born?,
            seat_preference: seat_preference.unwrap_or(SeatPreference::Any),
            seats,
            hand_baggage_kg: self.hand_baggage_kg.unwrap_or(0),
            extra_baggage_kg: self.extra_baggage_kg.unwrap_or(0),
            services: Vec::new(),
            infant_of: self.infant_of,
        })
    }
}
