//! Brings over what an older release left, before anything else. Uses the store.
//!
//! Its flight ids depended on times, so that a revised timetable could sell the same seats twice.
//! Here each departure gets one counter, counted from the bookings.

use std::collections::{BTreeMap, HashMap};

use airside_booking::booking::Inventory;
use airside_booking::{Booking, Direction, RecordLocator, State};
use airside_primitives::{BookingId, Cabin, FlightId, SeatNumber};
use airside_timetable::{Flight, Rows, one_row_a_departure};
use time::Date;

use crate::ports::Versioned;
use crate::ports::changes::SeatClaim;
use crate::ports::store::{Carried, Sold, Store, StoreError};
use crate::timetable::{Capacity, Closed};

/// The most bookings that are read at a time.
const BATCH: u16 = 500;

/// Decisions that had to be made on the way.
#[derive(Debug, Default)]
pub struct CarriedOver {
    pub bookings: usize,
    /// Seats that two bookings had: the later booking has none, and gets one at the airport.
    pub doubled: Vec<DoubledSeat>,
    /// Cabins that sold more than they hold: closed, and an operator has to look.
    pub closed: Vec<Closed>,
}

/// A seat that its later holder lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoubledSeat {
    pub reference: RecordLocator,
    pub flight: FlightId,
    pub date: Date,
    pub seat: SeatNumber,
}

/// Carries everything over in one commit; `None` when there is nothing to carry.
///
/// No other process may sell meanwhile. If killed before the end, it begins again.
pub async fn carry_over(
    store: &dyn Store,
    capacity: &Capacity,
) -> Result<Option<CarriedOver>, StoreError> {
    if !store.is_carry_over_due().await? {
        return Ok(None);
    }
    let flights = one_row_a_departure(store.flights().await?);
    let mut count = Count::default();
    let mut after = None;
    loop {
        let bookings = store.all_bookings(after, BATCH).await?;
        let Some(last) = bookings.last() else { break };
        after = Some(last.value.id);
        for booking in bookings {
            count.add(booking);
        }
    }
    let (carried, done) = count.finish(flights, capacity);
    store.carry_over(carried).await?;
    Ok(Some(done))
}

/// What the bookings add up to.
#[derive(Default)]
struct Count {
    sold: BTreeMap<(FlightId, Date, Cabin), u16>,
    holders: HashMap<(FlightId, Date, SeatNumber), BookingId>,
    departures: Vec<(FlightId, Date, BookingId)>,
    changed: Vec<Versioned<Booking>>,
    done: CarriedOver,
}

impl Count {
    fn add(&mut self, Versioned { value: mut booking, version }: Versioned<Booking>) {
        self.done.bookings += 1;
        let holding = holding(&booking);
        for Inventory { flight, date, cabin, count } in booking.inventory(&holding) {
            let sold = self.sold.entry((flight, date, cabin)).or_default();
            *sold = sold.saturating_add(count);
        }
        let departures = booking.departures(&holding).into_iter();
        self.departures.extend(departures.map(|(flight, date)| (flight, date, booking.id)));
        if self.seat(&mut booking, &holding) {
            self.changed.push(Versioned { value: booking, version });
        }
    }

    /// Gives a booking those of its seats that are still free, and tells whether it lost one.
    fn seat(&mut self, booking: &mut Booking, holding: &[Direction]) -> bool {
        let lost_before = self.done.doubled.len();
        let (id, reference) = (booking.id, booking.reference);
        for journey in &mut booking.journeys {
            if !holding.contains(&journey.direction) {
                continue;
            }
            for (segment, seats) in journey.offer.segments.iter().zip(journey.seats.iter_mut()) {
                let (flight, date) = (segment.inventory, segment.date);
                for held in seats {
                    let Some(seat) = *held else { continue };
                    if *self.holders.entry((flight, date, seat)).or_insert(id) != id {
                        *held = None;
                        self.done.doubled.push(DoubledSeat { reference, flight, date, seat });
                    }
                }
            }
        }
        self.done.doubled.len() > lost_before
    }

    fn finish(mut self, flights: Vec<Flight>, capacity: &Capacity) -> (Carried, CarriedOver) {
        let rows = Rows::new(flights.iter().cloned());
        let mut stock = Vec::with_capacity(self.sold.len());
        for ((flight, date, cabin), count) in self.sold {
            let row = rows.on(flight, date);
            let capacity = row.map_or(0, |row| capacity(row.aircraft, cabin));
            if row.is_some() && capacity < count {
                self.done.closed.push(Closed { flight, date, cabin, sold: count, capacity });
            }
            stock.push(Sold { inventory: Inventory { flight, date, cabin, count }, capacity });
        }
        let claim = |((flight, date, seat), booking)| SeatClaim { flight, date, seat, booking };
        let carried = Carried {
            flights,
            stock,
            claims: self.holders.into_iter().map(claim).collect(),
            departures: self.departures,
            bookings: self.changed,
        };
        (carried, self.done)
    }
}

/// The journeys that hold inventory: all of a hold, those not cancelled of a paid booking.
fn holding(booking: &Booking) -> Vec<Direction> {
    match booking.state {
        State::PendingPayment { .. } => booking.directions(),
        State::Expired { .. } => Vec::new(),
        State::Confirmed { .. } => booking.live_journeys(),
    }
}
