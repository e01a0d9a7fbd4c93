//! Seats are kept where the new aircraft has them, and given anew where not.

use airside_booking::{Booking, Segment};
use airside_primitives::SeatPreference::{Aisle, Any, Window};
use airside_primitives::{Cabin, SeatKind, SeatNumber};
use airside_seating::Row;

use crate::skies::{Skies, plan};
use crate::trips::*;

/// After the flight out got this aircraft; `None` when that has to be asked about.
fn after(booking: &Booking, aircraft: &str, occupied: &[&str]) -> Option<Booking> {
    let mut skies = Skies::of(booking);
    skies.equip(&out(), aircraft);
    for seat in occupied {
        skies.occupy(&out(), seat);
    }
    let booking = skies.follow(booking, NOW).booking;
    (!booking.schedule_changes[0].is_major).then_some(booking)
}

fn kind(aircraft: &str, seat: &str) -> SeatKind {
    let seat: SeatNumber = seat.parse().unwrap();
    plan(aircraft.parse().unwrap()).unwrap().seat(seat).unwrap().kind
}

fn seats_of(aircraft: &str) -> Vec<String> {
    let plan = plan(aircraft.parse().unwrap()).unwrap();
    let seats = plan.rows(Cabin::Economy).iter().flat_map(Row::seats);
    seats.map(|seat| seat.number.to_string()).collect()
}

#[test]
fn who_can_keep_their_seat_keeps_it() {
    let booking = seated(vec![out()], vec![(adult(Window), "8A"), (adult(Any), "20C")]);
    assert_eq!(seats(&after(&booking, "321", &[]).unwrap()), ["8A", "20C"]);
}

#[test]
fn who_is_in_a_row_that_is_gone_sits_with_their_party() {
    let booking = seated(vec![out()], vec![(adult(Any), "25D"), (adult(Any), "25F")]);
    let booking = after(&booking, "319", &["22D"]).unwrap();
    let found = seats(&booking);
    assert_eq!(found[0][..found[0].len() - 1], found[1][..found[1].len() - 1], "{found:?}");
}

#[test]
fn who_has_no_preference_gets_the_kind_of_seat_they_had() {
    for (seat, had) in
        [("25A", SeatKind::Window), ("25B", SeatKind::Middle), ("25C", SeatKind::Aisle)]
    {
        let booking = seated(vec![out()], vec![(adult(Any), seat)]);
        let booking = after(&booking, "319", &[]).unwrap();
        assert_eq!(kind("319", &seats(&booking)[0]), had);
    }
}

#[test]
fn a_seat_in_another_cabin_now_is_not_kept() {
    let booking = seated(vec![out()], vec![(adult(Any), "4A")]);
    let given = seats(&after(&booking, "321", &[]).unwrap());
    assert_ne!(given, ["4A"], "business on this aircraft");
}

#[test]
fn a_window_that_somebody_likes_is_followed_by_a_window() {
    let booking = seated(vec![out()], vec![(adult(Window), "20F")]);
    let given = seats(&after(&booking, "77W", &[]).unwrap());
    assert_ne!(given, ["20F"], "in the middle of this aircraft");
    assert_eq!(kind("77W", &given[0]), SeatKind::Window);
}

#[test]
fn losing_the_kind_of_seat_that_somebody_likes_is_major_and_another_kind_is_not() {
    let windows: Vec<String> =
        seats_of("319").into_iter().filter(|it| kind("319", it) == SeatKind::Window).collect();
    let windows: Vec<&str> = windows.iter().map(String::as_str).collect();
    let at_window = |preference| seated(vec![out()], vec![(adult(preference), "25A")]);
    assert_eq!(after(&at_window(Window), "319", &windows), None);
    assert!(after(&at_window(Any), "319", &windows).is_some());
    assert!(after(&at_window(Aisle), "319", &windows).is_some(), "they did not have an aisle");
}

#[test]
fn a_cabin_without_a_seat_left_is_major_and_nobody_is_thrown_off() {
    let booking = seated(vec![out()], vec![(adult(Any), "25A")]);
    let all = seats_of("319");
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(after(&booking, "319", &all), None);

    let mut skies = Skies::of(&booking);
    skies.equip(&out(), "319");
    for seat in &all {
        skies.occupy(&out(), seat);
    }
    let open = skies.follow(&booking, NOW);
    assert_eq!(open.returned, []);
    let id = open.booking.schedule_changes[0].id;
    let accepted =
        skies.with_seats(booking.id, |seats| open.booking.accept_change(id, seats, NOW)).unwrap();
    assert_eq!(accepted.returned, []);
    let [without] = accepted.without_seat[..] else { panic!("{:?}", accepted.without_seat) };
    assert_eq!(without.passenger, booking.passengers[0].id);
}

#[test]
fn an_infant_and_its_adult_leave_a_row_that_is_an_exit_now() {
    let booking =
        seated(vec![out()], vec![(adult(Any), "10A"), (infant(0), "-"), (adult(Any), "10B")]);
    let given = seats(&after(&booking, "319", &[]).unwrap());
    assert!(!given[0].starts_with("10"), "{given:?}");
    assert_eq!(given[1], "-");
    assert_eq!(given[2], "10B", "who may sit there stays");
}

#[test]
fn a_child_leaves_a_row_that_is_an_exit_now() {
    let booking = seated(vec![out()], vec![(adult(Any), "10A"), (child(), "10B")]);
    let given = seats(&after(&booking, "319", &[]).unwrap());
    assert!(!given[1].starts_with("10"), "{given:?}");
}

#[test]
fn of_an_aircraft_without_a_plan_nothing_is_known_so_numbers_stay() {
    let booking = seated(vec![out()], vec![(adult(Window), "8A")]);
    assert_eq!(seats(&after(&booking, "XXX", &[]).unwrap()), ["8A"]);
}

#[test]
fn seats_on_flights_that_did_not_change_are_left_alone() {
    let [first, second] = connecting();
    let booking = seated(vec![first.clone(), second], vec![(adult(Any), "25A")]);
    let mut skies = Skies::of(&booking);
    skies.equip(&first, "319");
    let followed = skies.follow(&booking, NOW).booking;
    assert_eq!(followed.journeys[0].seats.on(1), booking.journeys[0].seats.on(1));
}

#[test]
fn a_seat_whose_flight_sells_the_seats_of_another_now_is_claimed_there() {
    let booking = seated(vec![out()], vec![(adult(Any), "8A")]);
    let mut skies = Skies::of(&booking);
    let partner = segment("XY7", ["DEL", "BOM"], OUT);
    skies.occupy(&partner, "8A");
    skies.fly(&Segment { inventory: partner.flight, ..out() });
    let followed = skies.follow(&booking, NOW);
    let [(flight, _, seat)] = followed.claimed[..] else { panic!("{:?}", followed.claimed) };
    assert_eq!(flight, partner.flight);
    assert_ne!(seat.to_string(), "8A");
}
