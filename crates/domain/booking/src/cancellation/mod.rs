//! Cancelling journeys, for all who travel on them or for some: a quote that holds for a while, then
//! a confirmation.

mod carried_out;
mod quote;
mod select;

use std::collections::BTreeSet;

pub use airside_cancellation::Charge;
use airside_cancellation::RefundLine;
use airside_primitives::{Amount, BookingId, CancellationId, PassengerId, RefundId, TicketId};
pub use carried_out::CannotCancel;
pub use quote::CannotQuote;
pub use select::{Named, Selection};
use thiserror::Error;
use time::OffsetDateTime;

use crate::booking::Booking;
use crate::passenger::Passenger;
use crate::trip::Direction;

/// A quote to cancel journeys, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    pub id: CancellationId,
    pub booking: BookingId,
    pub lines: Vec<CancelledJourney>,
    pub quoted_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub state: CancellationState,
}

/// What cancelling one journey returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelledJourney {
    pub direction: Direction,
    pub ticket: TicketId,
    /// Those who leave it, where others stay; `None` when nobody does, and the journey ends.
    pub passengers: Option<BTreeSet<PassengerId>>,
    pub line: RefundLine,
}

/// Where a cancellation is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancellationState {
    Quoted,
    /// A newer quote for the same booking replaced it.
    Superseded,
    Confirmed {
        at: OffsetDateTime,
        refund: RefundId,
    },
}

impl Cancellation {
    /// The total of all lines.
    pub fn refund(&self) -> Amount {
        self.lines.iter().map(|journey| journey.line.refund()).sum()
    }

    /// The journeys that it cancels, for all who travel on them or for some.
    pub fn directions(&self) -> Vec<Direction> {
        self.lines.iter().map(|journey| journey.direction).collect()
    }

    /// The passengers whom a line of it covers: those who travelled on the journey until then.
    pub fn covered<'a>(&self, booking: &'a Booking, line: &CancelledJourney) -> Vec<&'a Passenger> {
        let left = |passenger: &Passenger| {
            let journey = booking.journey(line.direction);
            journey
                .and_then(|it| it.left.get(&passenger.id))
                .is_some_and(|at| *at <= self.quoted_at)
        };
        let is_covered = |it: &&Passenger| match &line.passengers {
            Some(some) => some.contains(&it.id),
            None => !left(it),
        };
        booking.passengers.iter().filter(is_covered).collect()
    }

    /// Accepts the quote, for its `booking` as it is now. A quote older than an open schedule
    /// change no longer counts: cancelling is free since.
    pub fn confirm(
        self,
        booking: &Booking,
        refund: RefundId,
        now: OffsetDateTime,
    ) -> Result<Self, CannotConfirm> {
        match self.state {
            CancellationState::Quoted if self.is_dearer_than_now(booking, now) => {
                Err(CannotConfirm::Superseded)
            }
            CancellationState::Quoted if now < self.expires_at => {
                Ok(Self { state: CancellationState::Confirmed { at: now, refund }, ..self })
            }
            CancellationState::Quoted => Err(CannotConfirm::Expired),
            CancellationState::Superseded => Err(CannotConfirm::Superseded),
            CancellationState::Confirmed { .. } => Err(CannotConfirm::AlreadyConfirmed),
        }
    }

    /// Makes way for a newer quote. A confirmed cancellation stays.
    #[must_use]
    pub fn superseded(self) -> Self {
        match self.state {
            CancellationState::Quoted | CancellationState::Superseded => {
                Self { state: CancellationState::Superseded, ..self }
            }
            CancellationState::Confirmed { .. } => self,
        }
    }

    /// The code of the API, `QUOTED`.
    pub fn status_code(&self, now: OffsetDateTime) -> &'static str {
        match self.state {
            CancellationState::Quoted if now < self.expires_at => "QUOTED",
            CancellationState::Quoted => "EXPIRED",
            CancellationState::Superseded => "SUPERSEDED",
            CancellationState::Confirmed { .. } => "CONFIRMED",
        }
    }
}

/// Why the quote cannot be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotConfirm {
    #[error("the quote has expired")]
    Expired,
    #[error("a newer quote took its place")]
    Superseded,
    #[error("the quote was confirmed before")]
    AlreadyConfirmed,
}
