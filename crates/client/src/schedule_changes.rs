//! Answers to changes of the timetable that reach a booking.

use serde_json::json;

pub use crate::bookings::{Flown, ScheduleChange, ScheduleChangeKind, ScheduleChangeStatus};

use crate::answer::Answered;
use crate::bookings::Booking;
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::idempotency::IdempotencyKey;

/// Calls that answer changes of the timetable; see [`Client::schedule_changes`].
#[derive(Debug, Clone, Copy)]
pub struct ScheduleChanges<'a>(&'a Client);

impl Client {
    /// Answering changes of the timetable.
    pub const fn schedule_changes(&self) -> ScheduleChanges<'_> {
        ScheduleChanges(self)
    }
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
