//! A change that changes again, goes away, or takes a journey to another day.

use airside_booking::booking::Inventory;
use airside_booking::{Booking, ChangeKind, ChangeState, Direction, Segment};
use airside_primitives::SeatPreference;

use crate::skies::Skies;
use crate::trips::*;

fn alone(seat: &str) -> Booking {
    seated(vec![out()], vec![(adult(SeatPreference::Any), seat)])
}

#[test]
fn a_read_and_a_batch_find_the_same_change() {
    let booking = round_trip();
    let mut skies = Skies::of(&booking);
    skies.retime(&out(), 60);
    let now = skies.follow(&booking, NOW).booking;
    let later = skies.follow(&booking, NOW + time::Duration::HOUR).booking;
    assert_eq!(now.schedule_changes[0].id, later.schedule_changes[0].id);
}

#[test]
fn a_second_change_takes_the_place_of_an_open_one() {
    let booking = round_trip();
    let mut skies = Skies::of(&booking);
    skies.retime(&out(), 60);
    let first = skies.follow(&booking, NOW).booking;
    skies.retime(&out(), 60);
    let second = skies.follow(&first, NOW).booking;
    let [change] = &second.schedule_changes[..] else { panic!("one question at a time") };
    assert_ne!(change.id, first.schedule_changes[0].id, "a client must not accept it unseen");
    assert_eq!(*change.before, [out()]);
    assert_eq!(change.after.as_ref().unwrap()[0].departs_at, OUT + time::Duration::hours(2));
}

#[test]
fn an_open_change_goes_away_when_the_flight_is_back() {
    let booking = round_trip();
    let mut skies = Skies::of(&booking);
    skies.retime(&out(), 60);
    let open = skies.follow(&booking, NOW).booking;
    skies.retime(&out(), -60);
    assert_eq!(skies.follow(&open, NOW).booking, booking);
    skies.retime(&out(), 5);
    let minor = skies.follow(&open, NOW).booking;
    let [change] = &minor.schedule_changes[..] else { panic!("one change") };
    assert_eq!(change.state, ChangeState::Accepted { at: NOW });
}

#[test]
fn a_withdrawn_flight_that_is_flown_again_asks_nothing() {
    let booking = round_trip();
    let mut skies = Skies::of(&booking);
    skies.withdraw(&out());
    let open = skies.follow(&booking, NOW).booking;
    skies.fly(&out());
    assert_eq!(skies.follow(&open, NOW).booking, booking);
}

#[test]
fn there_and_back_and_there_again_are_three_changes() {
    let mut booking = round_trip();
    let mut skies = Skies::of(&booking);
    for minutes in [10, -10, 10] {
        skies.retime(&out(), minutes);
        booking = skies.follow(&booking, NOW).booking;
    }
    let mut ids: Vec<_> = booking.schedule_changes.iter().map(|change| change.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3);
}

#[test]
fn places_and_seats_move_to_the_neighbouring_date_before_anybody_answers() {
    let booking = alone("8A");
    let mut skies = Skies::of(&booking);
    skies.sell(&booking);
    let date = skies.move_to_next_day(&out());
    let followed = skies.follow(&booking, NOW);
    skies.keep(&followed);

    let change = &followed.booking.schedule_changes[0];
    assert_eq!((change.kind, change.is_major), (ChangeKind::Retimed, true));
    assert_eq!(flights(&followed.booking, Direction::Departing), [out()]);
    let dates = |inventory: &[Inventory]| -> Vec<_> {
        inventory.iter().map(|inventory| inventory.date).collect()
    };
    assert_eq!(dates(&followed.taken), [date]);
    assert_eq!(dates(&followed.returned), [out().date]);
    assert_eq!(followed.claimed, [(out().inventory, date, "8A".parse().unwrap())]);
    assert_eq!(followed.released, [(out().inventory, out().date, "8A".parse().unwrap())]);
    assert_eq!(followed.booking.inventory(&[Direction::Departing])[0].date, date);
}

#[test]
fn a_move_that_is_open_outlives_the_memory_of_it() {
    let booking = alone("8A");
    let mut skies = Skies::of(&booking);
    let date = skies.move_to_next_day(&out());
    let open = skies.follow(&booking, NOW).booking;
    skies.moved.clear();
    assert!(!skies.follow(&open, NOW).is_changed());

    skies.departures.remove(&(out().flight, date));
    let gone = skies.follow(&open, NOW).booking;
    assert_eq!(gone.schedule_changes[0].kind, ChangeKind::Withdrawn);
}

#[test]
fn who_was_moved_to_a_day_that_goes_as_well_takes_nothing_that_may_be_gone() {
    let booking = alone("8A");
    let mut skies = Skies::of(&booking);
    let date = skies.move_to_next_day(&out());
    let moved = skies.follow(&booking, NOW).booking;
    skies.moved.clear();
    skies.departures.remove(&(out().flight, date));
    let gone = skies.follow(&moved, NOW);
    assert_eq!((&gone.taken[..], &gone.returned[..]), (&[][..], &[][..]));
    assert_eq!(gone.booking.inventory(&[Direction::Departing])[0].date, date);
    assert!(!skies.follow(&gone.booking, NOW).is_changed());

    skies.fly(&out());
    let back = skies.follow(&gone.booking, NOW);
    assert_eq!(back.taken[0].date, out().date);
    assert_eq!(back.booking, booking);
}

#[test]
fn a_seat_that_is_taken_on_the_other_day_is_lost_until_the_answer() {
    let booking = alone("8A");
    let mut skies = Skies::of(&booking);
    let date = skies.move_to_next_day(&out());
    skies.occupy(&Segment { date, ..out() }, "8A");
    let followed = skies.follow(&booking, NOW);
    assert_eq!(followed.claimed, []);
    assert_eq!(followed.without_seat.len(), 1);

    let id = followed.booking.schedule_changes[0].id;
    let accepted = skies
        .with_seats(booking.id, |seats| followed.booking.accept_change(id, seats, NOW))
        .unwrap();
    assert_eq!(accepted.without_seat, []);
    assert_eq!(accepted.claimed.len(), 1);
    assert_ne!(seats(&accepted.booking), ["8A"]);
}

#[test]
fn going_back_to_the_old_day_takes_places_and_seats_back() {
    let booking = alone("8A");
    let mut skies = Skies::of(&booking);
    skies.sell(&booking);
    let sold = skies.clone();
    skies.move_to_next_day(&out());
    let away = skies.follow(&booking, NOW);
    skies.keep(&away);
    skies.fly(&out());
    let home = skies.follow(&away.booking, NOW);
    skies.keep(&home);
    assert_eq!(home.booking, booking);
    assert_eq!(skies.seats, sold.seats);
}

#[test]
fn a_seat_that_was_lost_on_the_other_day_is_made_good_at_home() {
    let booking = alone("8A");
    let mut skies = Skies::of(&booking);
    let date = skies.move_to_next_day(&out());
    skies.occupy(&Segment { date, ..out() }, "8A");
    let away = skies.follow(&booking, NOW).booking;
    assert_eq!(seats(&away), ["-"]);
    skies.fly(&out());
    let home = skies.follow(&away, NOW);
    assert_eq!(home.booking.schedule_changes, []);
    assert_eq!(home.without_seat, []);
    assert_eq!(home.claimed.len(), 1);
}

#[test]
fn the_departures_to_look_up_are_those_held_and_those_to_be_held() {
    let booking = alone("8A");
    let mut skies = Skies::of(&booking);
    let date = skies.move_to_next_day(&out());
    let both = [(out().flight, out().date), (out().flight, date)];
    assert_eq!(booking.seats_to_know(&skies, NOW), both);
}
