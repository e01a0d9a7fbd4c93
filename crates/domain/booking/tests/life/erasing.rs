//! A booking that is over forgets its people and nothing else.

use airside_booking::payment::conclusion::{Conclusion, conclusion};
use airside_booking::{Direction, RefundCause, StillAhead};
use time::Duration;

use crate::world::*;

#[test]
fn a_booking_is_over_when_its_last_flight_has_landed() {
    let paid = confirmed(round_trip("QZ", "QZ"));
    let lands = paid.journeys.iter().last().unwrap().offer.arrives_at();
    assert_eq!(paid.over_at(), lands);
    assert!(paid.is_ahead(lands - Duration::SECOND));
    assert!(!paid.is_ahead(lands));
    assert_eq!(paid.clone().erase(lands - Duration::SECOND), Err(StillAhead));

    let one_way = paid.cancel(&[Direction::Returning], NOW).unwrap();
    let out_lands = one_way.journeys.first().offer.arrives_at();
    assert!(one_way.is_ahead(out_lands - Duration::SECOND));
    assert!(!one_way.is_ahead(out_lands), "who has cancelled the way back is not ahead of it");
    let cancelled = one_way.cancel(&[Direction::Departing], NOW).unwrap();
    assert!(!cancelled.is_ahead(NOW));
}

#[test]
fn a_booking_that_nobody_paid_is_over_with_its_hold() {
    let pending = round_trip("QZ", "QZ");
    let due_by = pending.payment_due_by().unwrap();
    assert!(pending.is_ahead(due_by - Duration::SECOND));
    assert!(!pending.is_ahead(due_by));
    assert_eq!(pending.expire(due_by).unwrap().over_at(), due_by);
}

#[test]
fn what_the_books_need_stays_and_nobodys_name() {
    let paid = confirmed(round_trip("QZ", "QZ"));
    let later = paid.over_at() + Duration::DAY;
    let nameless = paid.clone().erase(later).unwrap();
    assert_eq!(nameless.people().count(), 0);
    assert_eq!(nameless.contact, None);
    assert_eq!(nameless.erased_at, Some(later));
    assert_eq!(nameless.price(), paid.price());
    assert_eq!(nameless.journeys, paid.journeys);
    assert_eq!(nameless.state, paid.state, "ticket numbers too");
    assert_eq!(nameless.coupons(0, NOW), paid.coupons(0, NOW));
    let ids = |booking: &airside_booking::Booking| -> Vec<_> {
        booking.passengers.iter().map(|it| (it.id, it.kind)).collect()
    };
    assert_eq!(ids(&nameless), ids(&paid));

    let again = nameless.clone().erase(later + Duration::DAY).unwrap();
    assert_eq!(again, nameless, "the first time stands");
}

#[test]
fn late_money_confirms_nobody() {
    let late = NOW + Duration::days(1);
    let nameless = round_trip("QZ", "QZ").erase(late).unwrap();
    let goes_back = Conclusion::GiveBack(RefundCause::TooLate);
    assert_eq!(conclusion(&nameless, true, late), goes_back);
}
