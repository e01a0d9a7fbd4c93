//! Compares what a store says twice: what is counted as sold with what bookings hold, and
//! when bookings fly with the timetable. Uses the store, and changes nothing.
//!
//! It is for a store at rest. While others write, a difference may be a commit that was read
//! by half: look again before you believe it.

mod sales;
mod times;

use airside_booking::{BookingStatus, RecordLocator};
use airside_primitives::{BookingId, Cabin, FlightId, SeatNumber};
use thiserror::Error;
use time::{Date, OffsetDateTime};

use crate::ports::{Store, StoreError};
use crate::timetable::Closed;
use crate::world::Snapshot;
use sales::Held;

/// The most bookings that are read at a time.
const BATCH: u16 = 500;

/// What an audit looked at, and what it found.
#[derive(Debug, Default)]
pub struct Audit {
    pub bookings: usize,
    /// Of these, with places that are paid for or held.
    pub live: usize,
    /// Cabins of departures with something sold.
    pub cabins: usize,
    pub places: usize,
    pub seats: usize,
    /// Schedule changes that wait for an answer.
    pub open_changes: usize,
    /// Cabins that were made smaller than what they had sold: true, and for an operator to
    /// look at. Nothing more is sold of them.
    pub closed: Vec<Closed>,
    pub findings: Vec<Finding>,
}

/// Two places of a store that do not say the same.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Finding {
    #[error(
        "{flight} on {date}, {}: {counted} are counted as sold, and bookings hold {held}",
        cabin.code()
    )]
    Miscounted { flight: FlightId, date: Date, cabin: Cabin, counted: usize, held: usize },
    #[error(
        "{flight} on {date}: seat {seat} is given to booking {booking}, which does not hold it"
    )]
    NotHeld { flight: FlightId, date: Date, seat: SeatNumber, booking: BookingId },
    #[error("{flight} on {date}: booking {booking} holds seat {seat}, which is not given to it")]
    NotGiven { flight: FlightId, date: Date, seat: SeatNumber, booking: BookingId },
    #[error("{reference} shows a flight of {date} otherwise than it flies, and asks nobody")]
    Behind { reference: RecordLocator, date: Date },
}

/// Reads the whole store, and compares it with itself and with the timetable of `world`.
pub async fn audit(
    store: &dyn Store,
    world: &Snapshot,
    now: OffsetDateTime,
) -> Result<Audit, StoreError> {
    let mut audit = Audit::default();
    let mut held = Held::default();
    let mut after = None;
    loop {
        let page = store.all_bookings(after, BATCH).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.value.id);
        for booking in page.iter().map(|it| &it.value) {
            audit.bookings += 1;
            held.add(booking);
            match booking.status(now) {
                BookingStatus::PendingPayment
                | BookingStatus::Confirmed
                | BookingStatus::PartiallyCancelled => {
                    audit.live += 1;
                    audit.open_changes += times::open_changes(booking, now);
                    audit.findings.extend(times::behind(booking, world, now));
                }
                BookingStatus::Cancelled | BookingStatus::Expired => (),
            }
        }
    }
    held.compare(store, &mut audit).await?;
    Ok(audit)
}
