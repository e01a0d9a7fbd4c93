//! What a booking takes from stock and gives back, as writes of a commit.

use airside_booking::booking::Inventory;
use airside_booking::schedule_change::Followed;
use airside_booking::{Booking, Direction, Services};
use airside_primitives::{FlightId, SeatNumber};
use time::Date;

use crate::ports::Write;
use crate::ports::changes::SeatClaim;
use crate::world::Snapshot;

/// The inventory of every journey, with what each departure can sell in this world.
pub(crate) fn take_inventory(booking: &Booking, world: &Snapshot) -> Vec<Write> {
    let taken = booking.inventory(&booking.directions()).into_iter();
    taken
        .map(|inventory| {
            let Inventory { flight, date, cabin, .. } = inventory;
            let capacity = world.capacity(flight, date, cabin);
            Write::TakeInventory { inventory, capacity, world: world.version }
        })
        .collect()
}

/// The special services of every journey; within the limits of what is `offered`, or in any case.
pub(crate) fn take_services(booking: &Booking, offered: Option<&Services>) -> Vec<Write> {
    let taken = booking.services_on(&booking.directions()).into_iter();
    taken
        .map(|(at, count)| {
            let limit = offered.and_then(|offered| offered.limit(at.code));
            Write::TakeService { at, count, limit }
        })
        .collect()
}

/// The numbered seats that these journeys hold.
pub(crate) fn seat_claims(booking: &Booking, directions: &[Direction]) -> Vec<SeatClaim> {
    let seats = booking.held_seats(directions).into_iter();
    seats
        .map(|(flight, date, seat)| SeatClaim { flight, date, seat, booking: booking.id })
        .collect()
}

/// Everything that these journeys hold, back on sale.
pub(crate) fn return_inventory(booking: &Booking, directions: &[Direction]) -> Vec<Write> {
    let inventory = booking.inventory(directions).into_iter().map(Write::ReturnInventory);
    let seats = seat_claims(booking, directions).into_iter().map(Write::ReleaseSeat);
    let services = booking.services_on(directions).into_iter();
    let services = services.map(|(at, count)| Write::ReturnService { at, count });
    inventory.chain(seats).chain(services).collect()
}

/// The dated flights of these journeys.
pub(crate) fn flights(booking: &Booking, directions: &[Direction]) -> Vec<(FlightId, Date)> {
    let inventory = booking.inventory(directions).into_iter();
    inventory.map(|inventory| (inventory.flight, inventory.date)).collect()
}

/// What a booking gives up that it held before, back on sale.
pub(crate) fn put_back(moved: &Followed) -> Vec<Write> {
    let booking = moved.booking.id;
    let seat = |&(flight, date, seat): &(FlightId, Date, SeatNumber)| {
        Write::ReleaseSeat(SeatClaim { flight, date, seat, booking })
    };
    let inventory = moved.returned.iter().copied().map(Write::ReturnInventory);
    let services = moved.services_returned.iter();
    let services = services.map(|&(at, count)| Write::ReturnService { at, count });
    inventory.chain(moved.released.iter().map(seat)).chain(services).collect()
}
