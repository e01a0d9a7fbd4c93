//! Journeys in the place of others: places, seats, numbers and coupons change hands at once.

use std::collections::{BTreeSet, HashSet};

use airside_booking::exchange::{
    Asked, CannotAgree, CannotExchange, Rebooking, Refused, Replacement, Waiver,
};
use airside_booking::payment::conclusion::{Conclusion, conclusion_of_exchange};
use airside_booking::schedule_change::{Followed, Seats};
use airside_booking::ticket::CouponStatus;
use airside_booking::{
    Booking, Direction, Exchange, Offer, RefundCause, Ticket, TicketNumber, TripType,
};
use airside_exchange::NotChangeable;
use airside_primitives::{Amount, ExchangeId, Party, PaymentId};
use proptest::prelude::*;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::world::*;

const LIFETIME: Duration = Duration::minutes(15);
const LATER: OffsetDateTime = BACK.saturating_add(Duration::DAY);

fn paid() -> Booking {
    confirmed(round_trip("QZ", "QZ"))
}

fn party() -> Party {
    Party::new(2, 0, 0).unwrap()
}

fn to(direction: Direction, offer: Offer) -> Replacement {
    Replacement { direction, offer, changes: Some(rules()) }
}

fn quote(
    booking: &Booking,
    replace: Vec<Replacement>,
    now: OffsetDateTime,
) -> Result<Exchange, CannotExchange> {
    let rebooking = Rebooking { within: Duration::days(3), city: &|airport| airport };
    let asked = Asked { replace, waiver: Waiver::Nothing };
    Exchange::quote(ExchangeId(Uuid::from_u128(1)), booking, asked, rebooking, LIFETIME, now)
}

pub(crate) fn back_later(booking: &Booking) -> Exchange {
    let party = booking.journeys[1].offer.party;
    quote(booking, vec![to(Direction::Returning, offer("QZ", LATER, party))], NOW).unwrap()
}

pub(crate) fn exchanged(
    booking: &Booking,
    exchange: &Exchange,
    first: u64,
    now: OffsetDateTime,
) -> Followed {
    let fleet = fleet();
    let plan = |aircraft| fleet.layout(aircraft);
    let seats = Seats { plan: &plan, taken: &|_, _| HashSet::new() };
    let mut serial = first;
    let mut next = |_: &Ticket| {
        serial += 1;
        TicketNumber::new(98, serial).unwrap()
    };
    booking.clone().exchange(exchange, seats, &mut next, now).unwrap()
}

fn statuses(booking: &Booking, now: OffsetDateTime) -> Vec<CouponStatus> {
    booking.coupons(0, now).iter().map(|it| it.status).collect()
}

#[test]
fn both_journeys_and_their_places_change_hands_at_once() {
    let before = paid();
    let exchange = back_later(&before);
    assert_eq!(exchange.to_pay(), Amount::minor(100_000), "the same price, and the fee");
    let moved = exchanged(&before, &exchange, 1_000, NOW);

    let count = |it: &[airside_booking::booking::Inventory]| {
        it.iter().map(|it| (it.date, it.count)).collect::<Vec<_>>()
    };
    assert_eq!(count(&moved.taken), [(LATER.date(), 2)]);
    assert_eq!(count(&moved.returned), [(BACK.date(), 2)]);
    assert_eq!((moved.claimed.len(), moved.released.len()), (2, 2));
    assert_eq!(moved.tickets, [before.tickets[0].id]);
    let after = moved.booking;
    assert_eq!(after.journeys[0], before.journeys[0]);
    assert_eq!(after.journeys[1].offer.departs_at(), LATER);
}

#[test]
fn a_ticket_is_reissued_and_its_old_coupons_are_exchanged() {
    use CouponStatus::{Exchanged, Flown, Open, Refunded};
    let before = paid();
    let after = exchanged(&before, &back_later(&before), 1_000, NOW).booking;
    assert_eq!(statuses(&after, NOW), [Exchanged, Exchanged, Open, Open]);
    let numbers =
        |booking: &Booking| booking.ticket_numbers(booking.tickets[0].id).unwrap().to_vec();
    assert_eq!(after.exchanged_numbers(after.tickets[0].id, 1), [numbers(&before)[1]]);
    assert_ne!(numbers(&before), numbers(&after));

    // What has begun, or is over, stays on its number.
    let flown = OUT + Duration::hours(3);
    let then = exchanged(&before, &back_later(&before), 1_000, flown).booking;
    assert_eq!(statuses(&then, flown), [Flown, Exchanged, Open]);
    let cancelled = before.clone().cancel(&[Direction::Departing], NOW).unwrap();
    let then = exchanged(&cancelled, &back_later(&cancelled), 1_000, NOW).booking;
    assert_eq!(statuses(&then, NOW), [Refunded, Exchanged, Open]);
    let all = then.cancel(&[Direction::Returning], NOW).unwrap();
    assert_eq!(statuses(&all, NOW), [Refunded, Exchanged, Refunded]);
}

#[test]
fn while_it_is_paid_for_it_holds_enough_for_both() {
    let before = paid();
    let exchange = back_later(&before);
    let due_by = NOW + LIFETIME;
    let holding = before.clone().holding(&exchange, due_by);
    let held: Vec<_> = holding.holdings().iter().map(|it| (it.date, it.count)).collect();
    let days = [OUT.date(), BACK.date(), LATER.date()];
    assert_eq!(BTreeSet::from_iter(held), BTreeSet::from_iter(days.map(|day| (day, 2))));
    assert_eq!(holding.unpaid_holdings().len(), 1);
    let departures = holding.departures(&[Direction::Returning]);
    assert_eq!(departures.len(), 2);

    assert_eq!(holding.due(Some(exchange.id), NOW), Some(exchange.to_pay()));
    assert_eq!(holding.due(Some(exchange.id), due_by), None);
    assert_eq!((holding.due(None, NOW), before.due(Some(exchange.id), NOW)), (None, None));
    assert_eq!(holding.clone().lapse_exchange(due_by), Some(before.clone()));
    assert_eq!(holding.clone().lapse_exchange(due_by - Duration::SECOND), None);

    // Swapped, only the old places go back.
    let moved = exchanged(&holding, &exchange, 1_000, NOW);
    assert_eq!((moved.taken.len(), moved.returned.len()), (0, 1));
    assert_eq!(moved.booking.exchanging, None);
    // Cancelled meanwhile, nothing is held for it any more.
    let cancelled = holding.cancel(&[Direction::Departing], NOW).unwrap();
    assert_eq!(cancelled.exchanging, None);
}

#[test]
fn another_brand_on_the_same_flight_needs_no_other_places() {
    let before = paid();
    let dearer = Offer { brand: airside_primitives::Brand::Flexible, ..offer("QZ", BACK, party()) };
    let exchange = quote(&before, vec![to(Direction::Returning, dearer)], NOW).unwrap();
    let holding = before.clone().holding(&exchange, NOW + LIFETIME);
    assert_eq!(holding.unpaid_holdings(), []);
    let moved = exchanged(&before, &exchange, 1_000, NOW);
    assert!(moved.taken.is_empty() && moved.returned.is_empty());
    assert_eq!(moved.booking.journeys[1].seats, before.journeys[1].seats, "all keep their seats");
    assert_eq!(moved.tickets, [before.tickets[0].id], "its numbers are others");
}

#[test]
fn what_cannot_be_exchanged_is_refused_with_its_reason() {
    let booking = paid();
    let refused = |booking: &Booking, direction, offer, now| match quote(
        booking,
        vec![to(direction, offer)],
        now,
    )
    .unwrap_err()
    {
        CannotExchange::Journey { at: 0, why } => why,
        other => panic!("{other:?}"),
    };
    let back = Direction::Returning;
    let good = || offer("QZ", LATER, party());
    assert_eq!(refused(&booking, Direction::Leg(2), good(), NOW), Refused::UnknownJourney);
    assert_eq!(refused(&booking, back, offer("AI", LATER, party()), NOW), Refused::OtherAirline);
    let alone = Party::new(1, 0, 0).unwrap();
    assert_eq!(refused(&booking, back, offer("QZ", LATER, alone), NOW), Refused::OtherParty);
    let same = booking.journeys[1].offer.clone();
    assert_eq!(refused(&booking, back, same, NOW), Refused::NothingChanges);
    let cancelled = booking.clone().cancel(&[back], NOW).unwrap();
    assert_eq!(refused(&cancelled, back, good(), NOW), Refused::AlreadyCancelled);
    let departed = NotChangeable::TooLate { since: BACK };
    assert_eq!(refused(&booking, back, good(), BACK), Refused::NotChangeable(departed));
    let closed = NotChangeable::TooLate { since: BACK - Duration::hours(2) };
    let late = BACK - Duration::hours(2);
    assert_eq!(refused(&booking, back, good(), late), Refused::NotChangeable(closed));
    let mut fixed = booking.clone();
    fixed.journeys[1].changes = None;
    let never = Refused::NotChangeable(NotChangeable::Never);
    assert_eq!(refused(&fixed, back, good(), NOW), never);

    let twice = vec![to(back, good()), to(back, good())];
    let twice = quote(&booking, twice, NOW).unwrap_err();
    assert_eq!(twice, CannotExchange::Journey { at: 1, why: Refused::Twice });
    assert_eq!(quote(&booking, vec![], NOW).unwrap_err(), CannotExchange::Nothing);
    let before_it_arrives = offer("QZ", OUT + Duration::HOUR, party());
    let out_of_order = quote(&booking, vec![to(back, before_it_arrives)], NOW).unwrap_err();
    assert_eq!(out_of_order, CannotExchange::OutOfOrder);
    let unpaid = round_trip("QZ", "QZ");
    let unpaid = quote(&unpaid, vec![to(back, good())], NOW).unwrap_err();
    assert_eq!(unpaid, CannotExchange::NotConfirmed);
}

#[test]
fn whoever_would_be_of_another_type_by_then_cannot_be_moved_there() {
    let party = Party::new(1, 0, 1).unwrap();
    let people = vec![adult("Asha"), infant(0)];
    let offers = vec![offer("QZ", OUT, party)];
    let booking = confirmed(placed(request(offers, people), TripType::OneWay, &[]));
    let later = |days| offer("QZ", OUT + Duration::days(days), party);
    let soon = quote(&booking, vec![to(Direction::Departing, later(30))], NOW);
    assert!(soon.is_ok());
    let grown = quote(&booking, vec![to(Direction::Departing, later(600))], NOW).unwrap_err();
    assert_eq!(grown, CannotExchange::OfAnotherType { passenger: 1 });
}

#[test]
fn a_quote_holds_until_a_figure_or_an_offer_ends() {
    let booking = paid();
    let exchange = back_later(&booking);
    assert_eq!(exchange.expires_at, NOW + LIFETIME);
    let soon = Offer { expires_at: NOW + Duration::MINUTE, ..offer("QZ", LATER, party()) };
    let soon = quote(&booking, vec![to(Direction::Returning, soon)], NOW).unwrap();
    assert_eq!(soon.expires_at, NOW + Duration::MINUTE);

    assert_eq!(exchange.check(&booking, NOW), Ok(()));
    assert_eq!(exchange.check(&booking, exchange.expires_at), Err(CannotAgree::Expired));
    let old = exchange.clone().superseded();
    assert_eq!(old.check(&booking, NOW), Err(CannotAgree::Superseded));
    let done = exchange.clone().done(None, None, NOW);
    assert_eq!(done.check(&booking, NOW), Err(CannotAgree::Done));
    assert_eq!(done.clone().superseded(), done);
    // Once its places are held it is the hold that ends.
    let holding = booking.holding(&old, NOW + Duration::HOUR);
    assert_eq!(old.check(&holding, NOW + LIFETIME), Ok(()));
    assert_eq!(old.check(&holding, NOW + Duration::HOUR), Err(CannotAgree::Superseded));
    let codes = [&exchange, &old, &done].map(|it| it.status_code(&holding, NOW));
    assert_eq!(codes, ["PENDING_PAYMENT", "PENDING_PAYMENT", "CONFIRMED"]);
}

#[test]
fn money_buys_the_places_that_are_held_and_nothing_else() {
    let booking = paid();
    let exchange = back_later(&booking);
    let due_by = NOW + LIFETIME;
    let holding = booking.clone().holding(&exchange, due_by);
    let concluded = |booking: &Booking, exchange: &Exchange, still_sold, now| {
        conclusion_of_exchange(booking, exchange, still_sold, now)
    };
    assert_eq!(concluded(&holding, &exchange, false, NOW), Conclusion::Confirm);
    assert_eq!(concluded(&holding, &exchange, true, due_by), Conclusion::Confirm);
    let too_late = Conclusion::GiveBack(RefundCause::TooLate);
    assert_eq!(concluded(&holding, &exchange, false, due_by), too_late);
    assert_eq!(concluded(&booking, &exchange, true, NOW), too_late);
    let done = exchange.done(Some(PaymentId(Uuid::nil())), None, NOW);
    let twice = Conclusion::GiveBack(RefundCause::PaidTwice);
    assert_eq!(concluded(&booking, &done, true, NOW), twice);
}

proptest! {
    #[test]
    fn every_flight_that_is_left_has_one_open_coupon_after_any_chain(
        days in prop::collection::vec((any::<bool>(), 1_i64..20), 1..10),
    ) {
        let mut booking = paid();
        for (number, (way_out, day)) in (1..).zip(days) {
            let (direction, departs_at) = if way_out {
                (Direction::Departing, OUT - Duration::days(day))
            } else {
                (Direction::Returning, BACK + Duration::days(day))
            };
            let replace = vec![to(direction, offer("QZ", departs_at, party()))];
            let Ok(exchange) = quote(&booking, replace, NOW) else { continue };
            booking = exchanged(&booking, &exchange, number * 1_000, NOW).booking;
            for passenger in 0..2 {
                let coupons = booking.coupons(passenger, NOW);
                let open: Vec<_> = coupons
                    .iter()
                    .filter(|it| it.status == CouponStatus::Open)
                    .map(|it| it.flight.departs_at)
                    .collect();
                let flights: Vec<_> = booking
                    .journeys
                    .iter()
                    .flat_map(|it| &it.offer.segments)
                    .map(|it| it.departs_at)
                    .collect();
                prop_assert_eq!(open, flights);
                let numbers: BTreeSet<_> = coupons.iter().map(|it| it.ticket_number).collect();
                prop_assert_eq!(numbers.len(), booking.reissues.len() + 1);
            }
        }
    }
}
