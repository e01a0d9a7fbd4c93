//! What was typed about a booking: into a request to book, and everything that is wrong with it.

use airside_app::account::Role;
use airside_app::bookings::place::{PlaceBooking, Traveller};
use airside_booking::name::{self, NameFault};
use airside_booking::{Contact, Name};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Gender, PassengerType, SeatPreference};
use time::{Date, Duration};
use validator::ValidateEmail;

use super::account::no_password;
use super::offers::Chosen;
use crate::form::{Fields, Wrong};
use crate::shown::naming::blame;
use crate::shown::seat_maps::seat;
use crate::shown::times::read_iso;
use crate::texts::Texts;
use crate::visitor::Visitor;

/// The request that the form makes, and what is wrong with it.
///
/// What is missing is stood in for, so that the rest can be checked, and told of, at once; a request
/// with a stand-in is never booked, since something is wrong then.
pub(super) fn draft(
    fields: &Fields,
    chosen: &Chosen,
    visitor: &Visitor,
) -> (Option<PlaceBooking>, Wrong) {
    let texts = visitor.texts;
    let mut wrong = Wrong::default();
    let flights = chosen.segments().count();
    let kinds = chosen.kinds();
    let last = chosen.segments().map(|(_, segment)| segment.date).max();
    let last = last.unwrap_or(Date::MAX);
    let typed = Typed { fields, texts, last, flights };
    let passengers: Option<Vec<_>> =
        kinds.iter().enumerate().map(|(at, kind)| typed.traveller(at, *kind, &mut wrong)).collect();
    let email = fields.get("email");
    if !email.validate_email() {
        wrong.add("email", texts.email_wrong);
    }
    let phone = phone(fields.get("phone"));
    if phone.is_none() && fields.has("phone") {
        wrong.add("phone", texts.phone_wrong);
    }
    if visitor.caller.is_none() {
        no_password(texts, fields, &mut wrong);
    }
    let promo = fields.get("promo");
    let command = passengers.map(|passengers| PlaceBooking {
        services: Vec::new(),
        offers: chosen.ids.clone(),
        passengers,
        extra_baggage_mode: ExtraBaggageMode::Prepaid,
        contact: Contact { email: email.to_owned(), phone },
        promo_code: (!promo.is_empty()).then(|| promo.to_owned()),
        by: Role::Customer,
    });
    (command, wrong)
}

/// What was typed about the travellers.
struct Typed<'a> {
    fields: &'a Fields,
    texts: &'a Texts,
    /// The day of the last departure, on which a traveller has the age that was searched for.
    last: Date,
    flights: usize,
}

impl Typed<'_> {
    fn traveller(&self, at: usize, kind: PassengerType, wrong: &mut Wrong) -> Option<Traveller> {
        let of = |name: &str| self.fields.get(&format!("{name}{at}"));
        let gender = of("gender").parse().unwrap_or_else(|_| {
            wrong.add(format!("gender{at}"), self.texts.choose_one);
            Gender::Unspecified
        });
        let date_of_birth = self.born(at, kind).unwrap_or_else(|said| {
            wrong.add(format!("born{at}"), said);
            of_age(kind, self.last)
        });
        let name = self.name(at).or_else(|faults| {
            blame(self.texts, &faults, |part| format!("{part}{at}"), wrong);
            Name::plain("Somebody", "Unnamed")
        });
        let seats = (0..self.flights).map(|flight| seat(self.fields, at, flight));
        Some(Traveller {
            name: name.ok()?,
            gender,
            date_of_birth,
            seat_preference: of("prefers").parse().unwrap_or(SeatPreference::Any),
            seats: if kind.has_seat() { seats.collect() } else { Vec::new() },
            hand_baggage_kg: 0,
            extra_baggage_kg: of("extra").parse().unwrap_or(0),
            services: Vec::new(),
            infant_of: of("lap").parse().ok().filter(|_| kind == PassengerType::Infant),
        })
    }

    /// The date of birth, of somebody of the age that was searched for.
    fn born(&self, at: usize, kind: PassengerType) -> Result<Date, String> {
        let born = read_iso(self.fields.get(&format!("born{at}")));
        let born = born.ok_or_else(|| self.texts.date_missing.to_owned())?;
        let is_as_searched = PassengerType::on(born, self.last) == Some(kind);
        if is_as_searched { Ok(born) } else { Err((self.texts.age_of)(kind)) }
    }

    fn name(&self, at: usize) -> Result<Name, Vec<NameFault>> {
        let of = |name: &str| self.fields.get(&format!("{name}{at}"));
        let some = |name: &str| Some(of(name)).filter(|it| !it.is_empty()).map(str::to_owned);
        Name::new(name::Typed {
            given: some("given"),
            middle: some("middle"),
            family: of("family").to_owned(),
            latin_given: some("latin_given"),
            latin_family: some("latin_family"),
        })
    }
}

/// The date of birth of somebody of this kind.
fn of_age(kind: PassengerType, on: Date) -> Date {
    let years = match kind {
        PassengerType::Adult => 30,
        PassengerType::Child => 8,
        PassengerType::Infant => 1,
    };
    on - Duration::days(365 * years)
}

/// A number as E.164 has it, `+919876543210`; `None` when it is none.
fn phone(typed: &str) -> Option<String> {
    let kept: String = typed.chars().filter(|it| !" -()./".contains(*it)).collect();
    let digits = kept.strip_prefix('+')?;
    let is_number = digits.bytes().all(|it| it.is_ascii_digit()) && !digits.starts_with('0');
    (is_number && (7..=15).contains(&digits.len())).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_is_kept_as_it_is_dialled() {
        assert_eq!(phone("+91 98765-43210").as_deref(), Some("+919876543210"));
        for wrong in ["98765 43210", "+0123456789", "+12", "+1234567890123456", "+12x4567890"] {
            assert_eq!(phone(wrong), None, "{wrong}");
        }
    }
}
