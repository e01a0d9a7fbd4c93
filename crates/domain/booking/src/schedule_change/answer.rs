//! Answers to a schedule change: yes, money back, or silence.

use airside_primitives::ScheduleChangeId;
use thiserror::Error;
use time::OffsetDateTime;

use crate::booking::Booking;
use crate::cancellation::CannotCancel;
use crate::schedule_change::{ChangeState, Followed, ScheduleChange, Seats};
use crate::trip::Direction;

/// The outcome of silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapsed {
    /// Changes that have an alternative are accepted in it.
    pub followed: Followed,
    /// Overdue changes without an alternative: they can only be refunded.
    pub to_refund: Vec<ScheduleChangeId>,
}

/// A change that was answered by taking the money back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refunded {
    pub followed: Followed,
    /// The journeys that were cancelled, to be refunded in full.
    pub directions: Vec<Direction>,
}

impl Booking {
    /// Accepts what a change offers: its journey flies by the new times, in the same seats where
    /// possible, else in new ones.
    ///
    /// The booking must have followed the timetable before, or it accepts what no longer flies.
    pub fn accept_change(
        self,
        id: ScheduleChangeId,
        seats: Seats<'_>,
        now: OffsetDateTime,
    ) -> Result<Followed, CannotAccept> {
        let change = self.change_of(id).ok_or(CannotAccept::Unknown)?;
        if !change.is_open(now) {
            return Err(CannotAccept::AlreadyAnswered);
        }
        let after = change.after.clone().ok_or(CannotAccept::NoAlternative)?;
        let direction = change.direction;
        let before = self.clone();
        let booking = self
            .flying(direction, after, seats, now)
            .with_answer(id, ChangeState::Accepted { at: now });
        Ok(Followed::between(&before, booking))
    }

    /// The journeys that are refunded in full: that of the change and, with `whole_ticket`, all
    /// live ones of the same ticket that have not begun.
    pub fn refundable_change(
        &self,
        id: ScheduleChangeId,
        whole_ticket: bool,
        now: OffsetDateTime,
    ) -> Result<Vec<Direction>, CannotRefund> {
        let change = self.change_of(id).ok_or(CannotRefund::Unknown)?;
        if !change.is_open(now) {
            return Err(CannotRefund::AlreadyAnswered);
        }
        let unflown = |direction: &Direction| {
            self.journey(*direction).is_some_and(|it| now < it.offer.departs_at())
        };
        let on_ticket = |direction: &Direction| {
            let ticket = self.ticket_of(change.direction);
            ticket.is_some_and(|ticket| ticket.journeys.contains(direction))
        };
        let mut directions = self.live_journeys();
        directions.retain(|direction| {
            *direction == change.direction
                || (whole_ticket && on_ticket(direction) && unflown(direction))
        });
        Ok(directions)
    }

    /// Cancels the journeys of [`Self::refundable_change`], which settles their open changes.
    pub fn refund_change(
        self,
        id: ScheduleChangeId,
        whole_ticket: bool,
        now: OffsetDateTime,
    ) -> Result<Refunded, CannotRefund> {
        let directions = self.refundable_change(id, whole_ticket, now)?;
        let before = self.clone();
        let booking = self.cancel(&directions, now)?;
        Ok(Refunded { followed: Followed::between(&before, booking), directions })
    }

    /// Settles the changes that nobody answered in time.
    pub fn lapse_changes(self, seats: Seats<'_>, now: OffsetDateTime) -> Lapsed {
        let before = self.clone();
        let booking = self.with_silence_as_consent(seats, now);
        let overdue = booking.schedule_changes.iter().filter(|change| {
            change.is_unsettled() && change.answer_by <= now && change.after.is_none()
        });
        let to_refund = overdue.map(|change| change.id).collect();
        Lapsed { followed: Followed::between(&before, booking), to_refund }
    }

    /// When the next open change is settled by silence; `None` when none is open.
    pub fn earliest_answer_by(&self) -> Option<OffsetDateTime> {
        let open = self.schedule_changes.iter().filter(|change| change.is_unsettled());
        open.map(|change| change.answer_by).min()
    }

    pub(crate) fn with_silence_as_consent(self, seats: Seats<'_>, now: OffsetDateTime) -> Self {
        let lapsed: Vec<_> = self
            .schedule_changes
            .iter()
            .filter(|change| change.is_unsettled() && !change.is_open(now))
            .filter_map(|change| Some((change.id, change.direction, change.after.clone()?)))
            .collect();
        lapsed.into_iter().fold(self, |booking, (id, direction, after)| {
            let state = ChangeState::Lapsed { at: now };
            booking.flying(direction, after, seats, now).with_answer(id, state)
        })
    }

    fn change_of(&self, id: ScheduleChangeId) -> Option<&ScheduleChange> {
        self.schedule_changes.iter().find(|change| change.id == id)
    }

    fn with_answer(mut self, id: ScheduleChangeId, state: ChangeState) -> Self {
        for change in &mut self.schedule_changes {
            if change.id == id {
                change.state = state;
            }
        }
        self
    }
}

/// Why a change cannot be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotAccept {
    #[error("this booking has no such schedule change")]
    Unknown,
    #[error("the schedule change has been answered")]
    AlreadyAnswered,
    #[error("the journey cannot be flown, so there is nothing to accept")]
    NoAlternative,
}

/// Why a change brings no refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotRefund {
    #[error("this booking has no such schedule change")]
    Unknown,
    #[error("the schedule change has been answered")]
    AlreadyAnswered,
    #[error(transparent)]
    Booking(#[from] CannotCancel),
}
