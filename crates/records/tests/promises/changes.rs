//! Schedule changes: of journeys that there are, and only of those that are still to be flown
//! while they are open.

use airside_booking::Booking;
use serde_json::{Value, json};

use crate::broken::Record;

/// Three changes of the way out, all over; two of the way back, the last one open.
fn changed() -> Record {
    Record::of("booking-changed-round-trip")
}

/// A way out that was cancelled and paid back; a way back that is open and cannot be flown.
fn grounded() -> Record {
    Record::of("booking-grounded-round-trip")
}

fn change(at: usize, field: &str) -> String {
    format!("/schedule_changes/{at}/{field}")
}

#[test]
fn a_change_is_of_a_journey_of_the_booking() {
    changed().is_read::<Booking>();
    for at in [0, 4] {
        let record = changed().with(&change(at, "direction"), json!({"LEG": 1}));
        record.is_refused::<Booking>("schedule change", "direction");
    }
    let same = changed().at(&change(0, "id"));
    changed().with(&change(1, "id"), same).is_refused::<Booking>("schedule change", "id");
}

#[test]
fn a_journey_waits_for_one_answer_at_most_and_only_while_it_is_to_be_flown() {
    let refused = |record: Record| record.is_refused::<Booking>("schedule change", "state");
    refused(changed().with(&change(3, "state"), "OPEN"));
    refused(grounded().with(&change(0, "state"), "OPEN"));
    changed().with(&change(2, "state"), "OPEN").is_read::<Booking>();
    // A hold is not asked: it takes a change over, or it ends.
    let held = Record::of("booking-pending-after-a-change").with(&change(0, "is_major"), true);
    refused(held.with(&change(0, "state"), "OPEN"));
}

#[test]
fn an_open_change_is_of_the_flights_that_the_journey_has() {
    let flight = changed().at(&change(4, "before/0"));
    let two = json!([flight, flight]);
    let open = changed().with(&change(4, "before"), two.clone()).with(&change(4, "after"), two);
    open.is_refused::<Booking>("schedule change", "before");
}

#[test]
fn a_change_has_one_to_three_flights_and_as_many_afterwards() {
    let refused = |record: Record, field| record.is_refused::<Booking>("schedule change", field);
    let flight = changed().at(&change(1, "before/0"));
    let four = json!([flight, flight, flight, flight]);
    refused(changed().with(&change(1, "before"), json!([])), "before");
    refused(changed().with(&change(1, "before"), four), "before");
    refused(changed().with(&change(1, "after"), json!([])), "after");
    refused(changed().with(&change(1, "after"), json!([flight, flight])), "after");
}

#[test]
fn what_is_not_flown_any_more_has_no_flights_afterwards() {
    let refused = |record: Record| record.is_refused::<Booking>("schedule change", "kind");
    refused(changed().with(&change(1, "kind"), "WITHDRAWN"));
    refused(changed().with(&change(1, "after"), Value::Null));
    refused(grounded().with(&change(1, "kind"), "RETIMED"));
    refused(grounded().with(&change(1, "kind"), "EQUIPMENT"));
}

#[test]
fn a_small_change_was_accepted_when_it_was_found() {
    let refused = |record: Record| record.is_refused::<Booking>("schedule change", "is_major");
    for at in [2, 3, 4] {
        refused(changed().with(&change(at, "is_major"), false));
    }
    refused(grounded().with(&change(1, "is_major"), false));
    changed().with(&change(1, "is_major"), false).is_read::<Booking>();
}
