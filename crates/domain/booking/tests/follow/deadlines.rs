//! Until when a change can be answered.

use airside_primitives::SeatPreference;
use time::{Duration, OffsetDateTime};

use crate::skies::Skies;
use crate::trips::*;

fn answer_by(minutes: i64, now: OffsetDateTime) -> OffsetDateTime {
    let booking = seated(vec![out()], vec![(adult(SeatPreference::Any), "8A")]);
    let mut skies = Skies::of(&booking);
    skies.retime(&out(), minutes);
    skies.follow(&booking, now).booking.schedule_changes[0].answer_by
}

#[test]
fn an_answer_is_due_three_days_before_the_earlier_of_the_two_departures() {
    assert_eq!(answer_by(120, NOW), OUT - Duration::hours(72));
    assert_eq!(answer_by(-120, NOW), OUT - Duration::hours(74));
}

#[test]
fn there_is_a_day_for_an_answer_as_far_as_the_departure_allows() {
    let two_days = OUT - Duration::hours(48);
    assert_eq!(answer_by(120, two_days), OUT - Duration::hours(24));
    let three_hours = OUT - Duration::hours(3);
    assert_eq!(answer_by(120, three_hours), OUT);
    assert_eq!(answer_by(-120, three_hours), OUT - Duration::hours(2));
}

#[test]
fn a_new_time_that_has_passed_already_does_not_cut_the_answer_off() {
    let three_hours = OUT - Duration::hours(3);
    assert_eq!(answer_by(-240, three_hours), OUT);
}

#[test]
fn a_withdrawn_flight_is_answered_before_it_would_have_left() {
    let booking = seated(vec![out()], vec![(adult(SeatPreference::Any), "8A")]);
    let mut skies = Skies::of(&booking);
    skies.withdraw(&out());
    let change = &skies.follow(&booking, NOW).booking.schedule_changes[0];
    assert_eq!(change.answer_by, OUT - Duration::hours(72));
}

#[test]
fn finding_a_change_again_does_not_put_its_deadline_off() {
    let booking = seated(vec![out()], vec![(adult(SeatPreference::Any), "8A")]);
    let mut skies = Skies::of(&booking);
    skies.retime(&out(), 60);
    let late = OUT - Duration::hours(80);
    let open = skies.follow(&booking, late).booking;
    let again = skies.follow(&open, late + Duration::hours(7)).booking;
    assert_eq!(again, open);
}
