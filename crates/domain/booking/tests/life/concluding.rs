//! What money that arrived means for its booking.

use airside_booking::payment::conclusion::{Conclusion, conclusion};
use airside_booking::{BookingStatus, RefundCause};
use time::Duration;

use crate::world::*;

#[test]
fn money_buys_what_waits_for_it_and_what_can_still_be_sold() {
    let pending = round_trip("QZ", "QZ");
    let expired = pending.clone().expire(NOW + Duration::days(1)).unwrap();
    for is_still_sold in [true, false] {
        assert_eq!(conclusion(&pending, is_still_sold, NOW), Conclusion::Confirm);
    }
    let late = NOW + Duration::days(1);
    for over in [pending, expired] {
        assert_eq!(conclusion(&over, true, late), Conclusion::Confirm);
        let goes_back = Conclusion::GiveBack(RefundCause::TooLate);
        assert_eq!(conclusion(&over, false, late), goes_back, "also where nobody has ended it");
    }
}

#[test]
fn money_for_what_was_given_up_goes_back() {
    let pending = round_trip("QZ", "QZ");
    let expired = pending.clone().expire(NOW + Duration::days(1)).unwrap();
    for held in [pending, expired] {
        let released = held.release().unwrap();
        assert_eq!(released.status(NOW), BookingStatus::Expired);
        for is_still_sold in [true, false] {
            let expected = Conclusion::GiveBack(RefundCause::TooLate);
            assert_eq!(conclusion(&released, is_still_sold, NOW), expected);
        }
        assert_eq!(released.clone().release(), Ok(released), "twice is once");
    }
}

#[test]
fn what_is_paid_is_not_given_up() {
    assert!(confirmed(round_trip("QZ", "QZ")).release().is_err());
}

#[test]
fn money_for_what_is_paid_goes_back() {
    let paid = confirmed(round_trip("QZ", "QZ"));
    for is_still_sold in [true, false] {
        let expected = Conclusion::GiveBack(RefundCause::PaidTwice);
        assert_eq!(conclusion(&paid, is_still_sold, NOW), expected);
    }
}
