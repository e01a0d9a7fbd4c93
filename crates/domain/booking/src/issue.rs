//! The seats and ticket numbers that a payment buys.

use std::collections::HashSet;

use airside_primitives::{FlightId, SeatNumber};
use airside_seating::{Fleet, Seeker, allocate};
use time::Date;

use crate::booking::{Booking, Journey};
use crate::offer::Segment;
use crate::seat_rows::SeatRows;
use crate::ticket_number::{TicketNumber, TicketPrefixes};

/// Seats and ticket numbers, given in the commit that confirms the booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// For each journey.
    pub seats: Vec<SeatRows>,
    /// By ticket, then by passenger.
    pub ticket_numbers: Vec<Vec<TicketNumber>>,
}

impl Issue {
    /// Seats by preference among those not `taken`, and numbers from `next_serial`.
    ///
    /// `taken` leaves out the seats that this booking itself has picked. A picked
    /// seat that is taken all the same is replaced by preference. Never fails: where there is no
    /// seat to give, as on an aircraft that is not in the fleet, the passenger gets one at the
    /// airport.
    pub fn plan(
        booking: &Booking,
        fleet: &Fleet,
        prefixes: &TicketPrefixes,
        taken: &dyn Fn(FlightId, Date) -> HashSet<SeatNumber>,
        next_serial: &mut dyn FnMut() -> u64,
    ) -> Self {
        let seats = booking
            .journeys
            .iter()
            .map(|journey| {
                let mut picked = journey.seats.iter();
                SeatRows::of(&journey.offer.segments, |segment| {
                    let taken = taken(segment.inventory, segment.date);
                    let picked = picked.next().unwrap_or_default();
                    seats_on(booking, fleet, journey, segment, picked, &taken)
                })
            })
            .collect();

        let ticket_numbers = booking
            .tickets
            .iter()
            .map(|ticket| {
                let code = prefixes.of(ticket.airline);
                booking
                    .passengers
                    .iter()
                    .map(|_| TicketNumber::wrapping(code, next_serial()))
                    .collect()
            })
            .collect();

        Self { seats, ticket_numbers }
    }

    /// How many seats are given with a number, on all flights together.
    pub fn seats_given(&self) -> usize {
        self.seats.iter().flat_map(SeatRows::iter).flatten().flatten().count()
    }
}

fn seats_on(
    booking: &Booking,
    fleet: &Fleet,
    journey: &Journey,
    segment: &Segment,
    picked: &[Option<SeatNumber>],
    taken: &HashSet<SeatNumber>,
) -> Vec<Option<SeatNumber>> {
    let (seated, party): (Vec<usize>, Vec<Seeker>) = booking
        .passengers
        .iter()
        .enumerate()
        .filter(|(_, passenger)| passenger.kind.has_seat())
        .map(|(at, passenger)| {
            let picked = picked.get(at).copied().flatten().filter(|seat| !taken.contains(seat));
            let seeker = passenger.seeker(segment.date, booking.carries_infant(at));
            (at, Seeker { picked, ..seeker })
        })
        .unzip();

    let mut seats = vec![None; booking.passengers.len()];
    let Some(layout) = fleet.layout(segment.aircraft) else { return seats };
    let allocated = allocate(layout, journey.offer.cabin, taken, &party);
    for (passenger, seat) in seated.into_iter().zip(allocated) {
        seats[passenger] = seat;
    }
    seats
}
