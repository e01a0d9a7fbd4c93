//! A ticket under new numbers, for everybody on it or for one of them.

use airside_primitives::TicketId;
use time::OffsetDateTime;

use crate::booking::{Booking, State};
use crate::passenger::Passenger;
use crate::ticket::{Reissue, Ticket};
use crate::ticket_number::TicketNumber;
use crate::trip::Direction;

impl Booking {
    /// A ticket under new numbers from `next_number`, for one passenger by their place, or for all.
    /// Journeys of it that have begun or are cancelled stay on the old ones.
    pub(crate) fn reissued(
        mut self,
        id: TicketId,
        whose: Option<usize>,
        next_number: &mut dyn FnMut(&Ticket) -> TicketNumber,
        now: OffsetDateTime,
    ) -> Self {
        let Some(at) = self.tickets.iter().position(|it| it.id == id) else { return self };
        let ticket = self.tickets[at].clone();
        let coupons = self.coupon_flights(&ticket);
        let stays = |direction: &Direction| {
            let journey = self.journey(*direction);
            let has_begun = journey.is_some_and(|it| it.offer.departs_at() <= now);
            has_begun || self.is_cancelled(*direction)
        };
        let mut stayed: Vec<_> =
            coupons.iter().map(|(direction, _)| *direction).filter(stays).collect();
        stayed.dedup();
        let live = self.live_journeys();
        let moves = ticket.journeys.iter().filter(|it| live.contains(it) && !stayed.contains(it));
        let moves: Vec<_> = moves.filter_map(|it| self.journey(*it)).collect();
        let travels = |passenger: &Passenger| moves.iter().any(|it| it.carries(passenger));
        let travels: Vec<bool> = self.passengers.iter().map(travels).collect();
        let State::Confirmed { ticket_numbers, .. } = &mut self.state else { return self };
        let Some(row) = ticket_numbers.get_mut(at) else { return self };
        let number = |(passenger, (had, travels)): (usize, (&TicketNumber, &bool))| {
            // Who travels on none of its journeys any more keeps the number that was refunded.
            let is_concerned = *travels && whose.is_none_or(|it| it == passenger);
            if is_concerned { next_number(&ticket) } else { *had }
        };
        let numbers = row.iter().zip(&travels).enumerate().map(number).collect();
        let numbers = std::mem::replace(row, numbers);
        self.reissues.push(Reissue { ticket: id, at: now, numbers, coupons, stayed });
        self
    }
}
