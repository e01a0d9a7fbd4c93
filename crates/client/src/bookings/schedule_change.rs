//! Changes of the timetable that reach a booking, as the API shows them.

use serde::Deserialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

use super::booked::Direction;
use crate::code::codes;
use crate::offers::Segment;

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
