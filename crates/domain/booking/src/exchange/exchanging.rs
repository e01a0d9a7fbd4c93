//! What a booking holds for an exchange that is being paid for.

use airside_primitives::{Amount, ExchangeId};
use time::OffsetDateTime;

use crate::offer::Offer;
use crate::trip::Direction;

/// An exchange whose places are held beside those of the booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchanging {
    pub exchange: ExchangeId,
    /// What the journeys are to be.
    pub to: Vec<(Direction, Offer)>,
    pub to_pay: Amount,
    /// The end of the hold.
    pub due_by: OffsetDateTime,
}
