//! The flight coupons of a booking, under every number that its tickets had.

use std::collections::BTreeSet;

use airside_primitives::TicketId;
use time::OffsetDateTime;

use crate::booking::Booking;
use crate::offer::Segment;
use crate::passenger::Passenger;
use crate::ticket::{CouponFlight, CouponStatus, FlightCoupon, Reissue, Ticket};
use crate::ticket_number::TicketNumber;
use crate::trip::Direction;

/// What a number is for.
type Flights = Vec<(Direction, CouponFlight)>;

impl Booking {
    /// The flight coupons of one passenger, on every ticket and under every number that it had, the
    /// oldest numbers first.
    pub fn coupons(&self, passenger: usize, now: OffsetDateTime) -> Vec<FlightCoupon> {
        let tickets = self.tickets.iter();
        tickets.flat_map(|ticket| self.coupons_of(ticket, passenger, now)).collect()
    }

    fn coupons_of(&self, ticket: &Ticket, at: usize, now: OffsetDateTime) -> Vec<FlightCoupon> {
        let number = self.ticket_numbers(ticket.id).and_then(|numbers| numbers.get(at).copied());
        let (Some(passenger), Some(number)) = (self.passengers.get(at), number) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        let mut issued_at = None;
        let mut stayed = BTreeSet::new();
        // What the number was for of somebody who had left when the others were exchanged.
        let mut kept: Option<Flights> = None;
        let exchanged = self.exchanged_from(ticket.id, at, number);
        for (reissue, old, next) in exchanged {
            let flights = kept.take().unwrap_or_else(|| {
                let flights = reissue.coupons.iter().filter(|(it, _)| !stayed.contains(it));
                flights.copied().collect()
            });
            if old == next {
                kept = self.had_left(passenger, reissue).then_some(flights);
                continue;
            }
            let status = |journey: Direction, flight: &CouponFlight| {
                if self.has_left(passenger, journey, Some(reissue.at)) {
                    CouponStatus::Refunded
                } else if reissue.stayed.contains(&journey) {
                    self.coupon_status(passenger, journey, flight, now)
                } else {
                    CouponStatus::Exchanged
                }
            };
            all.extend(self.under(old, passenger, issued_at, &flights, &status));
            issued_at = Some(reissue.at);
            stayed.extend(reissue.stayed.iter().copied());
        }
        let flights = kept.unwrap_or_else(|| self.flights_but(ticket, &stayed));
        let status = |journey: Direction, flight: &CouponFlight| {
            self.coupon_status(passenger, journey, flight, now)
        };
        all.extend(self.under(number, passenger, issued_at, &flights, &status));
        all
    }

    /// The reissues of a ticket, oldest first, with the number that a passenger had before each and
    /// the one they had after it.
    fn exchanged_from(
        &self,
        ticket: TicketId,
        passenger: usize,
        number: TicketNumber,
    ) -> Vec<(&Reissue, TicketNumber, TicketNumber)> {
        let of_it = self.reissues.iter().filter(|it| it.ticket == ticket);
        let numbered = of_it.filter_map(|it| Some((it, *it.numbers.get(passenger)?)));
        let numbered: Vec<_> = numbered.collect();
        let after = numbered.iter().skip(1).map(|(_, number)| *number).chain([number]);
        numbered.iter().zip(after).map(|((it, old), new)| (*it, *old, new)).collect()
    }

    /// The coupons under one number: not of journeys that its passenger had left before.
    fn under(
        &self,
        number: TicketNumber,
        passenger: &Passenger,
        issued_at: Option<OffsetDateTime>,
        flights: &[(Direction, CouponFlight)],
        status: &dyn Fn(Direction, &CouponFlight) -> CouponStatus,
    ) -> Vec<FlightCoupon> {
        let was_gone =
            |journey| issued_at.is_some_and(|at| self.has_left(passenger, journey, Some(at)));
        let flights = flights.iter().filter(|(journey, _)| !was_gone(*journey));
        let coupon = |(coupon, (journey, flight)): (u8, &(Direction, CouponFlight))| FlightCoupon {
            ticket_number: number,
            coupon,
            journey: *journey,
            flight: *flight,
            status: status(*journey, flight),
        };
        (1..).zip(flights).map(coupon).collect()
    }

    /// What the numbers of a ticket are for: its flights, but those that stayed on older numbers of
    /// everybody.
    pub(crate) fn coupon_flights(&self, ticket: &Ticket) -> Flights {
        let stayed = (0..self.passengers.len()).map(|passenger| self.stayed(ticket, passenger));
        let stayed = stayed.reduce(|all, its| all.intersection(&its).copied().collect());
        self.flights_but(ticket, &stayed.unwrap_or_default())
    }

    /// Journeys of a ticket that stayed on older numbers of this passenger.
    fn stayed(&self, ticket: &Ticket, passenger: usize) -> BTreeSet<Direction> {
        let number = self.ticket_numbers(ticket.id).and_then(|numbers| numbers.get(passenger));
        let Some(number) = number else { return BTreeSet::new() };
        let exchanged = self.exchanged_from(ticket.id, passenger, *number).into_iter();
        let exchanged = exchanged.filter(|(_, old, next)| old != next);
        exchanged.flat_map(|(reissue, ..)| reissue.stayed.iter().copied()).collect()
    }

    fn flights_but(&self, ticket: &Ticket, stayed: &BTreeSet<Direction>) -> Flights {
        let journeys = ticket.journeys.iter().filter(|it| !stayed.contains(it));
        let journeys = journeys.filter_map(|direction| self.journey(*direction));
        journeys
            .flat_map(|journey| {
                journey.offer.segments.iter().map(|it| (journey.direction, it.coupon_flight()))
            })
            .collect()
    }

    /// The numbers that a ticket was exchanged from, for one passenger; the newest last.
    pub fn exchanged_numbers(&self, ticket: TicketId, passenger: usize) -> Vec<TicketNumber> {
        let number = self.ticket_numbers(ticket).and_then(|numbers| numbers.get(passenger));
        let Some(number) = number else { return Vec::new() };
        let exchanged = self.exchanged_from(ticket, passenger, *number).into_iter();
        exchanged.filter(|(_, old, next)| old != next).map(|(_, old, _)| old).collect()
    }

    /// Whether a passenger was on none of the journeys any more that a reissue moved.
    fn had_left(&self, passenger: &Passenger, reissue: &Reissue) -> bool {
        let mut moved = reissue.coupons.iter().filter(|(it, _)| !reissue.stayed.contains(it));
        moved.all(|(journey, _)| self.has_left(passenger, *journey, Some(reissue.at)))
    }

    /// Whether a passenger had left a journey by then, or has by now.
    fn has_left(
        &self,
        passenger: &Passenger,
        journey: Direction,
        by: Option<OffsetDateTime>,
    ) -> bool {
        let left = self.journey(journey).and_then(|it| it.left.get(&passenger.id));
        left.is_some_and(|at| by.is_none_or(|by| *at <= by))
    }

    fn coupon_status(
        &self,
        passenger: &Passenger,
        journey: Direction,
        flight: &CouponFlight,
        now: OffsetDateTime,
    ) -> CouponStatus {
        if self.is_cancelled(journey) || self.has_left(passenger, journey, None) {
            CouponStatus::Refunded
        } else if flight.departs_at <= now {
            CouponStatus::Flown
        } else {
            CouponStatus::Open
        }
    }
}

impl Segment {
    fn coupon_flight(&self) -> CouponFlight {
        CouponFlight {
            number: self.number,
            origin: self.origin,
            destination: self.destination,
            departs_at: self.departs_at,
        }
    }
}
