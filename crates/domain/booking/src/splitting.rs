//! Some of the travellers part from the others: one booking becomes two, each with its own people,
//! seats, ticket numbers and share of everything that was paid.

use airside_primitives::{BookingId, InvalidParty, PassengerId, TicketId};
use thiserror::Error;
use time::OffsetDateTime;

use crate::booking::{Booking, Journey, Journeys, State};
use crate::parting::Parting;
use crate::passenger::Passenger;
use crate::record_locator::RecordLocator;
use crate::seat_rows::SeatRows;
use crate::status::BookingStatus;
use crate::ticket::{Reissue, Ticket};

/// What the booking of those who part is called.
#[derive(Debug, Clone)]
pub struct Parted {
    pub id: BookingId,
    pub reference: RecordLocator,
    /// One for each ticket of the booking that they part from.
    pub tickets: Vec<TicketId>,
}

impl Booking {
    /// Whether it came of another, whose sale stands in the books.
    pub fn is_part(&self) -> bool {
        self.partings.iter().any(|it| it.is_part)
    }

    /// The booking of those who stay, and the one of `some`, with the infants on their laps. Both have
    /// every journey; what was paid for each is divided as it is for somebody who leaves it, so the
    /// halves add up to the last minor unit. Nobody's seat or ticket number changes.
    ///
    /// A promo code stays with those who stay: it was used once.
    pub fn split(
        &self,
        some: &[PassengerId],
        parted: Parted,
        now: OffsetDateTime,
    ) -> Result<[Self; 2], CannotSplit> {
        let is_unknown = |id: &PassengerId| !self.passengers.iter().any(|it| it.id == *id);
        if let Some(at) = some.iter().position(is_unknown) {
            return Err(CannotSplit::UnknownPassenger { at });
        }
        match self.status(now) {
            BookingStatus::Confirmed => (),
            BookingStatus::PendingPayment | BookingStatus::Expired => {
                return Err(CannotSplit::NotPaid);
            }
            BookingStatus::PartiallyCancelled | BookingStatus::Cancelled => {
                return Err(CannotSplit::Cancelled);
            }
        }
        let is_open = |journey: &Journey| self.open_change(journey.direction).is_some();
        if self.exchanging.is_some() || self.journeys.iter().any(is_open) {
            return Err(CannotSplit::ChangeIsOpen);
        }
        if self.journeys.iter().all(|it| it.offer.departs_at() <= now) {
            return Err(CannotSplit::TooLate);
        }
        let some = self.with_infants(&some.iter().copied().collect());
        let is_everybody = self.passengers.iter().all(|it| some.contains(&it.id));
        if some.is_empty() || is_everybody {
            return Err(CannotSplit::NobodyStays);
        }
        let (mut stay, mut go) = (Vec::new(), Vec::new());
        for journey in &self.journeys {
            let [theirs, rest] = journey.divided(&self.passengers, &some)?;
            stay.push(rest);
            go.push(theirs);
        }
        let stays = self.of_some(&|it| !some.contains(&it.id), stay);
        let goes = self.of_some(&|it| some.contains(&it.id), go);
        let (mut stays, goes) = stays.zip(goes).ok_or(CannotSplit::NobodyStays)?;
        let mut goes = goes.called(parted);
        let paid = goes.journeys.iter().map(|it| (it.direction, it.account().paid()));
        let paid: Vec<_> = paid.collect();
        let parting = |other, is_part| Parting { other, at: now, is_part, paid: paid.clone() };
        stays.partings.push(parting(goes.reference, false));
        goes.partings = vec![parting(self.reference, true)];
        Ok([stays, goes])
    }

    /// The same booking for some of its passengers, with these shares of its journeys.
    fn of_some(&self, is_of: &dyn Fn(&Passenger) -> bool, journeys: Vec<Journey>) -> Option<Self> {
        let places: Vec<usize> = (0..self.passengers.len())
            .filter(|at| self.passengers.get(*at).is_some_and(is_of))
            .collect();
        let place_of = |old: usize| places.iter().position(|at| *at == old);
        let passengers = places.iter().map(|at| {
            let passenger = self.passengers[*at].clone();
            Passenger { infant_of: passenger.infant_of.and_then(place_of), ..passenger }
        });
        let of_them = |row: &[Option<_>]| {
            places.iter().map(|at| row.get(*at).copied().flatten()).collect::<Vec<_>>()
        };
        let journeys = journeys.into_iter().map(|journey| {
            let rows: Vec<_> = journey.seats.iter().map(of_them).collect();
            let left = journey
                .left
                .iter()
                .filter(|(id, _)| places.iter().any(|at| self.passengers[*at].id == **id));
            Journey {
                seats: SeatRows::of(&rows, Clone::clone),
                left: left.map(|(id, at)| (*id, *at)).collect(),
                ..journey
            }
        });
        let numbers = |row: &[_]| places.iter().filter_map(|at| row.get(*at).copied()).collect();
        let state = match &self.state {
            State::Confirmed { at, ticket_numbers, cancelled } => State::Confirmed {
                at: *at,
                ticket_numbers: ticket_numbers.iter().map(|row| numbers(row)).collect(),
                cancelled: cancelled.clone(),
            },
            other @ (State::PendingPayment { .. } | State::Expired { .. }) => other.clone(),
        };
        let reissues =
            self.reissues.iter().map(|it| Reissue { numbers: numbers(&it.numbers), ..it.clone() });
        Some(Self {
            passengers: passengers.collect(),
            journeys: Journeys::try_from(journeys.collect::<Vec<_>>()).ok()?,
            reissues: reissues.collect(),
            state,
            ..self.clone()
        })
    }

    /// Under a reference and with tickets of its own.
    fn called(self, parted: Parted) -> Self {
        let Parted { id, reference, tickets } = parted;
        let ids: Vec<(TicketId, TicketId)> =
            self.tickets.iter().map(|it| it.id).zip(tickets).collect();
        let own =
            |old: TicketId| ids.iter().find(|(was, _)| *was == old).map_or(old, |(_, own)| *own);
        let tickets = self.tickets.iter().map(|it| Ticket { id: own(it.id), ..it.clone() });
        let reissues =
            self.reissues.iter().map(|it| Reissue { ticket: own(it.ticket), ..it.clone() });
        let (tickets, reissues) = (tickets.collect(), reissues.collect());
        // What became of changes of the timetable is told by the booking that they were made for.
        let schedule_changes = Vec::new();
        Self { id, reference, promo_code: None, schedule_changes, tickets, reissues, ..self }
    }
}

/// Why a booking is not split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotSplit {
    #[error("this booking has no such passenger")]
    UnknownPassenger { at: usize },
    #[error("somebody has to stay, and somebody to go")]
    NobodyStays,
    #[error("it is not paid")]
    NotPaid,
    #[error("a journey of it is cancelled")]
    Cancelled,
    #[error("the last journey has departed")]
    TooLate,
    #[error("a change of it is open: answer it, or give it up, first")]
    ChangeIsOpen,
    #[error("on a journey nobody would be left of one half")]
    NotOnIt,
    #[error("one half cannot travel by itself: {0}")]
    LeftAlone(#[from] InvalidParty),
}
