//! What an audit looked at, and what it found.

use airside_booking::RecordLocator;
use airside_primitives::{BookingId, Cabin, FlightId, SeatNumber};
use thiserror::Error;
use time::Date;

use crate::timetable::Closed;

/// What an audit looked at, and what it found.
#[derive(Debug, Default)]
pub struct Audit {
    pub bookings: usize,
    /// Of these, with inventory that is paid for or held.
    pub live: usize,
    /// Cabins of departures with something sold.
    pub cabins: usize,
    pub inventory: usize,
    pub seats: usize,
    /// Schedule changes that wait for an answer.
    pub open_changes: usize,
    /// Cabins that were made smaller than what they had sold: consistent, but an operator has to
    /// look. Nothing more is sold of them.
    pub closed: Vec<Closed>,
    pub findings: Vec<Finding>,
}

/// Two parts of a store that disagree.
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
