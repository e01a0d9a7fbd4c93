//! Finding bookings, whoever owns them.

use airside_booking::{Booking, BookingStatus, TicketNumber};
use airside_primitives::{BookingId, FlightId, UserId};
use async_trait::async_trait;
use time::{Date, OffsetDateTime};

use crate::ports::changes::Versioned;
use crate::ports::store::{Page, StoreError};

/// What is known of a booking that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Its reference begins so; capitals and digits.
    Reference(String),
    /// A word of a name begins so, or the address is this: as `airside_records` has them.
    Word(Sought),
    Owner(UserId),
    /// It was given this ticket number.
    Ticket(TicketNumber),
    /// It depends on this flight, on that day if it is said.
    Flight(FlightId, Option<Date>),
    /// It depends on some departure of this day.
    Date(Date),
    /// As it reads at a time: an overdue hold counts as expired.
    Status(BookingStatus, OffsetDateTime),
    CreatedFrom(OffsetDateTime),
    CreatedBefore(OffsetDateTime),
}

/// A word that may be somebody's name.
#[derive(Clone, PartialEq, Eq)]
pub struct Sought(pub String);

airside_primitives::hide_in_debug!(Sought);

/// Finds bookings.
#[async_trait]
pub trait Finding: Send + Sync {
    /// The bookings of which all of one of these lists holds, newest first, each once. An empty
    /// list holds of every booking.
    ///
    /// A booking is found from the commit on that adds it; by its words and its creation, one that
    /// an older release wrote once it is saved again.
    async fn find_bookings(
        &self,
        any: Vec<Vec<Known>>,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError>;

    /// Bookings that are not found by their words: an older release wrote them. To save them again
    /// mends it.
    async fn unindexed_bookings(&self, limit: u16) -> Result<Vec<Versioned<Booking>>, StoreError>;
}
