//! Exchanging journeys of a booking for others: a quote that holds for a while, then both change
//! hands at once, with the money or not at all.

mod exchanging;
mod held;
mod quote;
mod swap;

pub use exchanging::Exchanging;
pub use quote::{Asked, CannotExchange, Rebooking, Refused, Replacement};

use airside_exchange::{ExchangeLine, Rules};
use airside_primitives::{
    Amount, BookingId, ExchangeId, PaymentId, RefundId, ScheduleChangeId, TicketId,
};
use thiserror::Error;
use time::OffsetDateTime;

use crate::booking::Booking;
use crate::offer::Offer;
use crate::trip::Direction;

/// A quote to exchange journeys, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    pub id: ExchangeId,
    pub booking: BookingId,
    pub lines: Vec<ExchangedJourney>,
    pub waiver: Waiver,
    pub quoted_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub state: ExchangeState,
}

/// One journey, and what it is exchanged for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangedJourney {
    pub direction: Direction,
    pub ticket: TicketId,
    /// As the journey is to be.
    pub offer: Offer,
    /// When that may be exchanged in turn.
    pub changes: Option<Rules>,
    pub line: ExchangeLine,
}

/// What is not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiver {
    Nothing,
    /// The fee, by somebody who serves the traveller.
    Fee,
    /// Fee and difference: the airline changed the flights.
    ScheduleChange(ScheduleChangeId),
}

impl Waiver {
    /// What is not asked for where a schedule change is answered, if one is.
    pub fn answering(change: Option<ScheduleChangeId>) -> Self {
        change.map_or(Self::Nothing, Self::ScheduleChange)
    }
}

/// Where an exchange is in its life. While it is being paid for the booking holds its places:
/// [`Booking::exchanging`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExchangeState {
    Quoted,
    /// A newer quote for the same booking replaced it.
    Superseded,
    Done {
        at: OffsetDateTime,
        /// What paid for it, where something was due.
        payment: Option<PaymentId>,
        /// What of the money comes back, where something does.
        refund: Option<RefundId>,
    },
}

impl Exchange {
    /// What all lines cost together; negative where money comes back.
    pub fn difference(&self) -> Amount {
        self.lines.iter().map(|it| it.line.difference()).sum()
    }

    pub fn to_pay(&self) -> Amount {
        self.difference().max(Amount::ZERO)
    }

    pub fn to_refund(&self) -> Amount {
        (-self.difference()).max(Amount::ZERO)
    }

    pub fn directions(&self) -> Vec<Direction> {
        self.lines.iter().map(|it| it.direction).collect()
    }

    /// Whether its quote may be accepted now, for its `booking` as it is.
    pub fn check(&self, booking: &Booking, now: OffsetDateTime) -> Result<(), CannotAgree> {
        match self.state {
            ExchangeState::Done { .. } => Err(CannotAgree::Done),
            _ if self.is_held(booking, now) => Ok(()),
            ExchangeState::Superseded => Err(CannotAgree::Superseded),
            ExchangeState::Quoted if self.expires_at <= now => Err(CannotAgree::Expired),
            ExchangeState::Quoted => Ok(()),
        }
    }

    /// Whether its places are held now, while it is paid for.
    pub fn is_held(&self, booking: &Booking, now: OffsetDateTime) -> bool {
        let held = booking.exchanging.as_ref();
        held.is_some_and(|held| held.exchange == self.id && now < held.due_by)
    }

    /// It was carried out.
    #[must_use]
    pub fn done(
        self,
        payment: Option<PaymentId>,
        refund: Option<RefundId>,
        now: OffsetDateTime,
    ) -> Self {
        Self { state: ExchangeState::Done { at: now, payment, refund }, ..self }
    }

    /// Makes way for a newer quote, or for what made it untrue. One that is done stays.
    #[must_use]
    pub fn superseded(self) -> Self {
        match self.state {
            ExchangeState::Quoted | ExchangeState::Superseded => {
                Self { state: ExchangeState::Superseded, ..self }
            }
            ExchangeState::Done { .. } => self,
        }
    }

    /// The code of the API, `QUOTED`.
    pub fn status_code(&self, booking: &Booking, now: OffsetDateTime) -> &'static str {
        let is_held = self.is_held(booking, now);
        match self.state {
            ExchangeState::Done { .. } => "CONFIRMED",
            ExchangeState::Quoted | ExchangeState::Superseded if is_held => "PENDING_PAYMENT",
            ExchangeState::Superseded => "SUPERSEDED",
            ExchangeState::Quoted if now < self.expires_at => "QUOTED",
            ExchangeState::Quoted => "EXPIRED",
        }
    }
}

/// Why a quote cannot be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotAgree {
    #[error("the quote has expired")]
    Expired,
    #[error("a newer quote took its place, or the booking or the new flights have changed since")]
    Superseded,
    #[error("the journeys were changed before")]
    Done,
}
