//! Tickets and their flight coupons.
//!
//! One ticket for each airline that sold a journey of the booking. It is a
//! grouping of journeys; its status follows from theirs.

use airside_primitives::{AirlineCode, TicketId};

use crate::ticket_number::TicketNumber;
use crate::trip::Direction;

/// The journeys of a booking that one airline sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub id: TicketId,
    pub airline: AirlineCode,
    /// In the order of travel.
    pub journeys: Vec<Direction>,
}

/// Where a ticket is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TicketStatus {
    Pending,
    Issued,
    PartiallyCancelled,
    Cancelled,
    Expired,
}

impl TicketStatus {
    /// The code of the API, `PARTIALLY_CANCELLED`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Issued => "ISSUED",
            Self::PartiallyCancelled => "PARTIALLY_CANCELLED",
            Self::Cancelled => "CANCELLED",
            Self::Expired => "EXPIRED",
        }
    }
}

/// The right of one passenger to one flight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlightCoupon {
    pub ticket_number: TicketNumber,
    /// From 1, in the order of travel.
    pub coupon: u8,
    pub journey: Direction,
    /// The position of the flight in its journey.
    pub segment: usize,
    pub status: CouponStatus,
}

/// Whether the flight can still be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CouponStatus {
    Open,
    Refunded,
}
