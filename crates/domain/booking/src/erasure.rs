//! A booking without its people: what the books need of it, and nobody's name.
//!
//! Amounts, dates, flights, seats, ticket numbers and the record locator stay; names, dates of birth
//! and contacts go. There is no way back.

use time::OffsetDateTime;

use crate::booking::{Booking, State};
use crate::document::{Document, DocumentState};
use crate::passenger::Passenger;
use crate::payment::Payment;

impl Booking {
    /// When nothing of it lies ahead any more: its last flight has arrived, or its hold has ended.
    pub fn over_at(&self) -> OffsetDateTime {
        match self.state {
            State::Expired { due_by, .. } => due_by,
            State::PendingPayment { .. } | State::Confirmed { .. } => {
                let arrivals = self.journeys.iter().map(|it| self.arrives_at(it.direction));
                arrivals.flatten().max().unwrap_or(self.created_at)
            }
        }
    }

    /// Whether somebody may still pay for it, or fly.
    pub fn is_ahead(&self, now: OffsetDateTime) -> bool {
        match self.state {
            State::PendingPayment { due_by } => now < due_by,
            State::Expired { .. } => false,
            State::Confirmed { .. } => {
                let live = self.live_journeys().into_iter();
                live.filter_map(|direction| self.arrives_at(direction)).any(|at| now < at)
            }
        }
    }

    /// The later of the arrival as it was sold and the one of an open schedule change.
    pub(crate) fn arrives_at(&self, direction: crate::trip::Direction) -> Option<OffsetDateTime> {
        let journey = self.journey(direction)?;
        Some(journey.offer.arrives_at().max(self.held_segments(journey).last().arrives_at))
    }

    /// Forgets its people, if nothing of it lies ahead. Erased before is fine.
    pub fn erase(self, now: OffsetDateTime) -> Result<Self, StillAhead> {
        if self.is_ahead(now) {
            return Err(StillAhead);
        }
        let forget = |passenger| Passenger { person: None, services: Vec::new(), ..passenger };
        Ok(Self {
            contact: None,
            passengers: self.passengers.into_iter().map(forget).collect(),
            erased_at: self.erased_at.or(Some(now)),
            ..self
        })
    }
}

impl Payment {
    /// Forgets where the payer came back to, an address that the client made.
    #[must_use]
    pub fn erase(self) -> Self {
        Self { return_url: String::new(), ..self }
    }
}

impl Document {
    /// There is to be no file of it any more, and none is made.
    #[must_use]
    pub fn erase(self, at: OffsetDateTime) -> Self {
        let state = match self.state {
            DocumentState::Awaited
            | DocumentState::Pending
            | DocumentState::Ready { .. }
            | DocumentState::Failed => DocumentState::Erasing { at },
            DocumentState::Erasing { .. } | DocumentState::Erased { .. } => self.state,
        };
        Self { state, ..self }
    }

    /// Its file is gone.
    #[must_use]
    pub fn erased(self) -> Self {
        let state = match self.state {
            DocumentState::Erasing { at } => DocumentState::Erased { at },
            DocumentState::Awaited
            | DocumentState::Pending
            | DocumentState::Ready { .. }
            | DocumentState::Failed
            | DocumentState::Erased { .. } => self.state,
        };
        Self { state, ..self }
    }
}

/// Somebody may still pay for the booking, or fly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the booking is not over")]
pub struct StillAhead;
