//! What was typed about a booking: into a request to book, or everything that is wrong with it.

use airside_app::account::Role;
use airside_app::bookings::place::{PlaceBooking, Traveller};
use airside_booking::name::{NameFault, NamePart, Typed};
use airside_booking::{Contact, Name};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Gender, PassengerType, SeatNumber, SeatPreference};
use validator::ValidateEmail;

use super::account::no_password;
use super::offers::Chosen;
use crate::form::{Fields, Wrong};
use crate::shown::times::read_iso;
use crate::texts::Texts;
use crate::visitor::Visitor;

/// The request that the form makes.
pub(super) fn draft(
    fields: &Fields,
    chosen: &Chosen,
    visitor: &Visitor,
) -> Result<PlaceBooking, Wrong> {
    let texts = visitor.texts;
    let mut wrong = Wrong::default();
    let flights = chosen.segments().count();
    let kinds = chosen.kinds();
    let passengers: Vec<_> = (0..kinds.len())
        .map(|at| traveller(fields, at, kinds[at], flights, texts, &mut wrong))
        .collect();
    of_other_ages(fields, chosen, texts, &mut wrong);
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
    match passengers.into_iter().collect::<Option<Vec<_>>>() {
        Some(passengers) if wrong.is_empty() => Ok(PlaceBooking {
            services: Vec::new(),
            offers: chosen.ids.clone(),
            passengers,
            extra_baggage_mode: ExtraBaggageMode::Prepaid,
            contact: Contact { email: email.to_owned(), phone },
            promo_code: (!promo.is_empty()).then(|| promo.to_owned()),
            by: Role::Customer,
        }),
        _ => Err(wrong),
    }
}

fn traveller(
    fields: &Fields,
    at: usize,
    kind: PassengerType,
    flights: usize,
    texts: &Texts,
    wrong: &mut Wrong,
) -> Option<Traveller> {
    let of = |name: &str| fields.get(&format!("{name}{at}"));
    let some = |name: &str| Some(of(name)).filter(|it| !it.is_empty()).map(str::to_owned);
    let gender: Option<Gender> = of("gender").parse().ok();
    if gender.is_none() {
        wrong.add(format!("gender{at}"), texts.choose_one);
    }
    let born = read_iso(of("born"));
    if born.is_none() {
        wrong.add(format!("born{at}"), texts.date_missing);
    }
    let typed = Typed {
        given: some("given"),
        middle: some("middle"),
        family: of("family").to_owned(),
        latin_given: some("latin_given"),
        latin_family: some("latin_family"),
    };
    let name = Name::new(typed).map_err(|faults| blame(&faults, at, texts, wrong)).ok();
    let seats = (0..flights).map(|flight| seat(fields, at, flight));
    Some(Traveller {
        name: name?,
        gender: gender?,
        date_of_birth: born?,
        seat_preference: of("prefers").parse().unwrap_or(SeatPreference::Any),
        seats: if kind.has_seat() { seats.collect() } else { Vec::new() },
        hand_baggage_kg: 0,
        extra_baggage_kg: of("extra").parse().unwrap_or(0),
        services: Vec::new(),
        infant_of: of("lap").parse().ok().filter(|_| kind == PassengerType::Infant),
    })
}

/// Tells of those who are not of the age that they were searched for with, beside their dates of
/// birth; a date that says nothing is told of elsewhere.
pub(super) fn of_other_ages(fields: &Fields, chosen: &Chosen, texts: &Texts, wrong: &mut Wrong) {
    let Some(last) = chosen.segments().map(|(_, segment)| segment.date).max() else { return };
    for (at, kind) in chosen.kinds().into_iter().enumerate() {
        let field = format!("born{at}");
        let born = read_iso(fields.get(&field));
        if born.is_some_and(|born| PassengerType::on(born, last) != Some(kind)) {
            wrong.add(field, (texts.age_of)(kind));
        }
    }
}

/// The seat that was picked for somebody on a flight.
pub(super) fn seat(fields: &Fields, traveller: usize, flight: usize) -> Option<SeatNumber> {
    fields.read(&format!("seat{traveller}-{flight}"))
}

fn blame(faults: &[NameFault], at: usize, texts: &Texts, wrong: &mut Wrong) {
    for fault in faults {
        let (part, said) = match *fault {
            NameFault::NoName(part) => (part, texts.name_wrong),
            NameFault::NotLatin(part) => (part, texts.latin_wrong),
            NameFault::LatinRequired(part) => (part, texts.latin_required),
        };
        let field = match part {
            NamePart::Given => "given",
            NamePart::Middle => "middle",
            NamePart::Family => "family",
            NamePart::LatinGiven => "latin_given",
            NamePart::LatinFamily => "latin_family",
        };
        wrong.add(format!("{field}{at}"), said);
    }
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
