//! What an older release left, brought over once.
//!
//! Until release 0.1 the id of a flight depended on its times. A migration makes the tables new;
//! what is sold is counted again from the bookings, which have it all.

use airside_booking::Booking;
use airside_primitives::{BookingId, FlightId};
use airside_timetable::Flight;
use async_trait::async_trait;
use time::Date;

use crate::ports::changes::{SeatClaim, Versioned};
use crate::ports::store::{Sold, StoreError};

/// Reads what is to be brought over, and writes it.
#[async_trait]
pub trait CarryOver: Send + Sync {
    /// Whether a migration emptied the counters and nobody has filled them since.
    async fn is_carry_over_due(&self) -> Result<bool, StoreError>;

    /// Fills the counters and saves the bookings, all or none; not due afterwards. Sends
    /// `TimetableChanged`.
    async fn carry_over(&self, carried: Carried) -> Result<(), StoreError>;
}

/// The counters of a store, counted anew.
#[derive(Debug, Default)]
pub struct Carried {
    /// The whole timetable, with at most one row for each departure.
    pub flights: Vec<Flight>,
    pub stock: Vec<Sold>,
    pub claims: Vec<SeatClaim>,
    /// The departures that each live booking depends on.
    pub departures: Vec<(FlightId, Date, BookingId)>,
    /// Bookings that lost a seat to an earlier one.
    pub bookings: Vec<Versioned<Booking>>,
}
