//! What a changed timetable does to a booking: schedule changes, and how they are answered.
//!
//! A small change is taken over at once. A major one is open until it is answered or its time is
//! over; meanwhile the journey keeps its old times and seat numbers, but already holds the
//! inventory of the new flights, so that it cannot be sold away.

mod answer;
mod compare;
mod follow;
mod followed;
mod held;
mod identity;
mod rules;
mod seats;
mod what_flies;

pub use answer::{CannotAccept, CannotRefund, Lapsed, Refunded};
pub use followed::{Followed, WithoutSeat};
pub use rules::Rules;
pub use seats::Seats;
pub use what_flies::{Flies, FlownAs, WhatFlies};

use airside_primitives::ScheduleChangeId;
use time::OffsetDateTime;

use crate::offer::Segments;
use crate::trip::Direction;

/// What a changed timetable did to one journey of one booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleChange {
    pub id: ScheduleChangeId,
    pub direction: Direction,
    pub kind: ChangeKind,
    /// Whether the traveller is asked; a minor one is accepted as soon as it is found.
    pub is_major: bool,
    /// Made up for those who try things out: the flights themselves are as they were.
    pub is_simulated: bool,
    /// The whole journey as it stood.
    pub before: Segments,
    /// The whole journey as it is to fly: as many segments. `None` when it cannot be flown.
    pub after: Option<Segments>,
    /// Without an alternative: what the booking goes on holding, where that is not its own flights.
    /// They had an alternative that has gone, and their own places may be others' by now.
    pub held: Option<Segments>,
    pub made_at: OffsetDateTime,
    /// From then on silence is an answer.
    pub answer_by: OffsetDateTime,
    pub state: ChangeState,
}

/// What happened to the flights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Other times or another day, another operating airline.
    Retimed,
    /// Another aircraft, and nothing else.
    Equipment,
    /// A flight left the timetable.
    Withdrawn,
    /// An operator cancelled a departure.
    Cancelled,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeState {
    Open,
    Accepted {
        at: OffsetDateTime,
    },
    /// The journey was exchanged for another.
    Rebooked {
        at: OffsetDateTime,
    },
    /// The journey was cancelled.
    Refunded {
        at: OffsetDateTime,
    },
    /// Accepted by silence.
    Lapsed {
        at: OffsetDateTime,
    },
}

impl ScheduleChange {
    /// Whether it can still be answered: one without an alternative even past its time, until
    /// it is refunded.
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        match self.state {
            ChangeState::Open => self.after.is_none() || now < self.answer_by,
            ChangeState::Accepted { .. }
            | ChangeState::Rebooked { .. }
            | ChangeState::Refunded { .. }
            | ChangeState::Lapsed { .. } => false,
        }
    }

    /// The code of the API, `OPEN`. Past its time a change reads lapsed even before a sweeper
    /// has written it down.
    pub fn status_code(&self, now: OffsetDateTime) -> &'static str {
        match self.state {
            ChangeState::Open if self.is_open(now) => "OPEN",
            ChangeState::Open | ChangeState::Lapsed { .. } => "LAPSED",
            ChangeState::Accepted { .. } => "ACCEPTED",
            ChangeState::Rebooked { .. } => "REBOOKED",
            ChangeState::Refunded { .. } => "REFUNDED",
        }
    }

    /// What the booking holds while this is open, where that is not its own flights.
    pub(crate) fn holds(&self) -> Option<&Segments> {
        self.after.as_ref().or(self.held.as_ref())
    }

    /// Whether neither an answer nor a sweeper has settled it.
    pub(crate) fn is_unsettled(&self) -> bool {
        matches!(self.state, ChangeState::Open)
    }
}

impl ChangeKind {
    pub const ALL: [Self; 4] = [Self::Retimed, Self::Equipment, Self::Withdrawn, Self::Cancelled];

    /// The code of the API, `RETIMED`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Retimed => "RETIMED",
            Self::Equipment => "EQUIPMENT",
            Self::Withdrawn => "WITHDRAWN",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// The changes once these journeys are cancelled: their open ones are refunded.
pub(crate) fn refunded(
    mut changes: Vec<ScheduleChange>,
    directions: &[Direction],
    now: OffsetDateTime,
) -> Vec<ScheduleChange> {
    for change in &mut changes {
        if change.is_unsettled() && directions.contains(&change.direction) {
            change.state = ChangeState::Refunded { at: now };
        }
    }
    changes
}
