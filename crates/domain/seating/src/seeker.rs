//! A passenger who needs a seat: what they would like, and where they may sit.

use airside_primitives::{SeatNumber, SeatPreference};

use crate::layout::Seat;

/// A member of a party who needs a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeker {
    pub preference: SeatPreference,
    /// The seat picked when booking.
    pub picked: Option<SeatNumber>,
    /// 15 or older.
    pub exit_row_allowed: bool,
    /// Has an infant on the lap, which rules exit rows out at any age.
    pub with_infant: bool,
    /// 12 or older: a child is not left without one of these.
    pub adult: bool,
}

impl Seeker {
    pub(crate) fn may_sit_in(self, seat: Seat) -> bool {
        !seat.blocked && (!seat.exit_row || self.may_sit_at_exits())
    }

    pub(crate) fn may_sit_at_exits(self) -> bool {
        self.exit_row_allowed && !self.with_infant
    }
}
