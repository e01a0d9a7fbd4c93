//! What bookings hold, against the counters and the seats that are given.

use std::collections::{BTreeMap, BTreeSet};

use airside_booking::Booking;
use airside_primitives::{BookingId, Cabin, FlightId, SeatNumber};
use time::Date;
use time::macros::date;

use super::finding::{Audit, Finding};
use crate::ports::{Store, StoreError};
use crate::timetable::Closed;

/// Before anything was sold.
const BEGINNING: Date = date!(2000 - 01 - 01);
/// The most departures whose seats are read at a time.
const DEPARTURES: usize = 500;

type CabinOf = (FlightId, Date, Cabin);
type SeatOf = (FlightId, Date, SeatNumber, BookingId);

/// Everything that bookings hold.
#[derive(Default)]
pub(super) struct Held {
    inventory: BTreeMap<CabinOf, usize>,
    seats: BTreeSet<SeatOf>,
}

impl Held {
    pub(super) fn add(&mut self, booking: &Booking) {
        let directions = booking.held_directions();
        for inventory in booking.holdings() {
            let cabin = (inventory.flight, inventory.date, inventory.cabin);
            *self.inventory.entry(cabin).or_default() += usize::from(inventory.count);
        }
        for (flight, date, seat) in booking.held_seats(&directions) {
            self.seats.insert((flight, date, seat, booking.id));
        }
    }

    /// Compares it with what the store has counted and given.
    pub(super) async fn compare(
        self,
        store: &dyn Store,
        audit: &mut Audit,
    ) -> Result<(), StoreError> {
        let Self { inventory: held, seats } = self;
        let sold = store.sold_from(BEGINNING).await?;
        let mut counted = BTreeMap::new();
        for it in &sold {
            let (flight, date, cabin) =
                (it.inventory.flight, it.inventory.date, it.inventory.cabin);
            counted.insert((flight, date, cabin), usize::from(it.inventory.count));
            if it.inventory.count > it.capacity && it.capacity > 0 {
                let (sold, capacity) = (it.inventory.count, it.capacity);
                audit.closed.push(Closed { flight, date, cabin, sold, capacity });
            }
        }
        audit.cabins = counted.values().filter(|count| **count > 0).count();
        audit.inventory = counted.values().sum();

        let cabins: BTreeSet<CabinOf> = held.keys().chain(counted.keys()).copied().collect();
        for (flight, date, cabin) in &cabins {
            let of = |counts: &BTreeMap<CabinOf, usize>| {
                counts.get(&(*flight, *date, *cabin)).copied().unwrap_or_default()
            };
            let (counted, held) = (of(&counted), of(&held));
            if counted != held {
                let (flight, date, cabin) = (*flight, *date, *cabin);
                audit.findings.push(Finding::Miscounted { flight, date, cabin, counted, held });
            }
        }
        let departures: BTreeSet<_> = cabins.iter().map(|it| (it.0, it.1)).collect();
        let given = given(store, departures).await?;
        audit.seats = given.len();
        let not_held = given.difference(&seats).copied();
        let not_given = seats.difference(&given).copied();
        audit.findings.extend(not_held.map(|(flight, date, seat, booking)| Finding::NotHeld {
            flight,
            date,
            seat,
            booking,
        }));
        audit.findings.extend(not_given.map(|(flight, date, seat, booking)| Finding::NotGiven {
            flight,
            date,
            seat,
            booking,
        }));
        Ok(())
    }
}

/// The seats that are given on these departures. The store gives each to one booking.
async fn given(
    store: &dyn Store,
    departures: BTreeSet<(FlightId, Date)>,
) -> Result<BTreeSet<SeatOf>, StoreError> {
    let departures: Vec<_> = departures.into_iter().collect();
    let mut given = BTreeSet::new();
    for some in departures.chunks(DEPARTURES) {
        given.extend(store.taken_seats(some).await?);
    }
    Ok(given)
}
