//! What payment turns into: seats, ticket numbers, flight coupons.

use std::collections::{BTreeSet, HashSet};

use airside_booking::place::Traveller;
use airside_booking::ticket::CouponStatus;
use airside_booking::{Direction, Issue, TicketPrefixes, TripType};
use airside_primitives::{Party, SeatNumber};
use airside_seating::Fleet;

use crate::world::*;

fn seat(text: &str) -> SeatNumber {
    text.parse().unwrap()
}

#[test]
fn everyone_but_infants_gets_a_seat_and_everyone_a_ticket_number() {
    let party = Party::new(1, 1, 1).unwrap();
    let request = request(vec![offer("QZ", OUT, party)], vec![adult("A"), child(), infant(0)]);
    let issue = issue(&placed(request, TripType::OneWay, &[]));
    let seated: Vec<_> = issue.seats[0].on(0).iter().map(Option::is_some).collect();
    assert_eq!(seated, [true, true, false]);
    let numbers: BTreeSet<_> = issue.ticket_numbers[0].iter().collect();
    assert_eq!(numbers.len(), 3);
}

#[test]
fn a_picked_seat_is_kept_and_a_lost_one_replaced() {
    let traveller = Traveller { seats: vec![Some(seat("8A"))], ..adult("A") };
    let request = request(vec![offer("QZ", OUT, Party::ONE)], vec![traveller]);
    let booking = placed(request, TripType::OneWay, &[]);
    assert_eq!(issue(&booking).seats[0].on(0), [Some(seat("8A"))]);

    let taken = |_, _| HashSet::from([seat("8A")]);
    let lost = Issue::plan(&booking, &fleet(), &TicketPrefixes::default(), &taken, &mut || 7);
    let given = lost.seats[0].seat(0, 0).unwrap();
    assert_ne!(given, seat("8A"));
}

#[test]
fn on_an_aircraft_that_is_not_in_the_fleet_seats_are_given_at_the_airport() {
    let booking = round_trip("QZ", "QZ");
    let none = |_, _| HashSet::new();
    let issue =
        Issue::plan(&booking, &Fleet::default(), &TicketPrefixes::default(), &none, &mut || 7);
    assert!(issue.seats.iter().all(|seats| seats.on(0) == [None, None]));
    assert_eq!(issue.ticket_numbers[0].len(), 2);
}

#[test]
fn there_is_a_flight_coupon_for_each_flight_and_a_cancelled_one_is_refunded() {
    let booking = confirmed(round_trip("QZ", "QZ"));
    let coupons = booking.coupons(0, NOW);
    let numbers: Vec<_> = coupons.iter().map(|it| (it.coupon, it.status)).collect();
    assert_eq!(numbers, [(1, CouponStatus::Open), (2, CouponStatus::Open)]);

    let booking = booking.cancel(&[Direction::Departing], NOW).unwrap();
    let statuses: Vec<_> = booking.coupons(1, NOW).iter().map(|it| it.status).collect();
    assert_eq!(statuses, [CouponStatus::Refunded, CouponStatus::Open]);
}
