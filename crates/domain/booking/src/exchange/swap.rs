//! The moment at which journeys change hands: places, seats and ticket numbers at once.

use std::collections::BTreeSet;

use airside_exchange::{NotChangeable, Rules};
use airside_primitives::{Amount, TicketId};
use time::OffsetDateTime;

use super::quote::Refused;
use super::{CannotExchange, Exchange, Waiver};
use crate::booking::Booking;
use crate::offer::Offer;
use crate::schedule_change::{ChangeState, Followed, Seats};
use crate::seat_rows::SeatRows;
use crate::ticket::Ticket;
use crate::ticket_number::TicketNumber;
use crate::trip::Direction;

impl Booking {
    /// The booking after the exchange: other journeys in its place, seated by preference, and new
    /// numbers for their tickets from `next_number`. What was asked about these journeys is settled.
    pub fn exchange(
        self,
        exchange: &Exchange,
        seats: Seats<'_>,
        next_number: &mut dyn FnMut(&Ticket) -> TicketNumber,
        now: OffsetDateTime,
    ) -> Result<Followed, CannotExchange> {
        self.can_exchange(exchange, now)?;
        let before = self.clone();
        let tickets: BTreeSet<TicketId> = exchange.lines.iter().map(|it| it.ticket).collect();
        let mut booking = Self { exchanging: None, ..self };
        for ticket in tickets {
            booking = booking.reissued(ticket, None, next_number, now);
        }
        let keeps_price = matches!(exchange.waiver, Waiver::ScheduleChange(_));
        for (direction, offer) in before.becomes(exchange) {
            let line = exchange.lines.iter().find(|it| it.direction == direction);
            let changes = line.and_then(|it| it.changes.clone());
            booking = booking.with_answered(direction, now);
            booking = booking.seated_on(direction, (offer, changes), keeps_price, seats, now);
        }
        Ok(Followed::between(&before, booking))
    }

    /// Whether every journey is still there to be exchanged.
    pub fn can_exchange(
        &self,
        exchange: &Exchange,
        now: OffsetDateTime,
    ) -> Result<(), CannotExchange> {
        for (at, line) in exchange.lines.iter().enumerate() {
            let refused = |why| CannotExchange::Journey { at, why };
            let journey = self.journey(line.direction);
            let departs_at = journey.map(|it| it.offer.departs_at());
            let departs_at = departs_at.ok_or_else(|| refused(Refused::UnknownJourney))?;
            if !self.live_journeys().contains(&line.direction) {
                return Err(refused(Refused::AlreadyCancelled));
            }
            if departs_at <= now {
                let why = NotChangeable::TooLate { since: departs_at };
                return Err(refused(Refused::NotChangeable(why)));
            }
            if let Waiver::ScheduleChange(id) = exchange.waiver {
                let change = self.schedule_changes.iter().find(|it| it.id == id);
                if !change.is_some_and(|it| it.is_open(now)) {
                    return Err(refused(Refused::AlreadyAnswered));
                }
            }
        }
        self.can_travel(&self.becomes(exchange))
    }

    /// What the journeys are to be: as it was quoted or, once places are held, as that flies now.
    fn becomes(&self, exchange: &Exchange) -> Vec<(Direction, Offer)> {
        match &self.exchanging {
            Some(held) if held.exchange == exchange.id => held.to.clone(),
            Some(_) | None => {
                exchange.lines.iter().map(|it| (it.direction, it.offer.clone())).collect()
            }
        }
    }

    /// The open question about a journey is answered by another journey.
    fn with_answered(mut self, direction: Direction, now: OffsetDateTime) -> Self {
        let of_it = self.schedule_changes.iter_mut().filter(|it| it.direction == direction);
        for change in of_it.filter(|it| it.is_unsettled()) {
            change.state = ChangeState::Rebooked { at: now };
        }
        self
    }

    /// The booking with this offer as a journey. On a flight that it had before everybody keeps
    /// their seat. Unless it keeps its price there is no discount any more: what was paid of the old
    /// price counts.
    fn seated_on(
        mut self,
        direction: Direction,
        (offer, changes): (Offer, Option<Rules>),
        keeps_price: bool,
        seats: Seats<'_>,
        now: OffsetDateTime,
    ) -> Self {
        let people = self.passengers.len();
        let Some(journey) = self.journeys.iter_mut().find(|it| it.direction == direction) else {
            return self;
        };
        if !keeps_price {
            journey.discount = Amount::ZERO;
        }
        let same_cabin = journey.offer.cabin == offer.cabin;
        let rows = SeatRows::of(&offer.segments, |segment| {
            let had = journey.offer.segments.iter().position(|it| it.stock() == segment.stock());
            let had = had.filter(|_| same_cabin);
            had.map_or_else(|| vec![None; people], |at| journey.seats.on(at).to_vec())
        });
        journey.seats = rows;
        journey.offer = offer;
        journey.changes = changes;
        let segments = journey.offer.segments.clone();
        self.flying(direction, segments, seats, now)
    }
}
