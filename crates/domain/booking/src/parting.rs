//! That people of two bookings parted, as each of the two remembers it.

use airside_primitives::Amount;
use time::OffsetDateTime;

use crate::record_locator::RecordLocator;
use crate::trip::Direction;

/// People of two bookings parted: the one that it is of, and another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parting {
    /// The other booking.
    pub other: RecordLocator,
    pub at: OffsetDateTime,
    /// Whether this booking came of the other; else the other came of this one.
    pub is_part: bool,
    /// What those who parted had paid for each journey.
    pub paid: Vec<(Direction, Amount)>,
}

impl Parting {
    /// What of a journey's price came with it, or, below nothing, went away.
    pub fn came(&self, direction: Direction) -> Amount {
        let of_it = self.paid.iter().filter(|(it, _)| *it == direction);
        let paid: Amount = of_it.map(|(_, amount)| *amount).sum();
        if self.is_part { paid } else { -paid }
    }
}
