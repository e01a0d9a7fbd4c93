//! Holds follow small changes, and end with major ones.

use airside_booking::{Booking, BookingStatus, ChangeState, ExpiredBecause, Segment, State};
use airside_primitives::Cabin;
use airside_primitives::SeatPreference::{Any, Window};

use crate::skies::Skies;
use crate::trips::*;

fn picked(seat: &str) -> Booking {
    let mut booking = hold(vec![vec![out()], vec![back()]], vec![adult(Any)]);
    booking.journeys[0].seats.iter_mut().next().unwrap()[0] = seat.parse().ok();
    booking
}

#[test]
fn a_small_change_is_taken_over_and_the_hold_goes_on() {
    let booking = picked("8A");
    let mut skies = Skies::of(&booking);
    skies.retime(&out(), 15);
    let followed = skies.follow(&booking, NOW);
    let change = &followed.booking.schedule_changes[0];
    assert_eq!(change.state, ChangeState::Accepted { at: NOW });
    assert_eq!(followed.booking.status(NOW), BookingStatus::PendingPayment);
    assert_eq!(seats(&followed.booking), ["8A"]);
    assert_eq!(followed.tickets, [], "there is none yet");
}

#[test]
fn a_picked_seat_that_is_gone_is_dropped_and_none_given_instead() {
    let booking = picked("25A");
    let mut skies = Skies::of(&booking);
    skies.equip(&out(), "319");
    let followed = skies.follow(&booking, NOW);
    assert_eq!(seats(&followed.booking), ["-"]);
    assert_eq!(followed.released.len(), 1);
    assert_eq!(followed.claimed, []);
    assert_eq!(followed.without_seat, [], "nobody was promised one yet");
    assert_eq!(followed.booking.status(NOW), BookingStatus::PendingPayment);
}

#[test]
fn a_picked_window_that_is_none_any_more_is_dropped() {
    let mut booking = picked("20F");
    booking.passengers[0].seat_preference = Window;
    let mut skies = Skies::of(&booking);
    skies.equip(&out(), "77W");
    assert_eq!(seats(&skies.follow(&booking, NOW).booking), ["-"]);
}

#[test]
fn a_picked_seat_that_another_has_on_the_flight_that_is_sold_now_is_dropped() {
    let booking = picked("8A");
    let mut skies = Skies::of(&booking);
    let partner = segment("XY7", ["DEL", "BOM"], OUT);
    skies.occupy(&partner, "8A");
    skies.fly(&Segment { inventory: partner.flight, ..out() });
    assert_eq!(seats(&skies.follow(&booking, NOW).booking), ["-"]);
}

#[test]
fn a_major_change_ends_the_hold_and_gives_everything_back() {
    let booking = picked("8A");
    let changes: [fn(&mut Skies); 4] = [
        |skies| skies.retime(&back(), 16),
        |skies| skies.withdraw(&out()),
        |skies| skies.cancel(&out()),
        |skies| {
            skies.move_to_next_day(&out());
        },
    ];
    for change in changes {
        let mut skies = Skies::of(&booking);
        skies.sell(&booking);
        change(&mut skies);
        let followed = skies.follow(&booking, NOW);
        skies.keep(&followed);
        let because = ExpiredBecause::ScheduleChanged;
        assert_eq!(followed.booking.state, State::Expired { due_by: DUE_BY, because });
        assert_eq!(followed.booking.status(NOW), BookingStatus::Expired);
        assert_eq!(followed.returned.len(), 2);
        assert!(skies.seats.is_empty());
        assert!(skies.sold.values().all(|sold| *sold == 0));
    }
}

#[test]
fn an_aircraft_without_the_cabin_ends_the_hold() {
    let mut booking = picked("1A");
    booking.journeys[0].offer.cabin = Cabin::Business;
    let mut skies = Skies::of(&booking);
    skies.equip(&out(), "E90");
    assert!(matches!(skies.follow(&booking, NOW).booking.state, State::Expired { .. }));
}

#[test]
fn a_hold_whose_time_is_over_follows_nothing() {
    let booking = picked("8A");
    let mut skies = Skies::of(&booking);
    skies.withdraw(&out());
    assert!(!skies.follow(&booking, DUE_BY).is_changed());
    let expired = booking.expire(DUE_BY).unwrap();
    let because = ExpiredBecause::TimeIsOver;
    assert_eq!(expired.state, State::Expired { due_by: DUE_BY, because });
    assert!(!skies.follow(&expired, DUE_BY).is_changed());
}
