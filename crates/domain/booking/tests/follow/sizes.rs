//! Small changes are taken over, major ones ask.

use airside_booking::schedule_change::Followed;
use airside_booking::{ChangeKind, ChangeState, Direction, ScheduleChange};
use airside_primitives::{Cabin, SeatPreference};
use time::{Duration, OffsetDateTime};

use crate::skies::{CONNECTING, Skies};
use crate::trips::*;

fn only_change(followed: &Followed) -> &ScheduleChange {
    let [change] = &followed.booking.schedule_changes[..] else {
        panic!("{:?}", followed.booking.schedule_changes)
    };
    change
}

#[test]
fn a_booking_whose_flights_are_as_they_were_stays_as_it_is() {
    let booking = round_trip();
    let followed = Skies::of(&booking).follow(&booking, NOW);
    assert!(!followed.is_changed());
    assert_eq!(followed.booking, booking);
    assert_eq!(followed.tickets, []);
}

#[test]
fn fifteen_minutes_are_taken_over_and_sixteen_are_asked_about() {
    let booking = round_trip();
    for (minutes, is_major) in [(-16, true), (-15, false), (15, false), (16, true)] {
        let mut skies = Skies::of(&booking);
        skies.retime(&out(), minutes);
        let followed = skies.follow(&booking, NOW);
        let change = only_change(&followed);
        assert_eq!(change.is_major, is_major, "{minutes}");
        assert_eq!(change.kind, ChangeKind::Retimed);
        assert_eq!(change.direction, Direction::Departing);
        assert_eq!(*change.before, [out()]);
        let moved = OUT + Duration::minutes(minutes);
        assert_eq!(change.after.as_ref().unwrap()[0].departs_at, moved);
        let stands = if is_major { OUT } else { moved };
        assert_eq!(flights(&followed.booking, Direction::Departing)[0].departs_at, stands);
        let state = if is_major { ChangeState::Open } else { ChangeState::Accepted { at: NOW } };
        assert_eq!(change.state, state);
        let reissued = if is_major { vec![] } else { vec![booking.tickets[0].id] };
        assert_eq!(followed.tickets, reissued, "an old ticket says what still stands");
    }
}

#[test]
fn small_changes_do_not_add_up_to_a_large_one_unseen() {
    let booking = round_trip();
    let mut skies = Skies::of(&booking);
    skies.retime(&out(), 10);
    let once = skies.follow(&booking, NOW).booking;
    skies.retime(&out(), 10);
    let twice = skies.follow(&once, NOW).booking;
    let [first, second] = &twice.schedule_changes[..] else { panic!("two changes") };
    assert_eq!((first.is_major, second.is_major), (false, true));

    let agreed = skies
        .with_seats(twice.id, |seats| twice.clone().accept_change(second.id, seats, NOW))
        .unwrap()
        .booking;
    skies.retime(&out(), 10);
    let third = skies.follow(&agreed, NOW).booking;
    assert!(!third.schedule_changes[2].is_major, "from what was agreed to it is not far");
}

#[test]
fn another_day_is_major_however_few_minutes_away() {
    let late = OffsetDateTime::new_in_offset(
        OUT.date(),
        time::macros::time!(21:55),
        time::macros::offset!(+5:30),
    );
    let segment = segment("QZ100", ["DEL", "BOM"], late);
    let booking = seated(vec![segment.clone()], vec![(adult(SeatPreference::Any), "8A")]);
    let mut skies = Skies::of(&booking);
    skies.retime(&segment, 10);
    assert!(only_change(&skies.follow(&booking, NOW)).is_major, "it arrives a day later");
}

#[test]
fn another_aircraft_with_the_same_seats_is_a_small_change_of_equipment() {
    let booking = round_trip();
    let mut skies = Skies::of(&booking);
    skies.equip(&out(), "32N");
    let followed = skies.follow(&booking, NOW);
    let change = only_change(&followed);
    assert_eq!((change.kind, change.is_major), (ChangeKind::Equipment, false));
    assert_eq!((&followed.claimed[..], &followed.released[..]), (&[][..], &[][..]));
    assert_eq!(followed.tickets, [booking.tickets[0].id]);
}

#[test]
fn an_aircraft_without_the_cabin_is_major() {
    let mut business = round_trip();
    business.journeys[0].offer.cabin = Cabin::Business;
    business.journeys[0].seats = rows(vec![vec![Some("1A".parse().unwrap())]], 1);
    let mut skies = Skies::of(&business);
    skies.equip(&out(), "E90");
    let followed = skies.follow(&business, NOW);
    assert!(only_change(&followed).is_major);
    assert_eq!(seats(&followed.booking), ["1A"], "the old seat stands while it is open");

    business.journeys[0].seats = rows(vec![vec![None]], 1);
    assert!(only_change(&skies.follow(&business, NOW)).is_major, "with a seat or without");
}

#[test]
fn a_connection_that_no_longer_holds_is_major_and_one_that_holds_is_not() {
    let [first, second] = connecting();
    let booking =
        seated(vec![first.clone(), second.clone()], vec![(adult(SeatPreference::Any), "8A")]);
    let room = second.departs_at - first.arrives_at - CONNECTING;
    assert_eq!(room, Duration::minutes(25));
    for (late, early, is_major) in [(10, -10, false), (13, -13, true), (15, -10, false)] {
        let mut skies = Skies::of(&booking);
        skies.retime(&first, late);
        skies.retime(&second, early);
        assert_eq!(only_change(&skies.follow(&booking, NOW)).is_major, is_major, "{late} {early}");
    }
}

#[test]
fn the_same_flight_going_on_needs_no_connecting_time() {
    let first = out();
    let on = segment("QZ100", ["BOM", "GOI"], first.arrives_at + Duration::minutes(40));
    let booking = seated(vec![first.clone(), on.clone()], vec![(adult(SeatPreference::Any), "8A")]);
    let mut skies = Skies::of(&booking);
    skies.retime(&first, 15);
    skies.retime(&on, -15);
    assert!(!only_change(&skies.follow(&booking, NOW)).is_major);
}

#[test]
fn a_connection_that_was_short_before_is_not_broken_by_moving_both_flights() {
    let first = out();
    let on = segment("QZ200", ["BOM", "GOI"], first.arrives_at + Duration::minutes(30));
    let booking = seated(vec![first.clone(), on.clone()], vec![(adult(SeatPreference::Any), "8A")]);
    let mut skies = Skies::of(&booking);
    skies.retime(&first, 5);
    skies.retime(&on, 5);
    assert!(!only_change(&skies.follow(&booking, NOW)).is_major);
}

#[test]
fn a_flight_that_is_gone_leaves_nothing_to_accept() {
    let booking = round_trip();
    for (kind, is_cancelled) in [(ChangeKind::Withdrawn, false), (ChangeKind::Cancelled, true)] {
        let mut skies = Skies::of(&booking);
        skies.withdraw(&out());
        if is_cancelled {
            skies.cancel(&out());
        }
        let followed = skies.follow(&booking, NOW);
        let change = only_change(&followed);
        assert_eq!((change.kind, change.is_major, &change.after), (kind, true, &None));
        assert_eq!(change.state, ChangeState::Open);
        assert_eq!(flights(&followed.booking, Direction::Departing), [out()]);
        assert_eq!(followed.returned, [], "what it holds waits for the answer");
    }
}

#[test]
fn one_flight_withdrawn_takes_its_whole_journey_with_it() {
    let [first, second] = connecting();
    let booking = seated(vec![first, second.clone()], vec![(adult(SeatPreference::Any), "8A")]);
    let mut skies = Skies::of(&booking);
    skies.withdraw(&second);
    assert_eq!(only_change(&skies.follow(&booking, NOW)).after, None);
}

#[test]
fn another_flight_under_the_number_takes_other_seats() {
    let booking = round_trip();
    let mut skies = Skies::of(&booking);
    let partner = segment("XY7", ["DEL", "BOM"], OUT);
    let flown = skies.departures.get_mut(&(out().flight, out().date)).unwrap();
    flown.inventory = partner.flight;
    flown.operating_airline = partner.number.airline();
    let followed = skies.follow(&booking, NOW);
    let change = only_change(&followed);
    assert_eq!((change.kind, change.is_major), (ChangeKind::Retimed, false));
    let taken: Vec<_> = followed.taken.iter().map(|it| it.flight).collect();
    let returned: Vec<_> = followed.returned.iter().map(|it| it.flight).collect();
    assert_eq!((taken, returned), (vec![partner.flight], vec![out().flight]));
    assert_eq!(followed.claimed[0].0, partner.flight);
}

#[test]
fn what_has_left_is_the_past() {
    let [first, second] = connecting();
    let booking =
        seated(vec![first.clone(), second.clone()], vec![(adult(SeatPreference::Any), "8A")]);
    let mut skies = Skies::of(&booking);
    skies.withdraw(&first);
    let in_the_air = OUT + Duration::HOUR;
    assert!(!skies.follow(&booking, in_the_air).is_changed());

    skies.retime(&second, 30);
    let followed = skies.follow(&booking, in_the_air);
    let change = only_change(&followed);
    assert_eq!(change.after.as_ref().unwrap()[0], first);
    assert!(change.is_major);
}

#[test]
fn a_cancelled_journey_follows_nothing() {
    let booking = round_trip().cancel(&[Direction::Departing], NOW).unwrap();
    let mut skies = Skies::of(&booking);
    skies.withdraw(&out());
    assert!(!skies.follow(&booking, NOW).is_changed());
}
