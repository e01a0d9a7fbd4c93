//! Tickets: every journey on one, numbers for everybody, and nothing cancelled that is not there.

use airside_booking::Booking;
use serde_json::json;

use crate::broken::Record;

/// A ticket of one airline for the way out, and of another for the way back; four passengers.
fn family() -> Record {
    Record::of("booking-confirmed-family")
}

/// Legs 1 and 3 on one ticket, leg 2 on another and cancelled.
fn multi_city() -> Record {
    Record::of("booking-partly-cancelled-multi-city")
}

#[test]
fn a_ticket_is_for_journeys_of_its_booking_in_order() {
    let refused = |record: Record| record.is_refused::<Booking>("ticket", "journeys");
    refused(family().with("/tickets/0/journeys", json!([])));
    refused(family().with("/tickets/0/journeys", json!([{"LEG": 1}])));
    refused(multi_city().with("/tickets/0/journeys", json!([{"LEG": 3}, {"LEG": 1}])));
    refused(multi_city().with("/tickets/0/journeys", json!([{"LEG": 1}, {"LEG": 4}])));
}

#[test]
fn every_journey_is_on_one_ticket() {
    let twice = family().with("/tickets/1/journeys", json!(["DEPARTING", "RETURNING"]));
    twice.is_refused::<Booking>("ticket", "journeys");
    let never = multi_city().with("/tickets/0/journeys", json!([{"LEG": 1}]));
    never.is_refused::<Booking>("booking", "tickets");
    family().with("/tickets", json!([])).is_refused::<Booking>("booking", "tickets");
}

#[test]
fn a_ticket_is_of_the_airline_that_sold_its_journeys() {
    family().with("/tickets/0/airline", "6E").is_refused::<Booking>("ticket", "airline");
    family().with("/tickets/0/airline", "66").is_refused::<Booking>("ticket", "airline");
    let same = family().at("/tickets/0/id");
    family().with("/tickets/1/id", same).is_refused::<Booking>("ticket", "id");
}

#[test]
fn every_passenger_has_a_number_of_their_own_on_every_ticket() {
    let refused = |record: Record| record.is_refused::<Booking>("booking", "ticket_numbers");
    let numbers = "/state/CONFIRMED/ticket_numbers";
    refused(family().with(numbers, json!([])));
    refused(family().without(numbers, 1));
    refused(family().with(&format!("{numbers}/2"), json!([])));
    refused(family().without(&format!("{numbers}/1"), 0));
    refused(family().with(&format!("{numbers}/1/4"), "098-0000000001"));
    let same = family().at(&format!("{numbers}/0/0"));
    refused(family().with(&format!("{numbers}/1/3"), same));
    refused(family().with(&format!("{numbers}/0/0"), "98-1"));
}

#[test]
fn what_is_cancelled_is_a_journey_of_the_booking_named_once() {
    let refused = |record: Record| record.is_refused::<Booking>("booking", "cancelled");
    let cancelled = "/state/CONFIRMED/cancelled";
    refused(family().with(cancelled, json!([{"LEG": 1}])));
    refused(multi_city().with(cancelled, json!([{"LEG": 4}])));
    refused(multi_city().with(cancelled, json!(["DEPARTING"])));
    refused(multi_city().with(cancelled, json!([{"LEG": 2}, {"LEG": 2}])));
    multi_city().with(cancelled, json!([{"LEG": 2}, {"LEG": 1}])).is_read::<Booking>();
}

#[test]
fn a_booking_has_a_locator() {
    family().with("/reference", "K7Q2M0").is_refused::<Booking>("booking", "reference");
}
