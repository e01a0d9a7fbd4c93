//! Cancelling journeys: a quote that holds for a while, then a confirmation.

pub use airside_cancellation::Charge;
use airside_cancellation::{
    Quote, RefundLine, Rules, TooLate, agent_cancels, airline_cancels, quote,
};
use airside_primitives::{Amount, BookingId, CancellationId, RefundId, TicketId};
use thiserror::Error;
use time::{Duration, OffsetDateTime};

use crate::booking::{Booking, Journey, State};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CancelledJourney {
    pub direction: Direction,
    pub ticket: TicketId,
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

/// The journeys to cancel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    pub journeys: Option<Named>,
    pub ticket: Option<TicketId>,
}

/// Journeys by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Every live journey of a round trip.
    Both,
    These(Vec<Direction>),
}

impl Cancellation {
    /// Quotes the journeys of `selection`, for `lifetime` at most and never past the
    /// moment a figure would change. While a schedule change is open everything comes back.
    pub fn quote(
        id: CancellationId,
        booking: &Booking,
        selection: &Selection,
        rules: Rules,
        lifetime: Duration,
        now: OffsetDateTime,
    ) -> Result<Self, CannotQuote> {
        let mut lines = Vec::new();
        let mut expires_at = now + lifetime;
        for direction in select(booking, selection)? {
            let journey = booking.journey(direction).ok_or(CannotQuote::UnknownJourney)?;
            let ticket = booking.ticket_of(direction).ok_or(CannotQuote::UnknownJourney)?.id;
            let quote = match free_of_charge(booking, journey, now) {
                Some(free) => free,
                None => quote(&journey.account(), rules, booking.created_at, now)?,
            };
            expires_at = expires_at.min(quote.true_until);
            lines.push(CancelledJourney { direction, ticket, line: quote.line });
        }
        let booking = booking.id;
        Ok(Self {
            id,
            booking,
            lines,
            quoted_at: now,
            expires_at,
            state: CancellationState::Quoted,
        })
    }

    /// A cancellation that the airline owes: confirmed at once, with a full refund. `booking` is
    /// the one before these journeys are cancelled.
    pub fn by_airline(
        id: CancellationId,
        booking: &Booking,
        directions: &[Direction],
        refund: RefundId,
        now: OffsetDateTime,
    ) -> Result<Self, CannotQuote> {
        let selection =
            Selection { journeys: Some(Named::These(directions.to_vec())), ticket: None };
        let mut lines = Vec::new();
        for direction in select(booking, &selection)? {
            let journey = booking.journey(direction).ok_or(CannotQuote::UnknownJourney)?;
            let ticket = booking.ticket_of(direction).ok_or(CannotQuote::UnknownJourney)?.id;
            let line = airline_cancels(&journey.account());
            lines.push(CancelledJourney { direction, ticket, line });
        }
        let state = CancellationState::Confirmed { at: now, refund };
        Ok(Self { id, booking: booking.id, lines, quoted_at: now, expires_at: now, state })
    }

    /// A cancellation by an agent: confirmed at once, at any time before the journeys depart.
    pub fn by_agent(
        id: CancellationId,
        booking: &Booking,
        selection: &Selection,
        (charge, rules): (Charge, Rules),
        refund: RefundId,
        now: OffsetDateTime,
    ) -> Result<Self, CannotQuote> {
        let mut lines = Vec::new();
        for direction in select(booking, selection)? {
            let journey = booking.journey(direction).ok_or(CannotQuote::UnknownJourney)?;
            let ticket = booking.ticket_of(direction).ok_or(CannotQuote::UnknownJourney)?.id;
            let departs_at = journey.offer.departs_at();
            if departs_at <= now {
                return Err(TooLate { since: departs_at }.into());
            }
            let line = match free_of_charge(booking, journey, now) {
                Some(free) => free.line,
                None => agent_cancels(&journey.account(), charge, rules, booking.created_at, now),
            };
            lines.push(CancelledJourney { direction, ticket, line });
        }
        let state = CancellationState::Confirmed { at: now, refund };
        Ok(Self { id, booking: booking.id, lines, quoted_at: now, expires_at: now, state })
    }

    /// The total of all lines.
    pub fn refund(&self) -> Amount {
        self.lines.iter().map(|journey| journey.line.refund()).sum()
    }

    /// The journeys that it cancels.
    pub fn directions(&self) -> Vec<Direction> {
        self.lines.iter().map(|journey| journey.direction).collect()
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

    fn is_dearer_than_now(&self, booking: &Booking, now: OffsetDateTime) -> bool {
        self.lines.iter().any(|quoted| {
            let free = booking
                .journey(quoted.direction)
                .and_then(|journey| free_of_charge(booking, journey, now));
            free.is_some_and(|free| free.line != quoted.line)
        })
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

/// The quote for a journey with an open schedule change, until its first flight leaves.
fn free_of_charge(booking: &Booking, journey: &Journey, now: OffsetDateTime) -> Option<Quote> {
    let change = booking.open_change(journey.direction).filter(|change| change.is_open(now))?;
    let departure = Some(journey.offer.departs_at()).filter(|departs_at| now < *departs_at)?;
    let line = airline_cancels(&journey.account());
    // Without an alternative, silence is not consent.
    let true_until = if change.after.is_some() { change.answer_by } else { departure };
    Some(Quote { line, true_until: true_until.min(departure) })
}

fn select(booking: &Booking, selection: &Selection) -> Result<Vec<Direction>, CannotQuote> {
    match booking.state {
        State::PendingPayment { .. } | State::Expired { .. } => {
            return Err(CannotQuote::NotConfirmed);
        }
        State::Confirmed { .. } => (),
    }
    let live = booking.live_journeys();

    let of_ticket = match selection.ticket {
        None => None,
        Some(id) => Some(&booking.ticket(id).ok_or(CannotQuote::UnknownTicket)?.journeys),
    };
    let is_covered = |it: &Direction| of_ticket.is_none_or(|journeys| journeys.contains(it));

    let named: Vec<Direction> = match &selection.journeys {
        Some(Named::These(named)) => {
            let mut named = named.clone();
            named.sort_unstable();
            named.dedup();
            if named.is_empty() || named.iter().any(|it| booking.journey(*it).is_none()) {
                return Err(CannotQuote::UnknownJourney);
            }
            if !named.iter().all(is_covered) {
                return Err(CannotQuote::JourneyOfAnotherTicket);
            }
            if named.iter().any(|it| !live.contains(it)) {
                return Err(CannotQuote::AlreadyCancelled);
            }
            named
        }
        Some(Named::Both) if booking.journeys.len() != 2 => {
            return Err(CannotQuote::UnknownJourney);
        }
        Some(Named::Both) if !booking.directions().iter().all(is_covered) => {
            return Err(CannotQuote::JourneyOfAnotherTicket);
        }
        Some(Named::Both) if live.len() < 2 => return Err(CannotQuote::AlreadyCancelled),
        Some(Named::Both) => live,
        None if selection.ticket.is_none() && live.len() > 1 => {
            return Err(CannotQuote::JourneysRequired);
        }
        None => live.into_iter().filter(is_covered).collect(),
    };
    if named.is_empty() { Err(CannotQuote::AlreadyCancelled) } else { Ok(named) }
}

/// Why there is no quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotQuote {
    #[error("the booking is not confirmed, so there is nothing to cancel")]
    NotConfirmed,
    #[error("the journey is already cancelled")]
    AlreadyCancelled,
    #[error("more than one journey can be cancelled: it must be said which")]
    JourneysRequired,
    #[error("this booking has no such journey")]
    UnknownJourney,
    #[error("this booking has no such ticket")]
    UnknownTicket,
    #[error("the journey is not on the ticket that is named with it")]
    JourneyOfAnotherTicket,
    #[error(transparent)]
    TooLate(#[from] TooLate),
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
