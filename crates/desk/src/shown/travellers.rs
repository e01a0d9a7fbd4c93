//! The travellers of a booking to choose from, where something is done for some of them.

use airside_booking::service::Services;
use airside_booking::ticket::CouponStatus;
use airside_booking::{Booking, CannotLeave, Journey, Passenger};
use airside_primitives::PassengerId;
use maud::{Markup, html};
use time::OffsetDateTime;

use crate::form::Fields;
use crate::texts::Texts;
use crate::visitor::Visitor;

/// The field of those who were chosen.
pub(crate) const WHO: &str = "passenger";

/// The name of a traveller, or their place where it was erased.
pub(crate) fn name(texts: &Texts, booking: &Booking, passenger: &Passenger) -> String {
    let at = booking.passengers.iter().position(|it| it.id == passenger.id).unwrap_or_default();
    match &passenger.person {
        Some(person) => person.name.shown(),
        None => (texts.traveller)(at + 1),
    }
}

/// The numbers of a traveller's tickets, without those that were exchanged for others.
pub(crate) fn ticket_numbers(booking: &Booking, at: usize, now: OffsetDateTime) -> Vec<String> {
    let coupons = booking.coupons(at, now).into_iter();
    let coupons = coupons.filter(|it| it.status != CouponStatus::Exchanged);
    let mut numbers: Vec<_> = coupons.map(|it| it.ticket_number.to_string()).collect();
    numbers.dedup();
    numbers
}

/// What is done for a traveller, by the names of the tariff, with what was said about it.
pub(crate) fn services(offered: &Services, passenger: &Passenger) -> Vec<String> {
    let shown = passenger.services.iter().map(|it| match &it.text {
        Some(text) => format!("{} ({text})", offered.name(it.code)),
        None => offered.name(it.code),
    });
    shown.collect()
}

/// The journeys that somebody does not travel on any more, though others do.
pub(crate) fn left<'a>(
    booking: &'a Booking,
    passenger: &'a Passenger,
) -> impl Iterator<Item = &'a Journey> {
    let travels = booking.still_travels(passenger);
    let live = booking.live_journeys();
    booking.journeys.iter().filter(move |journey| {
        travels && live.contains(&journey.direction) && !journey.carries(passenger)
    })
}

/// The trips that this one came of, and that came of it, each with the way there.
pub(crate) fn partings(visitor: &Visitor, booking: &Booking, among: &str) -> Markup {
    let texts = &visitor.texts.parting;
    html! {
        @for parting in &booking.partings {
            p.note {
                @if parting.is_part { (texts.parted_from) } @else { (texts.parted_to) } " "
                a href=(visitor.to(&format!("{among}/{}", parting.other))) { (parting.other) }
            }
        }
    }
}

/// Boxes for all who still travel, where they are more than one; each is ticked at first, and then as
/// it was sent.
pub(crate) fn choice(texts: &Texts, booking: &Booking, sent: &Fields) -> Markup {
    let travellers = still(booking);
    let has_infants = travellers.iter().any(|it| it.infant_of.is_some());
    html! {
        @if travellers.len() > 1 {
            fieldset {
                legend { (texts.leaving.who) }
                @for passenger in travellers {
                    label.tick {
                        input type="checkbox" name=(WHO) value=(passenger.id)
                            checked[sent.is_ticked(WHO, passenger.id, true)];
                        (name(texts, booking, passenger))
                    }
                }
                @if has_infants { p.quiet { (texts.leaving.infants) } }
            }
        }
    }
}

/// Who was chosen; `None` for everybody, also where there was nothing to choose. Never more than were
/// named: the form may be older than the booking.
pub(crate) fn chosen(
    texts: &Texts,
    booking: &Booking,
    fields: &Fields,
) -> Result<Option<Vec<PassengerId>>, &'static str> {
    let travellers = still(booking);
    let named: Vec<_> = fields.all(WHO).filter_map(|it| it.parse().ok()).collect();
    if named.is_empty() {
        return if travellers.len() < 2 { Ok(None) } else { Err(texts.leaving.choose) };
    }
    let is_everybody = travellers.iter().all(|it| named.contains(&it.id));
    Ok((!is_everybody).then_some(named))
}

/// What is said to whoever chose people who cannot leave.
pub(crate) const fn refused(texts: &Texts, error: CannotLeave) -> &'static str {
    match error {
        CannotLeave::NotOnIt => texts.leaving.gone,
        CannotLeave::LeftAlone(_) => texts.leaving.alone,
    }
}

fn still(booking: &Booking) -> Vec<&Passenger> {
    booking.passengers.iter().filter(|it| booking.still_travels(it)).collect()
}
