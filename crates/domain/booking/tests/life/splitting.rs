//! A booking becomes two: the halves add up, and nobody's seat or number changes.

use airside_booking::splitting::{CannotSplit, Parted};
use airside_booking::{Booking, Direction, TripType};
use airside_primitives::{Amount, BookingId, InvalidParty, PassengerId, PassengerType, TicketId};
use proptest::prelude::*;
use uuid::Uuid;

use crate::leaving::{family, parties, trip, without};
use crate::world::*;

fn parted() -> Parted {
    Parted {
        id: BookingId(Uuid::from_u128(77)),
        reference: "K7Q2MX".parse().unwrap(),
        tickets: vec![TicketId(Uuid::from_u128(301)), TicketId(Uuid::from_u128(302))],
    }
}

fn split(booking: &Booking, places: &[usize]) -> Result<[Booking; 2], CannotSplit> {
    let some: Vec<PassengerId> = places.iter().map(|at| booking.passengers[*at].id).collect();
    booking.split(&some, parted(), NOW)
}

#[test]
fn each_half_has_its_people_seats_and_numbers() {
    let whole = family();
    let [stay, go] = split(&whole, &[1]).unwrap();
    assert_eq!((stay.id, &stay.reference), (whole.id, &whole.reference));
    assert_ne!((go.id, &go.reference), (whole.id, &whole.reference));
    // The infant goes with the adult whose lap it is on.
    let people = |booking: &Booking| booking.passengers.iter().map(|it| it.id).collect::<Vec<_>>();
    let ids = people(&whole);
    assert_eq!(people(&stay), [ids[0], ids[2]]);
    assert_eq!(people(&go), [ids[1], ids[3]]);
    assert_eq!(go.passengers[1].infant_of, Some(0));
    for (half, places) in [(&stay, [0, 2]), (&go, [1, 3])] {
        for (journey, was) in half.journeys.iter().zip(whole.journeys.iter()) {
            for (at, old) in places.iter().enumerate() {
                assert_eq!(journey.seats.seat(0, at), was.seats.seat(0, *old));
            }
        }
        for (at, old) in places.iter().enumerate() {
            let numbers = |booking: &Booking, at: usize| {
                booking.coupons(at, NOW).iter().map(|it| it.ticket_number).collect::<Vec<_>>()
            };
            assert_eq!(numbers(half, at), numbers(&whole, *old));
        }
    }
    assert!(stay.tickets.iter().all(|it| go.tickets.iter().all(|other| other.id != it.id)));
}

#[test]
fn a_half_can_travel_by_itself_or_nothing_is_split() {
    let whole = family();
    assert_eq!(split(&whole, &[0, 1]), Err(CannotSplit::LeftAlone(InvalidParty::NoAdult)));
    assert_eq!(split(&whole, &[]), Err(CannotSplit::NobodyStays));
    assert_eq!(split(&whole, &[0, 1, 2]), Err(CannotSplit::NobodyStays));
    let unpaid = {
        let offers = vec![offer("QZ", OUT, whole.journeys[0].offer.party)];
        let travellers = vec![adult("Asha"), adult("Ravi"), child(), infant(1)];
        placed(request(offers, travellers), TripType::OneWay, &[])
    };
    assert_eq!(split(&unpaid, &[0]), Err(CannotSplit::NotPaid));
    let (half, _) = without(&whole, &[Direction::Departing], &[0, 1, 2, 3], NOW);
    assert_eq!(split(&half, &[0]), Err(CannotSplit::Cancelled));
    // Who has left a journey parts from those who stay on it only with somebody who is.
    let (left, _) = without(&whole, &[Direction::Departing], &[0], NOW);
    assert_eq!(split(&left, &[0]), Err(CannotSplit::NotOnIt));
}

proptest! {
    #[test]
    fn the_halves_add_up_and_cancelling_both_costs_what_cancelling_the_whole_does(
        (travellers, party) in parties(),
        discount in prop_oneof![Just(0_i64), 1_i64..5, 1_i64..400_000],
        who in any::<u16>(),
    ) {
        let whole = trip(travellers, party, discount);
        let adults = whole.passengers.iter().enumerate();
        let adults = adults.filter(|(_, it)| it.kind == PassengerType::Adult);
        let some: Vec<usize> =
            adults.map(|(at, _)| at).filter(|at| who >> at & 1 == 1).collect();
        let Ok([stay, go]) = split(&whole, &some) else { return Ok(()) };
        let sum = |of: fn(&Booking) -> Amount| of(&stay) + of(&go);
        for part in [
            |it: &Booking| it.price().base,
            |it: &Booking| it.price().taxes,
            |it: &Booking| it.price().extra_baggage,
            |it: &Booking| it.price().discount,
            |it: &Booking| it.price().total,
        ] {
            prop_assert_eq!(sum(part), part(&whole));
        }
        prop_assert_eq!(stay.seated() + go.seated(), whole.seated());
        let everybody = |it: &Booking| (0..it.passengers.len()).collect::<Vec<_>>();
        let both = [Direction::Departing, Direction::Returning];
        let back = |it: &Booking| without(it, &both, &everybody(it), NOW).1;
        prop_assert_eq!(back(&stay) + back(&go), back(&whole));
    }
}
