//! Quotes: which journeys, what comes back, and for how long that holds.

use airside_booking::cancellation::{CannotConfirm, CannotQuote, Named, Selection};
use airside_booking::{Booking, Cancellation, CancellationState, Direction};
use airside_cancellation::Rules;
use airside_primitives::{Amount, CancellationId, RefundId, TicketId};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::world::*;

const LIFETIME: Duration = Duration::minutes(15);

fn quote_at(
    booking: &Booking,
    journeys: Option<Named>,
    ticket: Option<TicketId>,
    now: OffsetDateTime,
) -> Result<Cancellation, CannotQuote> {
    let id = CancellationId(Uuid::from_u128(300));
    let selection = Selection { journeys, ticket, passengers: None };
    Cancellation::quote(id, booking, &selection, Rules::default(), LIFETIME, now)
}

fn quote(booking: &Booking, journeys: Option<Named>) -> Result<Cancellation, CannotQuote> {
    quote_at(booking, journeys, None, NOW)
}

fn these(directions: &[Direction]) -> Named {
    Named::These(directions.to_vec())
}

#[test]
fn more_than_one_live_journey_must_be_named() {
    let booking = confirmed(round_trip("QZ", "QZ"));
    assert_eq!(quote(&booking, None).unwrap_err(), CannotQuote::JourneysRequired);
    assert_eq!(quote(&booking, Some(Named::Both)).unwrap().lines.len(), 2);

    let booking = booking.cancel(&[Direction::Departing], NOW).unwrap();
    let only = quote(&booking, None).unwrap();
    assert_eq!(only.directions(), [Direction::Returning]);
    assert_eq!(quote(&booking, Some(Named::Both)).unwrap_err(), CannotQuote::AlreadyCancelled);
}

#[test]
fn a_ticket_names_its_own_journeys() {
    let booking = confirmed(round_trip("QZ", "AI"));
    let back = Some(booking.tickets[1].id);
    let of_ticket = quote_at(&booking, None, back, NOW).unwrap();
    assert_eq!(of_ticket.directions(), [Direction::Returning]);
    let other = quote_at(&booking, Some(these(&[Direction::Departing])), back, NOW);
    assert_eq!(other.unwrap_err(), CannotQuote::JourneyOfAnotherTicket);
    let unknown = Some(TicketId(Uuid::from_u128(9)));
    assert_eq!(quote_at(&booking, None, unknown, NOW).unwrap_err(), CannotQuote::UnknownTicket);
}

#[test]
fn a_journey_that_the_booking_does_not_have_is_unknown() {
    let booking = confirmed(round_trip("QZ", "QZ"));
    let unknown = quote(&booking, Some(these(&[Direction::Leg(2)])));
    assert_eq!(unknown.unwrap_err(), CannotQuote::UnknownJourney);
    assert_eq!(quote(&booking, Some(these(&[]))).unwrap_err(), CannotQuote::UnknownJourney);
}

#[test]
fn naming_a_journey_twice_cancels_it_once() {
    let booking = confirmed(round_trip("QZ", "QZ"));
    let twice =
        quote(&booking, Some(these(&[Direction::Departing, Direction::Departing]))).unwrap();
    assert_eq!(twice.directions(), [Direction::Departing]);
}

#[test]
fn if_any_journey_is_too_late_nothing_is_quoted() {
    let booking = confirmed(round_trip("QZ", "QZ"));
    let late = OUT - Duration::hours(2);
    let both = quote_at(&booking, Some(Named::Both), None, late);
    assert!(matches!(both.unwrap_err(), CannotQuote::TooLate(_)));
    assert!(quote_at(&booking, Some(these(&[Direction::Returning])), None, late).is_ok());
}

#[test]
fn a_quote_never_outlives_the_window_of_its_figure() {
    let booking = confirmed(round_trip("QZ", "QZ"));
    let free = quote(&booking, Some(these(&[Direction::Departing]))).unwrap();
    assert_eq!(free.expires_at, NOW + LIFETIME);
    assert_eq!(free.refund(), Amount::minor(2 * 430_000));

    let boundary = OUT - Duration::hours(168);
    let at_the_end = boundary - Duration::minutes(5);
    let ending =
        quote_at(&booking, Some(these(&[Direction::Departing])), None, at_the_end).unwrap();
    assert_eq!(ending.expires_at, boundary);
    let charged = quote_at(&booking, Some(these(&[Direction::Departing])), None, boundary).unwrap();
    assert_eq!(charged.refund(), Amount::minor(2 * 430_000 - 300_000));
}

#[test]
fn a_quote_is_confirmed_once_and_in_time() {
    let booking = confirmed(round_trip("QZ", "QZ"));
    let made = quote(&booking, Some(Named::Both)).unwrap();
    let refund = RefundId(Uuid::from_u128(400));
    assert_eq!(made.status_code(NOW), "QUOTED");
    assert_eq!(made.status_code(made.expires_at), "EXPIRED");
    assert_eq!(
        made.clone().confirm(&booking, refund, made.expires_at),
        Err(CannotConfirm::Expired)
    );
    assert_eq!(
        made.clone().superseded().confirm(&booking, refund, NOW),
        Err(CannotConfirm::Superseded)
    );

    let accepted = made.confirm(&booking, refund, NOW).unwrap();
    assert_eq!(
        accepted.clone().confirm(&booking, refund, NOW),
        Err(CannotConfirm::AlreadyConfirmed)
    );
    let kept = accepted.superseded();
    assert!(matches!(kept.state, CancellationState::Confirmed { .. }));
}
