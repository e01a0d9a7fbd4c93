//! Which journeys are to be cancelled, and for whom.

use std::collections::BTreeSet;

use airside_cancellation::{JourneyAccount, RefundLine};
use airside_primitives::{PassengerId, TicketId};
use time::OffsetDateTime;

use super::{CancelledJourney, CannotQuote};
use crate::booking::{Booking, Journey, State};
use crate::leaving::CannotLeave;
use crate::trip::Direction;

/// The journeys to cancel, and for whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    pub journeys: Option<Named>,
    pub ticket: Option<TicketId>,
    /// Everybody who travels on them, unless some are named. An infant goes with its adult.
    pub passengers: Option<Vec<PassengerId>>,
}

/// Journeys by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Every live journey of a round trip.
    Both,
    These(Vec<Direction>),
}

/// A journey that is left by some, or by everybody.
pub(super) struct Left<'a> {
    pub(super) journey: &'a Journey,
    /// Those who leave it; `None` when nobody stays.
    pub(super) passengers: Option<BTreeSet<PassengerId>>,
    /// What they paid for it.
    pub(super) account: JourneyAccount,
    ticket: TicketId,
}

impl Left<'_> {
    pub(super) fn with(self, line: RefundLine) -> CancelledJourney {
        let Self { journey, passengers, ticket, .. } = self;
        CancelledJourney { direction: journey.direction, ticket, passengers, line }
    }
}

pub(super) fn select<'a>(
    booking: &'a Booking,
    selection: &Selection,
    now: OffsetDateTime,
) -> Result<Vec<Left<'a>>, CannotQuote> {
    let directions = journeys(booking, selection)?;
    let named = selection.passengers.as_deref();
    let some = named.map(|named| passengers(booking, named)).transpose()?;
    let left = |direction| {
        let journey = booking.journey(direction).ok_or(CannotQuote::UnknownJourney)?;
        let ticket = booking.ticket_of(direction).ok_or(CannotQuote::UnknownJourney)?.id;
        let passengers = match &some {
            Some(some) => leaving(booking, journey, some)?,
            None => None,
        };
        let account = booking.account_of(journey, passengers.as_ref(), now)?;
        Ok(Left { journey, passengers, account, ticket })
    };
    directions.into_iter().map(left).collect()
}

impl Booking {
    /// What those who leave a journey paid for it, or everybody who travels on it.
    pub(super) fn account_of(
        &self,
        journey: &Journey,
        leaving: Option<&BTreeSet<PassengerId>>,
        now: OffsetDateTime,
    ) -> Result<JourneyAccount, CannotLeave> {
        match leaving {
            None => Ok(journey.account()),
            Some(some) => Ok(journey.left_by(&self.passengers, some, now)?.0),
        }
    }
}

/// Those who leave a journey when these passengers do; `None` when nobody stays.
fn leaving(
    booking: &Booking,
    journey: &Journey,
    some: &BTreeSet<PassengerId>,
) -> Result<Option<BTreeSet<PassengerId>>, CannotLeave> {
    let on_it: BTreeSet<_> = booking.travellers(journey).map(|(_, it)| it.id).collect();
    if !some.is_subset(&on_it) {
        return Err(CannotLeave::NotOnIt);
    }
    let leave: BTreeSet<_> = booking.with_infants(some).intersection(&on_it).copied().collect();
    Ok((leave != on_it).then_some(leave))
}

fn passengers(
    booking: &Booking,
    named: &[PassengerId],
) -> Result<BTreeSet<PassengerId>, CannotQuote> {
    if named.is_empty() {
        return Err(CannotQuote::NobodyNamed);
    }
    let is_known = |id: &PassengerId| booking.passengers.iter().any(|it| it.id == *id);
    match named.iter().position(|id| !is_known(id)) {
        Some(at) => Err(CannotQuote::UnknownPassenger { at }),
        None => Ok(named.iter().copied().collect()),
    }
}

fn journeys(booking: &Booking, selection: &Selection) -> Result<Vec<Direction>, CannotQuote> {
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
