//! Some of a party leave a journey: the rest keep theirs, and the money adds up to the last unit.

use std::collections::HashSet;

use airside_booking::cancellation::CannotCancel;
use airside_booking::cancellation::{CannotQuote, Named, Selection};
use airside_booking::place::Traveller;
use airside_booking::schedule_change::Followed;
use airside_booking::ticket::CouponStatus;
use airside_booking::{Booking, Cancellation, CannotLeave, Direction, JourneyStatus, TripType};
use airside_cancellation::Rules;
use airside_primitives::{Amount, CancellationId, InvalidParty, Party, PassengerId, RefundId};
use proptest::prelude::*;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::world::*;

const ALL: [Direction; 2] = [Direction::Departing, Direction::Returning];

fn ids(booking: &Booking, places: &[usize]) -> Vec<PassengerId> {
    places.iter().map(|at| booking.passengers[*at].id).collect()
}

fn quote(
    booking: &Booking,
    journeys: &[Direction],
    passengers: Vec<PassengerId>,
    now: OffsetDateTime,
) -> Result<Cancellation, CannotQuote> {
    let journeys = Some(Named::These(journeys.to_vec()));
    let selection = Selection { journeys, ticket: None, passengers: Some(passengers) };
    let id = CancellationId(Uuid::from_u128(7));
    Cancellation::quote(id, booking, &selection, Rules::default(), Duration::minutes(15), now)
}

pub(crate) fn without(
    booking: &Booking,
    journeys: &[Direction],
    places: &[usize],
    now: OffsetDateTime,
) -> (Booking, Amount) {
    let quoted = quote(booking, journeys, ids(booking, places), now).unwrap();
    let refund = quoted.refund();
    let confirmed = quoted.confirm(booking, RefundId(Uuid::from_u128(8)), now).unwrap();
    (booking.clone().cancelled_by(&confirmed, now).unwrap(), refund)
}

/// There and back; the way out at a discount.
pub(crate) fn trip(travellers: Vec<Traveller>, party: Party, discount: i64) -> Booking {
    let offers = vec![offer("QZ", OUT, party), offer("QZ", BACK, party)];
    let request = request(offers, travellers);
    confirmed(placed(request, TripType::RoundTrip, &[Amount::minor(discount)]))
}

pub(crate) fn family() -> Booking {
    let bag = |kg| Traveller { extra_baggage_kg: kg, ..adult("Asha") };
    let travellers = vec![bag(5), bag(10), child(), infant(1)];
    trip(travellers, Party::new(2, 1, 1).unwrap(), 10_001)
}

#[test]
fn one_leaves_and_the_others_keep_what_they_have() {
    let before = family();
    let (after, refund) = without(&before, &[Direction::Departing], &[0], NOW);
    // 4,000.00 less a quarter of the discount, the tax that comes back, and a bag of 5 kg.
    assert_eq!(refund, Amount::minor(400_000 - 2_500 + 30_000 + 225_000));

    let moved = Followed::between(&before, after.clone());
    assert_eq!(moved.returned.iter().map(|it| it.count).collect::<Vec<_>>(), [1]);
    assert_eq!((moved.taken.len(), moved.released.len(), moved.tickets.len()), (0, 1, 1));
    let (was, is) = (&before.journeys[0], &after.journeys[0]);
    assert_eq!(is.seats.on(0)[1..], was.seats.on(0)[1..]);
    assert_eq!(is.seats.on(0)[0], None);
    assert_eq!(is.offer.party, Party::new(1, 1, 1).unwrap());
    assert_eq!(after.journeys[1], before.journeys[1]);

    let status = |at: usize| after.passenger_status(&after.passengers[at], NOW);
    assert_eq!(status(0), JourneyStatus::Confirmed, "on the way back");
    let (gone, _) = without(&after, &[Direction::Returning], &[0], NOW);
    assert_eq!(gone.passenger_status(&gone.passengers[0], NOW), JourneyStatus::Cancelled);
    assert_eq!(gone.journey_status(Direction::Returning, NOW), JourneyStatus::Confirmed);
    let coupons = |at| gone.coupons(at, NOW).iter().map(|it| it.status).collect::<Vec<_>>();
    assert_eq!(coupons(0), [CouponStatus::Refunded; 2]);
    assert_eq!(coupons(1), [CouponStatus::Open; 2]);
    assert_eq!(gone.ticketed(&gone.tickets[0]), [1, 2, 3]);
}

#[test]
fn an_infant_goes_with_its_adult_and_a_child_is_not_left_alone() {
    let before = family();
    let quoted = quote(&before, &[Direction::Departing], ids(&before, &[1]), NOW).unwrap();
    let named: HashSet<_> = quoted.lines[0].passengers.iter().flatten().copied().collect();
    assert_eq!(named, ids(&before, &[1, 3]).into_iter().collect());
    assert_eq!(quoted.covered(&before, &quoted.lines[0]).len(), 2);

    let alone = quote(&before, &ALL, ids(&before, &[0, 1]), NOW).unwrap_err();
    assert_eq!(alone, CannotQuote::Leave(CannotLeave::LeftAlone(InvalidParty::NoAdult)));
    // The infant by itself may stay at home.
    let (after, _) = without(&before, &ALL, &[3], NOW);
    assert!(!after.carries_infant(1) && before.carries_infant(1));
    assert_eq!(after.seated(), 3);
}

#[test]
fn whoever_is_named_must_still_be_on_it() {
    let before = family();
    let unknown = vec![PassengerId(Uuid::from_u128(9))];
    let ask = |some| quote(&before, &ALL, some, NOW).unwrap_err();
    assert_eq!(ask(unknown), CannotQuote::UnknownPassenger { at: 0 });
    assert_eq!(ask(Vec::new()), CannotQuote::NobodyNamed);

    let quoted = quote(&before, &ALL, ids(&before, &[0]), NOW).unwrap();
    let (after, _) = without(&before, &[Direction::Returning], &[0], NOW);
    let again = quote(&after, &ALL, ids(&before, &[0]), NOW).unwrap_err();
    assert_eq!(again, CannotQuote::Leave(CannotLeave::NotOnIt));
    let too_late = after.cancelled_by(&quoted, NOW).unwrap_err();
    assert_eq!(too_late, CannotCancel::Leave(CannotLeave::NotOnIt));
}

#[test]
fn naming_all_who_are_left_ends_the_journey() {
    let (one_left, _) = without(&family(), &[Direction::Departing], &[0], NOW);
    let quoted = quote(&one_left, &[Direction::Departing], ids(&one_left, &[1, 2]), NOW).unwrap();
    assert_eq!(quoted.lines[0].passengers, None);
    assert_eq!(quoted.covered(&one_left, &quoted.lines[0]).len(), 3);
    let over = one_left.cancelled_by(&quoted, NOW).unwrap();
    assert!(over.is_cancelled(Direction::Departing));
}

/// Adults, children and infants, with bags.
pub(crate) fn parties() -> impl Strategy<Value = (Vec<Traveller>, Party)> {
    let bags = prop::collection::vec(prop::sample::select(vec![0_u8, 3, 5, 10, 15, 30]), 10);
    (1_u8..5, 0_u8..3, 0_u8..3, bags).prop_map(|(adults, children, infants, bags)| {
        let infants = infants.min(adults);
        let of = |count: u8| 0..usize::from(count);
        let people = of(adults).map(|_| adult("Asha")).chain(of(children).map(|_| child()));
        let people = people.chain(of(infants).map(infant)).zip(bags);
        let people = people.map(|(it, kg)| Traveller { extra_baggage_kg: kg, ..it });
        (people.collect(), Party::new(adults, children, infants).unwrap())
    })
}

proptest! {
    #[test]
    fn one_after_the_other_costs_what_all_at_once_does(
        (travellers, party) in parties(),
        discount in prop_oneof![Just(0_i64), 1_i64..5, 1_i64..400_000],
        hours in prop::sample::select(vec![0_i64, 24 * 25, 24 * 29]),
        order in any::<prop::sample::Index>(),
    ) {
        let booking = trip(travellers, party, discount);
        let now = NOW + Duration::hours(hours);
        let whole = without(&booking, &[Direction::Departing], &(0..booking.passengers.len()).collect::<Vec<_>>(), now).1;
        let paid = booking.journeys[0].account().paid();

        // Children and infants first, then the adults, from anywhere in the list.
        let mut places: Vec<usize> = (0..booking.passengers.len()).rev().collect();
        let adults = usize::from(party.count(airside_primitives::PassengerType::Adult));
        let others = places.len() - adults;
        places[others..].rotate_left(order.index(adults));
        let (mut left, mut refunds, mut of_who_left) = (booking.clone(), Amount::ZERO, Amount::ZERO);
        for place in places {
            let still_on = left.travellers(&left.journeys[0]).any(|(at, _)| at == place);
            if !still_on || left.is_cancelled(Direction::Departing) {
                continue;
            }
            let before = left.journeys[0].account().paid();
            let (after, refund) = without(&left, &[Direction::Departing], &[place], now);
            if !after.is_cancelled(Direction::Departing) {
                of_who_left += before - after.journeys[0].account().paid();
            }
            prop_assert!(refund >= Amount::ZERO);
            refunds += refund;
            left = after;
        }
        prop_assert!(left.is_cancelled(Direction::Departing));
        prop_assert_eq!(refunds, whole);
        prop_assert_eq!(of_who_left + left.journeys[0].account().paid(), paid);
    }
}
