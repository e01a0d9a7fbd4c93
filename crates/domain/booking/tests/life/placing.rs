//! What makes a booking, and what stands in the way of one.

use airside_booking::place::PassengerFault::{
    AdultRequired, BornTooEarly, ExtraBaggageNotSold, LapTaken, NotAnAdult, NotAnInfant, NotBorn,
    TooMuchHandBaggage,
};
use airside_booking::place::{
    CannotPlace, Fault, PartyFault, PassengerFault, Request, SeatFault, Traveller,
};
use airside_booking::{TicketStatus, TripType};
use airside_primitives::{Amount, Party, PassengerType};
use airside_seating::PickRefused;
use time::macros::date;

use crate::world::*;

fn faults(request: Request) -> Vec<Fault> {
    match request.check(&baggage(), &fleet(), NOW).unwrap_err() {
        CannotPlace::Invalid(faults) => faults,
        CannotPlace::PartyMismatch(_) => panic!("not about the party"),
        CannotPlace::TooManyPassengers => panic!("not about the number of passengers"),
    }
}

fn of(passenger: usize, fault: PassengerFault) -> Fault {
    Fault::Passenger { passenger, fault }
}

fn one_way(passengers: Vec<Traveller>, party: Party) -> Request {
    request(vec![offer("QZ", OUT, party)], passengers)
}

#[test]
fn two_passengers_with_the_same_names_stay_two_people() {
    let booking = round_trip("QZ", "QZ");
    let [first, second] = &booking.passengers[..] else { panic!("two passengers") };
    assert_eq!(first.person, second.person);
    assert_ne!(first.id, second.id);
}

#[test]
fn what_a_log_could_show_of_a_booking_names_nobody() {
    let shown = format!("{:?}", round_trip("QZ", "QZ"));
    for personal in ["Asha", "Rao", "asha@example.com", "1990"] {
        assert!(!shown.contains(personal), "{personal} in {shown}");
    }
}

#[test]
fn one_airline_both_ways_is_one_ticket_and_two_airlines_are_two() {
    assert_eq!(round_trip("QZ", "QZ").tickets.len(), 1);
    let booking = round_trip("QZ", "AI");
    let tickets: Vec<_> = booking.tickets.iter().map(|it| it.airline.to_string()).collect();
    assert_eq!(tickets, ["QZ", "AI"]);
    let status = booking.ticket_status(&booking.tickets[0], NOW);
    assert_eq!(status, TicketStatus::Pending);
}

#[test]
fn two_offers_are_a_round_trip_only_between_the_same_two_cities() {
    let offers = [offer("QZ", OUT, Party::ONE), offer("QZ", BACK, Party::ONE)];
    assert_eq!(TripType::of(&offers[..1], |it| it), TripType::OneWay);
    assert_eq!(TripType::of(&offers, |it| it), TripType::RoundTrip);
    let same = [offers[0].clone(), offers[0].clone()];
    assert_eq!(TripType::of(&same, |it| it), TripType::MultiCity);
}

#[test]
fn a_total_is_the_sum_of_its_parts() {
    let party = Party::new(1, 0, 1).unwrap();
    let traveller = Traveller { extra_baggage_kg: 5, ..adult("Asha") };
    let offers = vec![offer("QZ", OUT, party), offer("QZ", BACK, party)];
    let discounts = [Amount::minor(10_000), Amount::minor(5_001)];
    let request = request(offers, vec![traveller, infant(0)]);
    let price = placed(request, TripType::RoundTrip, &discounts).price();
    assert_eq!(price.base, Amount::minor(4 * 400_000));
    assert_eq!(price.taxes, Amount::minor(4 * 50_000));
    assert_eq!(price.extra_baggage, Amount::minor(2 * 225_000));
    assert_eq!(price.discount, Amount::minor(15_001));
    assert_eq!(price.total, price.base + price.taxes + price.extra_baggage - price.discount);
}

#[test]
fn an_infant_needs_an_adult_of_their_own() {
    let party = Party::new(2, 0, 2).unwrap();
    let two = |first, second| {
        faults(one_way(vec![adult("A"), adult("B"), infant(first), infant(second)], party))
    };
    assert_eq!(two(0, 0), [of(3, LapTaken)]);
    assert_eq!(two(0, 2), [of(3, NotAnAdult)]);
    assert_eq!(two(0, 9), [of(3, NotAnAdult)]);

    let party = Party::new(1, 0, 1).unwrap();
    let alone = Traveller { infant_of: None, ..infant(0) };
    assert_eq!(faults(one_way(vec![adult("A"), alone], party)), [of(1, AdultRequired)]);
    let grown = Traveller { infant_of: Some(0), ..adult("B") };
    let party = Party::new(2, 0, 0).unwrap();
    assert_eq!(faults(one_way(vec![adult("A"), grown], party)), [of(1, NotAnInfant)]);
}

#[test]
fn the_passengers_must_be_the_party_of_every_offer() {
    let mismatch = one_way(vec![adult("A"), child()], Party::new(2, 0, 0).unwrap());
    let error = mismatch.check(&baggage(), &fleet(), NOW).unwrap_err();
    let mismatch = |kind, made_for, travelling| PartyFault { offer: 0, kind, made_for, travelling };
    let faults = vec![mismatch(PassengerType::Adult, 2, 1), mismatch(PassengerType::Child, 0, 1)];
    assert_eq!(error, CannotPlace::PartyMismatch(faults));
}

#[test]
fn eleven_passengers_are_too_many() {
    let request = one_way(vec![adult("A"); 11], Party::ONE);
    assert_eq!(
        request.check(&baggage(), &fleet(), NOW).unwrap_err(),
        CannotPlace::TooManyPassengers
    );
}

#[test]
fn a_picked_seat_must_be_one_that_the_passenger_may_have() {
    let party = Party::new(1, 1, 0).unwrap();
    let pick = |mine: &str, childs: &str| {
        let seat = |text: &str| vec![Some(text.parse().unwrap())];
        let mine = Traveller { seats: seat(mine), ..adult("A") };
        let childs = Traveller { seats: seat(childs), ..child() };
        one_way(vec![mine, childs], party)
    };
    assert!(pick("8A", "8B").check(&baggage(), &fleet(), NOW).is_ok());
    let seat = |passenger, fault| of(passenger, PassengerFault::Seat { segment: 0, fault });
    assert_eq!(faults(pick("8A", "8A")), [seat(1, SeatFault::PickedTwice)]);
    let nowhere = SeatFault::Refused(PickRefused::NotOnThisAircraft);
    assert_eq!(faults(pick("99A", "8B")), [seat(0, nowhere)]);
    assert!(
        pick("12A", "8B").check(&baggage(), &fleet(), NOW).is_ok(),
        "an adult may sit in an exit row"
    );
    assert_eq!(faults(pick("8A", "12A")), [seat(1, SeatFault::Refused(PickRefused::ExitRow))]);
}

#[test]
fn every_fault_is_found_at_once() {
    let traveller = Traveller {
        date_of_birth: date!(1899 - 12 - 31),
        hand_baggage_kg: 8,
        extra_baggage_kg: 4,
        ..adult("A")
    };
    assert_eq!(
        faults(one_way(vec![traveller], Party::ONE)),
        [
            of(0, BornTooEarly),
            of(0, TooMuchHandBaggage { most: 7 }),
            of(0, ExtraBaggageNotSold { sold: baggage().weights() }),
        ]
    );
}

#[test]
fn everybody_is_born_by_the_day_of_the_booking_and_no_party_hides_it() {
    let party = Party::new(1, 0, 1).unwrap();
    let offset = OUT.offset();
    let today = NOW.to_offset(offset).date();
    let tomorrow = today.next_day().unwrap();
    let born = |date_of_birth| Traveller { date_of_birth, ..infant(0) };
    assert!(one_way(vec![adult("A"), born(today)], party).check(&baggage(), &fleet(), NOW).is_ok());
    assert_eq!(faults(one_way(vec![adult("A"), born(tomorrow)], party)), [of(1, NotBorn)]);

    // A slip of the keyboard makes an infant of an adult, and a party of another kind.
    let slip = Traveller { date_of_birth: tomorrow, ..adult("A") };
    assert_eq!(faults(one_way(vec![slip], Party::ONE)), [of(0, NotBorn)]);
}

#[test]
fn offers_must_be_in_the_order_of_travel() {
    let offers = vec![offer("QZ", BACK, Party::ONE), offer("QZ", OUT, Party::ONE)];
    assert_eq!(faults(request(offers, vec![adult("A")])), [Fault::OutOfOrder { offer: 1 }]);
}

#[test]
fn a_trip_has_one_to_six_offers_and_somebody_who_travels() {
    assert_eq!(faults(request(Vec::new(), Vec::new())), [Fault::NoPassengers, Fault::NoOffers]);
    let seven = vec![offer("QZ", OUT, Party::ONE); 7];
    assert_eq!(faults(request(seven, vec![adult("A")]))[0], Fault::TooManyOffers);
}

#[test]
fn an_infant_picks_no_seat_and_seats_are_for_every_segment_or_none() {
    let party = Party::new(1, 0, 1).unwrap();
    let held = Traveller { seats: vec![Some("8B".parse().unwrap())], ..infant(0) };
    let fault = SeatFault::NoSeatOfTheirOwn;
    let seat = PassengerFault::Seat { segment: 0, fault };
    assert_eq!(faults(one_way(vec![adult("A"), held], party)), [of(1, seat)]);
    let two = Traveller { seats: vec![None, None], ..adult("A") };
    let number = PassengerFault::NumberOfSeats { segments: 1 };
    assert_eq!(faults(one_way(vec![two], Party::ONE)), [of(0, number)]);
}
