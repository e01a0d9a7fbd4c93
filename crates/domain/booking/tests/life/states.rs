//! The states of a booking and its moves between them.

use airside_booking::booking::NotOverdue;
use airside_booking::cancellation::CannotCancel;
use airside_booking::{BookingStatus, Direction, JourneyStatus, TicketStatus};
use time::Duration;

use crate::world::*;

#[test]
fn past_its_hold_a_booking_reads_expired_before_anybody_wrote_it_down() {
    let booking = round_trip("QZ", "QZ");
    assert_eq!(booking.status(DUE_BY - Duration::SECOND), BookingStatus::PendingPayment);
    assert_eq!(booking.status(DUE_BY), BookingStatus::Expired);
    assert_eq!(booking.journey_status(Direction::Departing, DUE_BY), JourneyStatus::Expired);
    assert_eq!(booking.ticket_status(&booking.tickets[0], DUE_BY), TicketStatus::Expired);
}

#[test]
fn a_hold_ends_at_its_time_and_not_before() {
    let booking = round_trip("QZ", "QZ");
    assert_eq!(booking.clone().expire(DUE_BY - Duration::SECOND), Err(NotOverdue));
    let expired = booking.expire(DUE_BY).unwrap();
    assert_eq!(expired.clone().expire(DUE_BY), Err(NotOverdue));
    assert_eq!(expired.payment_due_by(), Some(DUE_BY));
}

#[test]
fn a_booking_is_confirmed_once_in_time_or_late() {
    let booking = round_trip("QZ", "QZ");
    let late = confirmed(booking.clone().expire(DUE_BY).unwrap());
    assert_eq!(late.status(DUE_BY), BookingStatus::Confirmed);

    let booking = confirmed(booking);
    let again = issue(&booking);
    assert!(booking.confirm(again, NOW).is_err());
}

#[test]
fn journeys_are_cancelled_one_by_one_and_never_twice() {
    let booking = confirmed(round_trip("QZ", "QZ"));
    let booking = booking.cancel(&[Direction::Returning], NOW).unwrap();
    assert_eq!(booking.status(NOW), BookingStatus::PartiallyCancelled);
    assert_eq!(booking.ticket_status(&booking.tickets[0], NOW), TicketStatus::PartiallyCancelled);
    assert_eq!(booking.live_journeys(), [Direction::Departing]);

    let twice = booking.clone().cancel(&[Direction::Returning], NOW);
    assert_eq!(twice, Err(CannotCancel::AlreadyCancelled));
    let booking = booking.cancel(&[Direction::Departing], NOW).unwrap();
    assert_eq!(booking.status(NOW), BookingStatus::Cancelled);
    assert_eq!(booking.ticket_status(&booking.tickets[0], NOW), TicketStatus::Cancelled);
}

#[test]
fn an_unpaid_booking_has_nothing_to_cancel() {
    let unpaid = round_trip("QZ", "QZ").cancel(&[Direction::Departing], NOW);
    assert_eq!(unpaid, Err(CannotCancel::NotConfirmed));
}
