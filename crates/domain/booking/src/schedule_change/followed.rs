//! The outcome of following or answering a change, as plain values to be written.
//!
//! Everything is the difference of two bookings, so what is taken and returned cannot
//! disagree with what the booking then holds.

use std::collections::{BTreeMap, BTreeSet};

use airside_primitives::{Cabin, FlightId, PassengerId, SeatNumber, TicketId};
use time::Date;

use crate::booking::{Booking, Inventory, State};
use crate::service::ServiceAt;
use crate::trip::Direction;

/// A booking after it followed the timetable, and what has to be written with it.
///
/// `taken` is inventory for travellers who have booked: refusing it would throw them off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    pub booking: Booking,
    pub taken: Vec<Inventory>,
    pub returned: Vec<Inventory>,
    /// Special services that more travellers of it have on a departure than before, and fewer.
    pub services_taken: Vec<(ServiceAt, u16)>,
    pub services_returned: Vec<(ServiceAt, u16)>,
    pub claimed: Vec<(FlightId, Date, SeatNumber)>,
    pub released: Vec<(FlightId, Date, SeatNumber)>,
    /// Tickets whose document is out of date.
    pub tickets: Vec<TicketId>,
    /// Passengers left without a seat on a changed flight: they get one at the airport.
    pub without_seat: Vec<WithoutSeat>,
    is_changed: bool,
}

/// A passenger without a seat on one flight of a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WithoutSeat {
    pub direction: Direction,
    /// The position of the flight in its journey.
    pub segment: usize,
    pub passenger: PassengerId,
}

impl Followed {
    /// Whether there is anything to write.
    pub const fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// The difference that a move made.
    pub fn between(before: &Booking, booking: Booking) -> Self {
        let (held, holds) = (counts(before), counts(&booking));
        let (had, has) = (numbers(before), numbers(&booking));
        let services_before = before.services_on(&before.held_directions());
        let services = booking.services_on(&booking.held_directions());
        Self {
            taken: more(&held, &holds),
            returned: more(&holds, &held),
            services_taken: more_services(&services_before, &services),
            services_returned: more_services(&services, &services_before),
            claimed: has.difference(&had).copied().collect(),
            released: had.difference(&has).copied().collect(),
            tickets: outdated(before, &booking),
            without_seat: without_seat(before, &booking),
            is_changed: *before != booking,
            booking,
        }
    }
}

type Counts = BTreeMap<(FlightId, Date, Cabin), u16>;

fn counts(booking: &Booking) -> Counts {
    let holdings = booking.holdings().into_iter();
    holdings.map(|it| ((it.flight, it.date, it.cabin), it.count)).collect()
}

/// What `now` has beyond `then`.
fn more(then: &Counts, now: &Counts) -> Vec<Inventory> {
    let beyond = |(&(flight, date, cabin), count): (&(FlightId, Date, Cabin), &u16)| {
        let before = then.get(&(flight, date, cabin)).copied().unwrap_or_default();
        let count = count.saturating_sub(before);
        (count > 0).then_some(Inventory { flight, date, cabin, count })
    };
    now.iter().filter_map(beyond).collect()
}

/// The services that `now` has beyond `then`.
fn more_services(
    then: &BTreeMap<ServiceAt, u16>,
    now: &BTreeMap<ServiceAt, u16>,
) -> Vec<(ServiceAt, u16)> {
    let beyond = |(at, count): (&ServiceAt, &u16)| {
        let count = count.saturating_sub(then.get(at).copied().unwrap_or_default());
        (count > 0).then_some((*at, count))
    };
    now.iter().filter_map(beyond).collect()
}

fn numbers(booking: &Booking) -> BTreeSet<(FlightId, Date, SeatNumber)> {
    booking.held_seats(&booking.held_directions()).into_iter().collect()
}

/// Tickets with other numbers, or of live journeys that now have other flights, times, seats, names
/// or services.
fn outdated(before: &Booking, after: &Booking) -> Vec<TicketId> {
    let is_outdated = |direction: &Direction| {
        let differs = match (before.journey(*direction), after.journey(*direction)) {
            (Some(was), Some(is)) => {
                was.offer.segments != is.offer.segments
                    || was.seats != is.seats
                    || was.left != is.left
            }
            (None, _) | (_, None) => false,
        };
        differs && !after.is_cancelled(*direction)
    };
    let is_renamed = before.people().zip(after.people()).any(|(had, has)| had.name != has.name);
    let passengers = before.passengers.iter().zip(&after.passengers);
    let are_served_otherwise =
        passengers.into_iter().any(|(had, has)| had.services != has.services);
    let is_live = |direction: &Direction| !after.is_cancelled(*direction);
    match after.state {
        State::PendingPayment { .. } | State::Expired { .. } => Vec::new(),
        State::Confirmed { .. } => after
            .tickets
            .iter()
            .filter(|it| {
                before.ticket_numbers(it.id) != after.ticket_numbers(it.id)
                    || it.journeys.iter().any(is_outdated)
                    || ((is_renamed || are_served_otherwise) && it.journeys.iter().any(is_live))
            })
            .map(|ticket| ticket.id)
            .collect(),
    }
}

fn without_seat(before: &Booking, after: &Booking) -> Vec<WithoutSeat> {
    let mut without = Vec::new();
    for direction in after.live_journeys() {
        let (Some(was), Some(is)) = (before.journey(direction), after.journey(direction)) else {
            continue;
        };
        for (segment, seats) in is.seats.iter().enumerate() {
            let changed = was.seats.on(segment) != seats
                || was.offer.segments.get(segment) != is.offer.segments.get(segment);
            let seat = |at: usize| seats.get(at).copied().flatten();
            let unseated = after.travellers(is).filter(|(at, passenger)| {
                changed && passenger.kind.has_seat() && seat(*at).is_none()
            });
            without.extend(unseated.map(|(_, passenger)| WithoutSeat {
                direction,
                segment,
                passenger: passenger.id,
            }));
        }
    }
    without
}
