//! Money back: whole, without a charge, for one journey or the rest of the ticket.

use std::collections::HashSet;

use airside_booking::cancellation::{CannotQuote, Named, Selection};
use airside_booking::schedule_change::CannotRefund;
use airside_booking::{
    Booking, Cancellation, CancellationState, ChangeState, Direction, JourneyStatus,
};
use airside_cancellation::Rules;
use airside_primitives::{Amount, CancellationId, RefundId, ScheduleChangeId, SeatPreference};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::skies::Skies;
use crate::trips::*;

const REFUND: RefundId = RefundId(Uuid::from_u128(400));
const CANCELLATION: CancellationId = CancellationId(Uuid::from_u128(300));
/// Base, taxes and baggage of one journey.
const PAID: Amount = Amount::minor(400_000 + 50_000 + 90_000);

fn withdrawn() -> (Skies, Booking) {
    let booking = round_trip();
    let mut skies = Skies::of(&booking);
    skies.sell(&booking);
    skies.withdraw(&out());
    let booking = skies.follow(&booking, NOW).booking;
    (skies, booking)
}

fn quote(
    booking: &Booking,
    direction: Direction,
    now: OffsetDateTime,
) -> Result<Cancellation, CannotQuote> {
    let selection =
        Selection { journeys: Some(Named::These(vec![direction])), ticket: None, passengers: None };
    let lifetime = Duration::minutes(15);
    Cancellation::quote(CANCELLATION, booking, &selection, Rules::default(), lifetime, now)
}

#[test]
fn the_journey_comes_back_whole_and_its_places_too() {
    let (mut skies, booking) = withdrawn();
    let id = booking.schedule_changes[0].id;
    assert_eq!(booking.refundable_change(id, false, NOW), Ok(vec![Direction::Departing]));
    let refunded = booking.clone().refund_change(id, false, NOW).unwrap();
    assert_eq!(refunded.directions, [Direction::Departing]);
    skies.keep(&refunded.followed);
    let after = refunded.followed.booking;
    assert_eq!(after.schedule_changes[0].state, ChangeState::Refunded { at: NOW });
    assert_eq!(after.journey_status(Direction::Departing, NOW), JourneyStatus::Cancelled);
    assert_eq!(after.journey_status(Direction::Returning, NOW), JourneyStatus::Confirmed);
    assert_eq!(refunded.followed.returned.len(), 1);
    assert_eq!(refunded.followed.released.len(), 1);

    let given_back =
        Cancellation::by_airline(CANCELLATION, &booking, &refunded.directions, REFUND, NOW)
            .unwrap();
    assert_eq!(given_back.refund(), PAID);
    assert_eq!(given_back.state, CancellationState::Confirmed { at: NOW, refund: REFUND });
}

#[test]
fn the_whole_ticket_comes_back_but_for_what_was_flown() {
    let (_, booking) = withdrawn();
    let id = booking.schedule_changes[0].id;
    let both = vec![Direction::Departing, Direction::Returning];
    assert_eq!(booking.refundable_change(id, true, NOW), Ok(both));

    let booking = round_trip();
    let mut skies = Skies::of(&booking);
    skies.withdraw(&back());
    let after_the_way_out = OUT + Duration::DAY;
    let booking = skies.follow(&booking, after_the_way_out).booking;
    let id = booking.schedule_changes[0].id;
    let back = Ok(vec![Direction::Returning]);
    assert_eq!(booking.refundable_change(id, true, after_the_way_out), back);
}

#[test]
fn another_ticket_stays() {
    let back = segment("XY7", ["BOM", "DEL"], BACK);
    let hold = hold(vec![vec![out()], vec![back]], vec![adult(SeatPreference::Any)]);
    let booking = paid(hold, |_| HashSet::new());
    let mut skies = Skies::of(&booking);
    skies.withdraw(&out());
    let booking = skies.follow(&booking, NOW).booking;
    let id = booking.schedule_changes[0].id;
    assert_eq!(booking.refundable_change(id, true, NOW), Ok(vec![Direction::Departing]));
}

#[test]
fn a_change_is_refunded_once() {
    let (_, booking) = withdrawn();
    let id = booking.schedule_changes[0].id;
    let after = booking.refund_change(id, false, NOW).unwrap().followed.booking;
    assert_eq!(after.refundable_change(id, false, NOW), Err(CannotRefund::AlreadyAnswered));
    let unknown = ScheduleChangeId(Uuid::nil());
    assert_eq!(after.refundable_change(unknown, false, NOW), Err(CannotRefund::Unknown));
}

#[test]
fn cancelling_is_free_while_a_change_is_open_until_the_flight_leaves() {
    let (_, booking) = withdrawn();
    let an_hour_before = OUT - Duration::HOUR;
    for now in [NOW, an_hour_before] {
        assert_eq!(quote(&booking, Direction::Departing, now).unwrap().refund(), PAID);
    }
    let soon = OUT - Duration::minutes(5);
    assert_eq!(quote(&booking, Direction::Departing, soon).unwrap().expires_at, OUT);
    let gone = quote(&booking, Direction::Departing, OUT);
    assert!(matches!(gone, Err(CannotQuote::TooLate(_))));
    let other = quote(&booking, Direction::Returning, NOW).unwrap();
    assert_eq!(other.refund(), PAID - Amount::minor(350_000 + 50_000), "its flight still flies");
}

#[test]
fn a_free_quote_does_not_outlive_the_time_for_an_answer() {
    let booking = round_trip();
    let mut skies = Skies::of(&booking);
    skies.retime(&out(), 60);
    let booking = skies.follow(&booking, NOW).booking;
    let due = booking.schedule_changes[0].answer_by;
    let soon = due - Duration::minutes(5);
    assert_eq!(quote(&booking, Direction::Departing, soon).unwrap().expires_at, due);
    let charged = quote(&booking, Direction::Departing, due).unwrap();
    assert_eq!(charged.refund(), PAID - Amount::minor(350_000 + 50_000));
}

#[test]
fn cancelling_a_journey_answers_its_open_change() {
    let (_, booking) = withdrawn();
    let after = booking.cancel(&[Direction::Departing], NOW).unwrap();
    assert_eq!(after.schedule_changes[0].state, ChangeState::Refunded { at: NOW });
    assert_eq!(after.earliest_answer_by(), None);
}

#[test]
fn the_airline_gives_back_only_what_is_still_held() {
    let (_, booking) = withdrawn();
    let booking = booking.cancel(&[Direction::Departing], NOW).unwrap();
    let again =
        Cancellation::by_airline(CANCELLATION, &booking, &[Direction::Departing], REFUND, NOW);
    assert_eq!(again, Err(CannotQuote::AlreadyCancelled));
}
