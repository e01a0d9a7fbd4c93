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

impl State {
    /// Why a booking was not paid; `None` for one that still may be, and for one that was.
    pub fn expired_because(&self, now: OffsetDateTime) -> Option<ExpiredBecause> {
        match self {
            Self::Expired { because, .. } => Some(*because),
            Self::PendingPayment { due_by } if *due_by <= now => Some(ExpiredBecause::TimeIsOver),
            Self::PendingPayment { .. } | Self::Confirmed { .. } => None,
        }
    }
}

/// Why a hold ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExpiredBecause {
    /// It was not paid in time.
    TimeIsOver,
    /// A held flight no longer flies, or not as it was offered.
    ScheduleChanged,
    /// Its owner gave it up. Money that comes for it all the same goes back.
    Released,
}

impl ExpiredBecause {
    pub const ALL: [Self; 3] = [Self::TimeIsOver, Self::ScheduleChanged, Self::Released];

    /// The code of the API, `TIME_IS_OVER`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TimeIsOver => "TIME_IS_OVER",
            Self::ScheduleChanged => "SCHEDULE_CHANGED",
            Self::Released => "RELEASED",
        }
    }
}
