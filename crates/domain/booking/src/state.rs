//! Where a booking is in its life.

use std::collections::BTreeSet;

use time::OffsetDateTime;

use crate::ticket_number::TicketNumber;
use crate::trip::Direction;

/// Where a booking is in its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Inventory and picked seats are held until `due_by`.
    PendingPayment { due_by: OffsetDateTime },
    /// The hold ended unpaid, and what it held is for sale again.
    Expired { due_by: OffsetDateTime, because: ExpiredBecause },
    /// Paid; the seats and ticket numbers were given in the same commit.
    Confirmed {
        at: OffsetDateTime,
        /// A row for each ticket, a number for each passenger.
        ticket_numbers: Vec<Vec<TicketNumber>>,
        cancelled: BTreeSet<Direction>,
    },
}

/// Why a hold ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExpiredBecause {
    /// It was not paid in time.
    TimeIsOver,
    /// A held flight no longer flies, or not as it was offered.
    ScheduleChanged,
}

impl ExpiredBecause {
    /// The code of the API, `TIME_IS_OVER`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TimeIsOver => "TIME_IS_OVER",
            Self::ScheduleChanged => "SCHEDULE_CHANGED",
        }
    }
}
