//! Other names for the same travellers: how far, how often, and what becomes of their tickets.

use airside_booking::CorrectionKind::{self, ByAgent, FamilyName, Letters};
use airside_booking::correcting::{AskedBy, CannotCorrect, MOST_LETTERS};
use airside_booking::name::Typed;
use airside_booking::schedule_change::Followed;
use airside_booking::ticket::CouponStatus::{self, Exchanged, Open, Refunded};
use airside_booking::{Booking, Direction, Exchanging, Name, Ticket, TicketNumber};
use airside_primitives::{Amount, ExchangeId, PassengerId};
use proptest::prelude::*;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::exchanging::{back_later, exchanged};
use crate::leaving::without;
use crate::world::*;

const OWNER: AskedBy = AskedBy::Owner { has_reason: false };
const WITH_REASON: AskedBy = AskedBy::Owner { has_reason: true };
const AGENT: AskedBy = AskedBy::Agent;

fn paid() -> Booking {
    confirmed(round_trip("QZ", "QZ"))
}

fn name(given: &str, family: &str) -> Name {
    Name::plain(given, family).unwrap()
}

fn corrected_at(
    booking: &Booking,
    passenger: usize,
    name: Name,
    by: AskedBy,
    now: OffsetDateTime,
) -> Result<Followed, CannotCorrect> {
    let mut serial = 5_000 + 10 * u64::try_from(booking.reissues.len()).unwrap();
    let mut next = |_: &Ticket| {
        serial += 1;
        TicketNumber::new(98, serial).unwrap()
    };
    booking.clone().correct_name(booking.passengers[passenger].id, name, by, &mut next, now)
}

fn corrected(booking: &Booking, name: Name, by: AskedBy) -> Result<Booking, CannotCorrect> {
    corrected_at(booking, 0, name, by, NOW).map(|moved| moved.booking)
}

fn kinds(booking: &Booking) -> Vec<CorrectionKind> {
    let person = booking.passengers[0].person.as_ref().unwrap();
    person.corrections.iter().map(|it| it.kind).collect()
}

fn refused(booking: &Booking, name: Name, by: AskedBy) -> CannotCorrect {
    corrected(booking, name, by).unwrap_err()
}

/// The first passenger of `paid` is called so.
fn booked() -> Name {
    paid().passengers[0].person.as_ref().unwrap().name.clone()
}

#[test]
fn only_the_traveller_whose_name_it_is_gets_a_new_number() {
    let before = paid();
    let family = booked().family().to_owned();
    let moved = corrected_at(&before, 0, name("Ashia", &family), OWNER, NOW).unwrap();
    let ticket = before.tickets[0].id;
    assert_eq!(moved.tickets, [ticket], "its document is out of date");
    assert!(moved.taken.is_empty() && moved.returned.is_empty());
    assert!(moved.claimed.is_empty() && moved.released.is_empty());
    let after = moved.booking;
    let (had, has) =
        (before.ticket_numbers(ticket).unwrap(), after.ticket_numbers(ticket).unwrap());
    assert_ne!(had[0], has[0]);
    assert_eq!(had[1], has[1]);
    assert_eq!(after.exchanged_numbers(ticket, 0), [had[0]]);
    assert_eq!(after.exchanged_numbers(ticket, 1), []);
    let statuses = |passenger| -> Vec<_> {
        after.coupons(passenger, NOW).iter().map(|it| it.status).collect()
    };
    assert_eq!(statuses(0), [Exchanged, Exchanged, Open, Open]);
    assert_eq!(statuses(1), [Open, Open]);

    // Nothing else of anybody has changed.
    let (was, is) = (&before.passengers[0], &after.passengers[0]);
    let person = |it: &airside_booking::Passenger| it.person.clone().unwrap();
    assert_eq!((was.id, was.kind), (is.id, is.kind));
    assert_eq!(person(was).date_of_birth, person(is).date_of_birth);
    assert_eq!(before.passengers[1], after.passengers[1]);
    assert_eq!(before.journeys, after.journeys);
    assert_eq!(before.price(), after.price());
}

#[test]
fn a_journey_that_is_cancelled_stays_on_the_number_that_it_had() {
    let before = paid().cancel(&[Direction::Departing], NOW).unwrap();
    let family = booked().family().to_owned();
    let one = corrected_at(&before, 0, name("Ashia", &family), OWNER, NOW).unwrap().booking;
    let statuses = |booking: &Booking, passenger| -> Vec<_> {
        booking.coupons(passenger, NOW).iter().map(|it| it.status).collect()
    };
    assert_eq!(statuses(&one, 0), [Refunded, Exchanged, Open]);
    assert_eq!(statuses(&one, 1), [Refunded, Open]);
    let both = corrected_at(&one, 1, name("Mira", "Sen"), AGENT, NOW).unwrap().booking;
    assert_eq!(statuses(&both, 1), [Refunded, Exchanged, Open]);
    let again = corrected_at(&both, 0, name("Asha", "Sen"), AGENT, NOW).unwrap().booking;
    assert_eq!(statuses(&again, 0), [Refunded, Exchanged, Exchanged, Open]);
    assert_eq!(statuses(&again, 1), [Refunded, Exchanged, Open]);
}

#[test]
fn where_tickets_spell_it_alike_they_keep_their_numbers() {
    let before = paid();
    let had = booked();
    let typed = Typed {
        given: Some(had.given().unwrap().to_uppercase()),
        family: had.family().to_owned(),
        ..Typed::default()
    };
    let moved = corrected_at(&before, 0, Name::new(typed).unwrap(), OWNER, NOW).unwrap();
    assert_eq!(moved.booking.reissues, []);
    assert_eq!(moved.tickets, [before.tickets[0].id], "its document says it otherwise");
    assert_eq!(moved.booking.state, before.state);
}

#[test]
fn the_same_name_once_more_is_no_correction() {
    let before = paid();
    assert!(!corrected_at(&before, 0, booked(), OWNER, NOW).unwrap().is_changed());
    let once = corrected(&before, name("Ashia", booked().family()), OWNER).unwrap();
    let again = corrected_at(&once, 0, name("Ashia", booked().family()), OWNER, NOW).unwrap();
    assert!(!again.is_changed());
    assert_eq!(kinds(&once), [CorrectionKind::Letters]);
}

#[test]
fn each_kind_of_correction_is_had_once_and_an_agents_is_not_counted() {
    let family = booked().family().to_owned();
    let once = corrected(&paid(), name("Ashia", &family), OWNER).unwrap();
    assert_eq!(refused(&once, name("Ash", &family), OWNER), CannotCorrect::LettersBefore);
    assert_eq!(refused(&once, name("Ash", &family), WITH_REASON), CannotCorrect::LettersBefore);

    let married = name("Ashia", "Lakshminarayan");
    assert_eq!(refused(&once, married.clone(), OWNER), CannotCorrect::ReasonRequired);
    let other = name("Ravi", "Lakshminarayan");
    assert_eq!(refused(&once, other.clone(), WITH_REASON), CannotCorrect::TooDifferent);
    let twice = corrected(&once, married, WITH_REASON).unwrap();
    let third = name("Ashia", "Venkataraman");
    assert_eq!(refused(&twice, third.clone(), WITH_REASON), CannotCorrect::FamilyNameBefore);
    assert_eq!(refused(&twice, third, OWNER), CannotCorrect::FamilyNameBefore);

    let by_agent = corrected(&twice, other, AGENT).unwrap();
    let by_agent = corrected(&by_agent, name("Mira", "Sen"), AGENT).unwrap();
    assert_eq!(kinds(&by_agent), [Letters, FamilyName, ByAgent, ByAgent]);
}

#[test]
fn what_was_agreed_since_is_what_a_correction_is_measured_against() {
    let family = booked().family().to_owned();
    let given = booked().given().unwrap().to_owned();
    let married = corrected(&paid(), name(&given, "Lakshminarayan"), WITH_REASON).unwrap();
    let slip = name(&given, "Lakshminarayen");
    assert_eq!(kinds(&corrected(&married, slip, OWNER).unwrap()).len(), 2);
    let back = name(&given, &family);
    assert_eq!(refused(&married, back, OWNER), CannotCorrect::FamilyNameBefore);

    let other = corrected(&paid(), name("Mira", "Lakshminarayan"), AGENT).unwrap();
    assert!(corrected(&other, name("Meera", "Lakshminarayan"), OWNER).is_ok());
    let booked = name(&given, &family);
    assert_eq!(refused(&other, booked, OWNER), CannotCorrect::TooDifferent);
}

#[test]
fn only_a_paid_booking_of_which_nothing_has_departed_is_corrected() {
    let good = || name("Ashia", booked().family());
    let at = |booking: &Booking, now| corrected_at(booking, 0, good(), AGENT, now).unwrap_err();
    assert_eq!(at(&round_trip("QZ", "QZ"), NOW), CannotCorrect::NotConfirmed);
    assert_eq!(at(&paid(), OUT), CannotCorrect::TooLate { since: OUT });
    assert!(corrected_at(&paid(), 0, good(), OWNER, OUT - Duration::SECOND).is_ok());
    let back_only = paid().cancel(&[Direction::Departing], NOW).unwrap();
    assert!(corrected_at(&back_only, 0, good(), OWNER, OUT).is_ok());
    let none = back_only.cancel(&[Direction::Returning], NOW).unwrap();
    assert_eq!(at(&none, NOW), CannotCorrect::Cancelled);
    let nobody = PassengerId(Uuid::from_u128(77));
    let mut next = |_: &Ticket| TicketNumber::new(98, 1).unwrap();
    let nobody = paid().correct_name(nobody, good(), AGENT, &mut next, NOW);
    assert_eq!(nobody.unwrap_err(), CannotCorrect::UnknownPassenger);
}

#[test]
fn whoever_has_left_is_not_corrected_and_keeps_what_was_refunded() {
    let both = [Direction::Departing, Direction::Returning];
    let (left, _) = without(&paid(), &both, &[1], NOW);
    let refused = corrected_at(&left, 1, name("Ashia", booked().family()), AGENT, NOW);
    assert_eq!(refused.unwrap_err(), CannotCorrect::Cancelled);
    let one = corrected(&left, name("Ashia", booked().family()), OWNER).unwrap();
    let then = exchanged(&one, &back_later(&one), 1_000, NOW).booking;
    let statuses =
        |passenger| -> Vec<_> { then.coupons(passenger, NOW).iter().map(|it| it.status).collect() };
    assert_eq!(statuses(0), [[Exchanged; 4].as_slice(), &[Open, Open]].concat());
    assert_eq!(statuses(1), [Refunded, Refunded]);

    // On the way back alone: that the way out has left is no reason.
    let (back, _) = without(&paid(), &[Direction::Departing], &[1], NOW);
    let slip = name("Ashia", booked().family());
    let moved = corrected_at(&back, 1, slip.clone(), OWNER, OUT).unwrap().booking;
    let coupons = moved.coupons(1, OUT);
    let statuses: Vec<_> = coupons.iter().map(|it| it.status).collect();
    assert_eq!(statuses, [Refunded, Exchanged, Open]);
    let late = corrected_at(&back, 0, slip, OWNER, OUT).unwrap_err();
    assert_eq!(late, CannotCorrect::TooLate { since: OUT });
}

#[test]
fn whoever_kept_their_number_is_on_the_flights_as_they_are_then() {
    let one = corrected(&paid(), name("Ashia", booked().family()), OWNER).unwrap();
    let mut later = one.clone();
    let segments = later.journeys[1].offer.segments.iter_mut();
    segments.for_each(|it| it.departs_at += Duration::HOUR);
    let flights = |booking: &Booking| -> Vec<_> {
        booking.coupons(1, NOW).iter().map(|it| (it.flight.departs_at, it.status)).collect()
    };
    assert_eq!(flights(&later), [(OUT, Open), (BACK + Duration::HOUR, Open)]);
    let then = exchanged(&one, &back_later(&one), 1_000, NOW).booking;
    let back = then.journeys[1].offer.departs_at();
    assert_eq!(flights(&then), [(OUT, Exchanged), (BACK, Exchanged), (OUT, Open), (back, Open)]);
}

#[test]
fn what_is_held_for_an_exchange_stays_held() {
    let held = Exchanging {
        exchange: ExchangeId(Uuid::from_u128(1)),
        to: Vec::new(),
        to_pay: Amount::minor(1),
        due_by: NOW + Duration::HOUR,
    };
    let booking = Booking { exchanging: Some(held.clone()), ..paid() };
    let after = corrected(&booking, name("Ashia", booked().family()), OWNER).unwrap();
    assert_eq!(after.exchanging, Some(held));
}

#[test]
fn erased_people_take_the_names_that_they_had_with_them() {
    let after = corrected(&paid(), name("Ashia", booked().family()), OWNER).unwrap();
    let erased = after.erase(BACK + Duration::days(10)).unwrap();
    assert!(erased.passengers.iter().all(|it| it.person.is_none()));
    assert_eq!(erased.reissues.len(), 1, "the books keep its numbers");
}

proptest! {
    #[test]
    fn no_chain_of_corrections_walks_away_from_who_was_booked(
        names in prop::collection::vec(("[AS]SH[A-C]{0,3}", "[RS]A[A-C]{0,3}[O]", any::<bool>()), 1..30),
    ) {
        let (mut booking, booked) = (paid(), booked());
        for (given, family, has_reason) in names {
            let by = AskedBy::Owner { has_reason };
            if let Ok(next) = corrected(&booking, name(&given, &family), by) {
                booking = next;
            }
        }
        let person = booking.passengers[0].person.as_ref().unwrap();
        prop_assert!(person.corrections.len() <= 2);
        let changed = kinds(&booking).contains(&CorrectionKind::FamilyName);
        let far = person.name.ticketed().letters_from(booked.ticketed());
        prop_assert!(changed || far <= MOST_LETTERS);
        let given = |name: &Name| {
            let given = Some(name.ticketed().given().to_owned());
            Name::new(Typed { given, family: "X".to_owned(), ..Typed::default() }).unwrap()
        };
        let far = given(&person.name).ticketed().letters_from(given(&booked).ticketed());
        prop_assert!(far <= MOST_LETTERS, "whoever travels keeps their given names");
    }

    #[test]
    fn every_live_flight_has_one_open_coupon_for_each_after_any_chain(
        steps in prop::collection::vec((0_usize..2, "[A-Z]{3,6}", any::<bool>()), 1..8),
    ) {
        let mut booking = paid();
        for (passenger, given, cancels) in steps {
            if cancels && booking.live_journeys().len() == 2 {
                booking = booking.cancel(&[Direction::Departing], NOW).unwrap();
            }
            let moved = corrected_at(&booking, passenger, name(&given, "Sen"), AGENT, NOW);
            booking = moved.unwrap().booking;
            let live: Vec<_> = booking.live_journeys();
            for passenger in 0..2 {
                let coupons = booking.coupons(passenger, NOW);
                let open = coupons.iter().filter(|it| it.status == CouponStatus::Open);
                prop_assert_eq!(&open.map(|it| it.journey).collect::<Vec<_>>(), &live);
                let refunded = coupons.iter().filter(|it| it.status == CouponStatus::Refunded);
                prop_assert_eq!(refunded.count(), 2 - live.len());
            }
        }
    }
}
