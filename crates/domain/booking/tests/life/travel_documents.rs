//! What travellers show at a border: for as long as they travel, and as long as their trip lasts.

use airside_booking::papers::CannotKeep;
use airside_booking::{Booking, Direction, TravelDocument, TravelDocumentKind};
use airside_primitives::PassengerId;
use proptest::prelude::*;
use time::{Date, Duration};
use uuid::Uuid;

use crate::world::*;

fn passport(expires_on: Date) -> TravelDocument {
    TravelDocument {
        kind: TravelDocumentKind::Passport,
        number: "L898902C3".parse().unwrap(),
        issuing_country: "IN".parse().unwrap(),
        nationality: "IN".parse().unwrap(),
        expires_on,
    }
}

fn first(booking: &Booking) -> PassengerId {
    booking.passengers[0].id
}

/// The day on which the first passenger's trip ends.
fn ends_on(booking: &Booking) -> Date {
    booking.trip_ends_on(&booking.passengers[0]).unwrap()
}

fn kept(booking: &Booking) -> Option<&TravelDocument> {
    booking.passengers[0].person.as_ref()?.travel_document.as_ref()
}

#[test]
fn a_document_lasts_to_the_day_of_the_last_arrival() {
    for booking in [round_trip("QZ", "QZ"), confirmed(round_trip("QZ", "QZ"))] {
        let last = booking.journeys.iter().last().unwrap().offer.arrives_at().date();
        assert_eq!(ends_on(&booking), last);
        let with = booking.clone().with_travel_document(first(&booking), passport(last), NOW);
        assert_eq!(kept(&with.unwrap()), Some(&passport(last)));
        let early = passport(last.previous_day().unwrap());
        let refused = booking.clone().with_travel_document(first(&booking), early, NOW);
        assert_eq!(refused, Err(CannotKeep::ExpiresBefore { ends_on: last }));
    }
}

#[test]
fn a_cancelled_way_back_needs_no_document() {
    let booking = confirmed(round_trip("QZ", "QZ"));
    let out = booking.cancel(&[Direction::Returning], NOW).unwrap();
    let landed = out.journeys.first().offer.arrives_at().date();
    assert_eq!(ends_on(&out), landed);
    out.clone().with_travel_document(first(&out), passport(landed), NOW).unwrap();

    let nowhere = out.cancel(&[Direction::Departing], NOW).unwrap();
    assert_eq!(nowhere.trip_ends_on(&nowhere.passengers[0]), None);
    let refused = nowhere.clone().with_travel_document(first(&nowhere), passport(landed), NOW);
    assert_eq!(refused, Err(CannotKeep::NotConfirmed));
}

#[test]
fn what_nobody_travels_on_takes_no_document_and_forgets_one() {
    let held = round_trip("QZ", "QZ");
    let good = passport(ends_on(&held));
    let with = held.clone().with_travel_document(first(&held), good.clone(), NOW).unwrap();
    let late = held.payment_due_by().unwrap();
    let refused = held.clone().with_travel_document(first(&held), good.clone(), late);
    assert_eq!(refused, Err(CannotKeep::NotConfirmed));
    let nobody = PassengerId(Uuid::nil());
    let unknown = held.clone().with_travel_document(nobody, good, NOW);
    assert_eq!(unknown, Err(CannotKeep::UnknownPassenger));

    let lapsed = with.expire(late).unwrap();
    assert!(kept(&lapsed).is_some());
    let forgotten = lapsed.without_travel_document(first(&held)).unwrap();
    assert_eq!(kept(&forgotten), None);
    assert_eq!(forgotten.clone().without_travel_document(first(&held)), Ok(forgotten.clone()));
    assert_eq!(forgotten.without_travel_document(nobody), Err(CannotKeep::UnknownPassenger));
}

#[test]
fn who_is_erased_has_no_document() {
    let paid = confirmed(round_trip("QZ", "QZ"));
    let until = ends_on(&paid);
    let with = paid.clone().with_travel_document(first(&paid), passport(until), NOW).unwrap();
    let nameless = with.clone().erase(with.over_at()).unwrap();
    assert_eq!(kept(&nameless), None);
    let refused = nameless.clone().with_travel_document(first(&paid), passport(until), NOW);
    assert_eq!(refused, Err(CannotKeep::Erased));
}

proptest! {
    /// Kept, a document is valid for the trip; and keeping it again changes nothing.
    #[test]
    fn what_is_kept_is_valid(days in -30_i64..400) {
        let booking = confirmed(round_trip("QZ", "QZ"));
        let document = passport(ends_on(&booking) + Duration::days(days));
        let with = booking.clone().with_travel_document(first(&booking), document.clone(), NOW);
        prop_assert_eq!(with.is_ok(), days >= 0);
        if let Ok(with) = with {
            prop_assert!(document.is_valid_until(Some(ends_on(&with))));
            let again = with.clone().with_travel_document(first(&booking), document, NOW);
            prop_assert_eq!(again, Ok(with));
        }
    }
}
