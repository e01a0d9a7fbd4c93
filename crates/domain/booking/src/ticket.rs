//! Tickets and their flight coupons.
//!
//! One ticket for each airline that sold a journey of the booking. It is a
//! grouping of journeys; its status follows from theirs.

use airside_primitives::{AirlineCode, AirportCode, FlightNumber, TicketId};
use time::OffsetDateTime;

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
    pub flight: CouponFlight,
    pub status: CouponStatus,
}

/// The flight that a coupon is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CouponFlight {
    pub number: FlightNumber,
    pub origin: AirportCode,
    pub destination: AirportCode,
    /// In the origin's own offset.
    pub departs_at: OffsetDateTime,
}

/// Whether the flight can still be taken.
///
/// | from | to | when |
/// | --- | --- | --- |
/// | OPEN | FLOWN | its flight has left |
/// | OPEN | EXCHANGED | its ticket was reissued |
/// | OPEN | REFUNDED | its journey was cancelled |
///
/// No other move is made: a coupon that is not open stays what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CouponStatus {
    Open,
    Flown,
    Exchanged,
    Refunded,
}

/// A ticket that got new numbers, and what its numbers were for until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reissue {
    pub ticket: TicketId,
    pub at: OffsetDateTime,
    /// The numbers before, one for each passenger. Whoever has theirs still after it was not
    /// concerned.
    pub numbers: Vec<TicketNumber>,
    /// The same for each passenger, in the order of travel; for whom a journey stayed on an older
    /// number already, it is not on this one.
    pub coupons: Vec<(Direction, CouponFlight)>,
    /// Journeys that stay on the old numbers: they had begun, or were cancelled.
    pub stayed: Vec<Direction>,
}

impl CouponStatus {
    /// The code of the API, `OPEN`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "OPEN",
            Self::Flown => "FLOWN",
            Self::Exchanged => "EXCHANGED",
            Self::Refunded => "REFUNDED",
        }
    }
}
