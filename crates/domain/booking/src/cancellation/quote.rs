//! What cancelling journeys returns now, for whom it was asked.

use airside_cancellation::{
    Charge, JourneyAccount, Quote, Rules, TooLate, agent_cancels, airline_cancels, quote,
};
use airside_primitives::{CancellationId, RefundId};
use thiserror::Error;
use time::{Duration, OffsetDateTime};

use super::select::{Left, Named, Selection, select};
use super::{Cancellation, CancellationState};
use crate::booking::{Booking, Journey};
use crate::leaving::CannotLeave;
use crate::trip::Direction;

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
        for left in select(booking, selection, now)? {
            let quote = match free_of_charge(booking, &left, now) {
                Some(free) => free,
                None => quote(&left.account, rules, booking.created_at, now)?,
            };
            expires_at = expires_at.min(quote.true_until);
            lines.push(left.with(quote.line));
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
        let journeys = Some(Named::These(directions.to_vec()));
        let selection = Selection { journeys, ..Selection::default() };
        let mut lines = Vec::new();
        for left in select(booking, &selection, now)? {
            let line = airline_cancels(&left.account);
            lines.push(left.with(line));
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
        for left in select(booking, selection, now)? {
            let departs_at = left.journey.offer.departs_at();
            if departs_at <= now {
                return Err(TooLate { since: departs_at }.into());
            }
            let line = match free_of_charge(booking, &left, now) {
                Some(free) => free.line,
                None => agent_cancels(&left.account, charge, rules, booking.created_at, now),
            };
            lines.push(left.with(line));
        }
        let state = CancellationState::Confirmed { at: now, refund };
        Ok(Self { id, booking: booking.id, lines, quoted_at: now, expires_at: now, state })
    }

    /// Whether what a line takes comes back free of charge by now.
    pub(super) fn is_dearer_than_now(&self, booking: &Booking, now: OffsetDateTime) -> bool {
        self.lines.iter().any(|quoted| {
            let free = booking.journey(quoted.direction).and_then(|journey| {
                let some = quoted.passengers.as_ref();
                let account = booking.account_of(journey, some, now).ok()?;
                free_quote(booking, journey, &account, now)
            });
            free.is_some_and(|free| free.line != quoted.line)
        })
    }
}

fn free_of_charge(booking: &Booking, left: &Left<'_>, now: OffsetDateTime) -> Option<Quote> {
    free_quote(booking, left.journey, &left.account, now)
}

/// The quote for a journey with an open schedule change, until its first flight leaves.
fn free_quote(
    booking: &Booking,
    journey: &Journey,
    account: &JourneyAccount,
    now: OffsetDateTime,
) -> Option<Quote> {
    let change = booking.open_change(journey.direction).filter(|change| change.is_open(now))?;
    let departure = Some(journey.offer.departs_at()).filter(|departs_at| now < *departs_at)?;
    let line = airline_cancels(account);
    // Without an alternative, silence is not consent.
    let true_until = if change.after.is_some() { change.answer_by } else { departure };
    Some(Quote { line, true_until: true_until.min(departure) })
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
    #[error("this booking has no such passenger")]
    UnknownPassenger {
        /// Their place in what was asked for.
        at: usize,
    },
    #[error("at least one passenger must be named, or none at all")]
    NobodyNamed,
    #[error(transparent)]
    Leave(#[from] CannotLeave),
    #[error(transparent)]
    TooLate(#[from] TooLate),
}
