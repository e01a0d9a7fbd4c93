//! The flight coupons of a booking, under every number that its tickets had.

use airside_primitives::TicketId;
use time::OffsetDateTime;

use crate::booking::Booking;
use crate::offer::Segment;
use crate::ticket::{CouponFlight, CouponStatus, FlightCoupon, Ticket};
use crate::ticket_number::TicketNumber;
use crate::trip::Direction;

impl Booking {
    /// The flight coupons of one passenger, on every ticket and under every number that it had, the
    /// oldest numbers first.
    pub fn coupons(&self, passenger: usize, now: OffsetDateTime) -> Vec<FlightCoupon> {
        let mut all = Vec::new();
        for ticket in &self.tickets {
            for reissue in self.reissues.iter().filter(|it| it.ticket == ticket.id) {
                let number = reissue.numbers.get(passenger);
                let status = |journey: Direction, flight: &CouponFlight| {
                    if reissue.stayed.contains(&journey) {
                        self.coupon_status(journey, flight, now)
                    } else {
                        CouponStatus::Exchanged
                    }
                };
                all.extend(
                    number.into_iter().flat_map(|it| coupons(*it, &reissue.coupons, &status)),
                );
            }
            let number = self.ticket_numbers(ticket.id).and_then(|numbers| numbers.get(passenger));
            let status = |journey: Direction, flight: &CouponFlight| {
                self.coupon_status(journey, flight, now)
            };
            let flights = self.coupon_flights(ticket);
            all.extend(number.into_iter().flat_map(|it| coupons(*it, &flights, &status)));
        }
        all
    }

    /// What the numbers of a ticket are for: its flights, but those that stayed on older numbers.
    pub(crate) fn coupon_flights(&self, ticket: &Ticket) -> Vec<(Direction, CouponFlight)> {
        let stayed = |direction: &Direction| {
            let mut reissues = self.reissues.iter().filter(|it| it.ticket == ticket.id);
            reissues.any(|it| it.stayed.contains(direction))
        };
        let journeys = ticket.journeys.iter().filter(|it| !stayed(it));
        let journeys = journeys.filter_map(|direction| self.journey(*direction));
        journeys
            .flat_map(|journey| {
                journey.offer.segments.iter().map(|it| (journey.direction, it.coupon_flight()))
            })
            .collect()
    }

    /// The numbers that a ticket was exchanged from, for one passenger; the newest last.
    pub fn exchanged_numbers(&self, ticket: TicketId, passenger: usize) -> Vec<TicketNumber> {
        let of_it = self.reissues.iter().filter(|it| it.ticket == ticket);
        of_it.filter_map(|it| it.numbers.get(passenger).copied()).collect()
    }

    fn coupon_status(
        &self,
        journey: Direction,
        flight: &CouponFlight,
        now: OffsetDateTime,
    ) -> CouponStatus {
        if self.is_cancelled(journey) {
            CouponStatus::Refunded
        } else if flight.departs_at <= now {
            CouponStatus::Flown
        } else {
            CouponStatus::Open
        }
    }
}

fn coupons(
    number: TicketNumber,
    flights: &[(Direction, CouponFlight)],
    status: &dyn Fn(Direction, &CouponFlight) -> CouponStatus,
) -> Vec<FlightCoupon> {
    let coupon = |(coupon, (journey, flight)): (u8, &(Direction, CouponFlight))| FlightCoupon {
        ticket_number: number,
        coupon,
        journey: *journey,
        flight: *flight,
        status: status(*journey, flight),
    };
    (1..).zip(flights).map(coupon).collect()
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
