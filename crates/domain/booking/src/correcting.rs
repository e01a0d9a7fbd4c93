//! Another name for the same traveller: what may be corrected of it, how often, and until when.
//!
//! A correction is measured against the name that was agreed, and not against the last one: the
//! name that was booked, with the family name that was told with a reason since, or what somebody
//! who serves the booking gave. So no chain of corrections walks from one person to another.

use airside_primitives::{PassengerId, TicketId};
use thiserror::Error;
use time::OffsetDateTime;

use crate::booking::{Booking, State};
use crate::correction::{Correction, CorrectionKind};
use crate::name::{Name, TicketName};
use crate::passenger::{Passenger, Person};
use crate::schedule_change::Followed;
use crate::ticket::Ticket;
use crate::ticket_number::TicketNumber;
use crate::trip::Direction;

/// How far a corrected name may be from what was agreed, in letters of its ticket.
pub const MOST_LETTERS: usize = 3;

/// Who asks for a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedBy {
    /// Whoever booked; with a reason, or without.
    Owner { has_reason: bool },
    /// Somebody who serves any booking, who says why.
    Agent,
}

impl Person {
    /// What a correction is measured against.
    fn agreed(&self) -> TicketName {
        let names = self.corrections.iter().map(|it| &it.before).chain([&self.name]);
        let names: Vec<&TicketName> = names.map(Name::ticketed).collect();
        let mut agreed = names.first().copied().unwrap_or(self.name.ticketed()).clone();
        for (correction, after) in self.corrections.iter().zip(names.into_iter().skip(1)) {
            agreed = match correction.kind {
                CorrectionKind::Letters => agreed,
                CorrectionKind::FamilyName => agreed.with_family_of(after),
                CorrectionKind::ByAgent => after.clone(),
            };
        }
        agreed
    }

    /// Whether a correction of this kind was made, which can be made once.
    pub fn was_corrected(&self, kind: CorrectionKind) -> bool {
        self.corrections.iter().any(|it| it.kind == kind)
    }

    /// What another name would be, or why it cannot be had.
    fn correction(&self, name: &Name, by: AskedBy) -> Result<CorrectionKind, CannotCorrect> {
        let has_reason = match by {
            AskedBy::Agent => return Ok(CorrectionKind::ByAgent),
            AskedBy::Owner { has_reason } => has_reason,
        };
        let (is, was) = (name.ticketed(), self.name.ticketed());
        let is_near = is.letters_from(&self.agreed()) <= MOST_LETTERS;
        if is_near && !self.was_corrected(CorrectionKind::Letters) {
            return Ok(CorrectionKind::Letters);
        }
        let same_given = is.given() == was.given();
        let has_spent_family_name = self.was_corrected(CorrectionKind::FamilyName);
        match (same_given, is_near) {
            (true, _) if has_reason && !has_spent_family_name => Ok(CorrectionKind::FamilyName),
            (true, _) if has_reason => Err(CannotCorrect::FamilyNameBefore),
            (_, true) => Err(CannotCorrect::LettersBefore),
            (true, false) if has_spent_family_name => Err(CannotCorrect::FamilyNameBefore),
            (true, false) => Err(CannotCorrect::ReasonRequired),
            (false, false) => Err(CannotCorrect::TooDifferent),
        }
    }
}

impl Booking {
    /// The booking with another name for the same traveller. Where tickets spell it otherwise, those
    /// of live journeys get new numbers for this traveller, from `next_number`; nothing else of the
    /// booking is touched, nor what is held for it. The same name once more changes nothing.
    pub fn correct_name(
        self,
        passenger: PassengerId,
        name: Name,
        by: AskedBy,
        next_number: &mut dyn FnMut(&Ticket) -> TicketNumber,
        now: OffsetDateTime,
    ) -> Result<Followed, CannotCorrect> {
        let at = self.passengers.iter().position(|it| it.id == passenger);
        let person = at.and_then(|at| self.passengers[at].person.clone());
        let (at, person) = at.zip(person).ok_or(CannotCorrect::UnknownPassenger)?;
        if person.name == name {
            return Ok(Followed::between(&self.clone(), self));
        }
        self.can_correct(&self.passengers[at], now)?;
        let kind = person.correction(&name, by)?;

        let before = self.clone();
        let is_spelt_otherwise = name.ticketed() != person.name.ticketed();
        let mut corrections = person.corrections.clone();
        corrections.push(Correction { at: now, kind, before: person.name.clone() });
        let person = Some(Person { name, corrections, ..person });
        let mut booking = self;
        booking.passengers[at] = Passenger { person, ..booking.passengers[at].clone() };
        if is_spelt_otherwise {
            for ticket in booking.tickets_of(&booking.passengers[at]) {
                booking = booking.reissued(ticket, Some(at), next_number, now);
            }
        }
        Ok(Followed::between(&before, booking))
    }

    /// Tickets with a journey that is not cancelled and that this passenger is on.
    fn tickets_of(&self, passenger: &Passenger) -> Vec<TicketId> {
        let live = self.live_journeys().into_iter();
        let live: Vec<_> = live.filter_map(|it| self.journey(it)).collect();
        let is_theirs = |direction: &Direction| {
            live.iter().any(|it| it.direction == *direction && it.carries(passenger))
        };
        let tickets = self.tickets.iter().filter(|it| it.journeys.iter().any(is_theirs));
        tickets.map(|ticket| ticket.id).collect()
    }

    /// Whether the name can be corrected: of a booking that is paid, until the first live journey of
    /// this passenger departs.
    fn can_correct(&self, passenger: &Passenger, now: OffsetDateTime) -> Result<(), CannotCorrect> {
        match self.state {
            State::PendingPayment { .. } | State::Expired { .. } => {
                return Err(CannotCorrect::NotConfirmed);
            }
            State::Confirmed { .. } => (),
        }
        let live = self.live_journeys().into_iter().filter_map(|it| self.journey(it));
        let theirs = live.filter(|journey| journey.carries(passenger));
        let first = theirs.map(|journey| journey.offer.departs_at()).min();
        let first = first.ok_or(CannotCorrect::Cancelled)?;
        if first <= now { Err(CannotCorrect::TooLate { since: first }) } else { Ok(()) }
    }
}

/// Why a name stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotCorrect {
    #[error("this booking has no such passenger")]
    UnknownPassenger,
    #[error("the booking is not confirmed: names can be corrected once it is paid")]
    NotConfirmed,
    #[error("every journey of this passenger is cancelled")]
    Cancelled,
    #[error("the first journey has departed, and names can be corrected only before")]
    TooLate { since: OffsetDateTime },
    #[error(
        "this name was corrected before: another family name needs a reason, anything else needs an \
         agent"
    )]
    LettersBefore,
    #[error("the family name was changed before: another one needs an agent")]
    FamilyNameBefore,
    #[error(
        "differs in more than {MOST_LETTERS} letters, in all names together, from the name that was \
         booked, and who travels stays the same person"
    )]
    TooDifferent,
    #[error("another family name needs a reason, such as a marriage")]
    ReasonRequired,
}
