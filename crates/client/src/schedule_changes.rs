//! Changes of the timetable that reach a booking, and the answers to them.

use serde::Deserialize;
use serde_json::json;
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::answer::Answered;
use crate::bookings::{Booking, Direction};
use crate::call::Call;
use crate::client::Client;
use crate::code::codes;
use crate::error::Error;
use crate::idempotency::IdempotencyKey;
use crate::offers::Segment;

/// Calls that answer changes of the timetable; see [`Client::schedule_changes`].
#[derive(Debug, Clone, Copy)]
pub struct ScheduleChanges<'a>(pub(crate) &'a Client);

/// What a changed timetable did to one journey.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ScheduleChange {
    /// By which it is answered.
    pub id: String,
    /// Which journey.
    pub journey: Direction,
    /// What became of it.
    pub status: ScheduleChangeStatus,
    /// What happened.
    pub kind: ScheduleChangeKind,
    /// A minor one is accepted at once.
    pub is_major: bool,
    /// The flights as they were.
    pub before: Flown,
    /// The flights as they are to be; `None` when the journey cannot be flown.
    pub after: Option<Flown>,
    /// From then on silence is an answer.
    #[serde(with = "rfc3339")]
    pub answer_by: OffsetDateTime,
}

codes! {
    /// What became of a schedule change.
    ScheduleChangeStatus {
        Open "OPEN",
        Accepted "ACCEPTED",
        Rebooked "REBOOKED",
        Refunded "REFUNDED",
        Lapsed "LAPSED",
    }
}

codes! {
    /// What happened to a journey.
    ScheduleChangeKind {
        Retimed "RETIMED",
        Equipment "EQUIPMENT",
        Withdrawn "WITHDRAWN",
        Cancelled "CANCELLED",
    }
}

/// The flights of a journey.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Flown {
    /// In order.
    pub segments: Vec<Segment>,
}

impl ScheduleChanges<'_> {
    /// Accepts the new flights.
    pub async fn accept(
        &self,
        booking_ref: &str,
        id: &str,
        key: &IdempotencyKey,
    ) -> Result<Answered<Booking>, Error> {
        self.0.write(&answer(booking_ref, id, "accept").under(key)).await
    }

    /// Takes the money for the journey back, all of it.
    pub async fn refund(
        &self,
        booking_ref: &str,
        id: &str,
        key: &IdempotencyKey,
    ) -> Result<Answered<Booking>, Error> {
        self.0.write(&answer(booking_ref, id, "refund").under(key)).await
    }

    /// The same, and for the other journeys of its ticket that are not flown.
    pub async fn refund_whole_ticket(
        &self,
        booking_ref: &str,
        id: &str,
        key: &IdempotencyKey,
    ) -> Result<Answered<Booking>, Error> {
        let body = json!({ "whole_ticket": true });
        self.0.write(&answer(booking_ref, id, "refund").json(&body)?.under(key)).await
    }
}

fn answer(booking_ref: &str, id: &str, word: &str) -> Call {
    Call::post(&["v1", "bookings", booking_ref, "schedule-changes", id, word])
}
