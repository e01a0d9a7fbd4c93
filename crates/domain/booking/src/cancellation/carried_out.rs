//! The booking after a cancellation: whole journeys are over, and of others some travellers are gone.

use thiserror::Error;
use time::OffsetDateTime;

use super::Cancellation;
use crate::booking::{Booking, State};
use crate::leaving::CannotLeave;
use crate::schedule_change::refunded;
use crate::trip::Direction;

impl Booking {
    /// Carries a cancellation out: whole journeys end, and of the others those who leave them.
    pub fn cancelled_by(
        self,
        cancellation: &Cancellation,
        now: OffsetDateTime,
    ) -> Result<Self, CannotCancel> {
        let lines = cancellation.lines.iter();
        let whole = lines.clone().filter(|it| it.passengers.is_none()).map(|it| it.direction);
        let mut booking = self.cancel(&whole.collect::<Vec<_>>(), now)?;
        for line in lines {
            let Some(some) = &line.passengers else { continue };
            if booking.is_cancelled(line.direction) {
                return Err(CannotCancel::AlreadyCancelled);
            }
            let Self { journeys, passengers, .. } = &mut booking;
            let journey = journeys.iter_mut().find(|it| it.direction == line.direction);
            let journey = journey.ok_or(CannotCancel::AlreadyCancelled)?;
            let (account, rest) = journey.left_by(passengers, some, now)?;
            // Its figures are shares of a party that is another one by now.
            if account.paid() != line.line.paid() {
                return Err(CannotCancel::OtherFigures);
            }
            *journey = rest;
        }
        Ok(booking)
    }

    /// Takes journeys out of a confirmed booking, which settles their open schedule changes and ends
    /// an exchange that is being paid for.
    pub fn cancel(
        self,
        directions: &[Direction],
        now: OffsetDateTime,
    ) -> Result<Self, CannotCancel> {
        match self.state {
            State::PendingPayment { .. } | State::Expired { .. } => Err(CannotCancel::NotConfirmed),
            State::Confirmed { at, ticket_numbers, mut cancelled } => {
                for direction in directions {
                    let known = self.journeys.iter().any(|it| it.direction == *direction);
                    if !known || !cancelled.insert(*direction) {
                        return Err(CannotCancel::AlreadyCancelled);
                    }
                }
                let state = State::Confirmed { at, ticket_numbers, cancelled };
                let schedule_changes = refunded(self.schedule_changes, directions, now);
                Ok(Self { schedule_changes, exchanging: None, state, ..self })
            }
        }
    }
}

/// Why journeys cannot be cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotCancel {
    #[error("the booking is not confirmed")]
    NotConfirmed,
    #[error("the journey is already cancelled")]
    AlreadyCancelled,
    #[error("the journey is not what it was when this was quoted")]
    OtherFigures,
    #[error(transparent)]
    Leave(#[from] CannotLeave),
}
