//! What waits to be done: the outbox, and the lists that sweepers work through.
//!
//! Each list answers what is true now, so a sweeper needs no input and may run
//! anywhere, twice.

use airside_primitives::{BookingId, DocumentId, EventId, FlightId, PaymentId, RefundId};
use async_trait::async_trait;
use time::{Date, Duration, OffsetDateTime};

use crate::ports::bus::Envelope;
use crate::ports::payments::{GatewayEvent, GatewayEventId};
use crate::ports::store::{StoreError, Touched, WorldVersion};

/// A departure whose bookings are to follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TouchedDeparture {
    pub touched: Touched,
    /// The world that changed it last.
    pub world: WorldVersion,
    /// When that world was adopted, by the store's clock.
    pub since: OffsetDateTime,
}

/// Work that waits for the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Events that nobody has acted on.
    Events,
    /// Refunds that have not succeeded.
    Refunds,
    /// Live payments of bookings that wait for them.
    Payments,
    /// Live payments of bookings that wait no more, to be given up.
    Closings,
}

/// One piece of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    Event(GatewayEventId),
    Refund(RefundId),
    Payment(PaymentId),
}

impl Work {
    /// Its name in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Events => "EVENTS",
            Self::Refunds => "REFUNDS",
            Self::Payments => "PAYMENTS",
            Self::Closings => "CLOSINGS",
        }
    }

    /// A piece of this work, by its id as the store has it; `None` if that is no id.
    pub fn claim(self, id: String) -> Option<Claim> {
        match self {
            Self::Events => Some(Claim::Event(GatewayEventId(id))),
            Self::Refunds => Some(Claim::Refund(RefundId(id.parse().ok()?))),
            Self::Payments | Self::Closings => Some(Claim::Payment(PaymentId(id.parse().ok()?))),
        }
    }
}

/// How long the second look at something is put off, and each later one twice as long.
pub const FIRST_PAUSE: Duration = Duration::seconds(10);
/// The longest that a look is put off.
pub const LONGEST_PAUSE: Duration = Duration::seconds(320);

/// Reads what is due.
#[async_trait]
pub trait Due: Send + Sync {
    /// Messages of the outbox that were not sent yet, oldest first.
    ///
    /// Where several nodes relay, a store may keep what it handed to one from the others for
    /// some seconds; what was not taken off by then is handed out again.
    async fn unsent(&self, limit: u16) -> Result<Vec<Envelope>, StoreError>;

    /// Takes messages that were sent off the outbox. Those that are not there any more are fine.
    async fn take_off(&self, ids: &[EventId]) -> Result<(), StoreError>;

    /// Messages of the outbox that were written at or before `since`, by the store's own clock, and
    /// were not sent yet, oldest first. Nothing is handed out.
    async fn unsent_since(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<EventId>, StoreError>;

    /// Bookings whose hold ended at or before `now` and that are still pending.
    async fn overdue_holds(
        &self,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError>;

    /// Departures that changed and whose bookings have not followed yet, by flight and date;
    /// only those after `after`.
    async fn touched_departures(
        &self,
        after: Option<(FlightId, Date)>,
        limit: u16,
    ) -> Result<Vec<TouchedDeparture>, StoreError>;

    /// Those of these departures that are still to be followed.
    async fn touched_among(
        &self,
        departures: &[(FlightId, Date)],
    ) -> Result<Vec<TouchedDeparture>, StoreError>;

    /// Bookings with a schedule change that nobody answered by `now`.
    async fn unanswered_changes(
        &self,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError>;

    /// Live payments that last changed at or before `since`.
    async fn live_payments(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<PaymentId>, StoreError>;

    /// Hands out work that waits since `since` or longer, what is due longest first, and puts the
    /// next look at each piece off: by [`FIRST_PAUSE`], then twice as long each time, up to
    /// [`LONGEST_PAUSE`]. Of several nodes that ask, one gets each piece.
    async fn claim(
        &self,
        work: Work,
        since: OffsetDateTime,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<Claim>, StoreError>;

    /// Refunds decided at or before `since` that have not succeeded.
    async fn unfinished_refunds(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<RefundId>, StoreError>;

    /// Documents asked for at or before `since` that are still pending.
    async fn pending_documents(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<DocumentId>, StoreError>;

    async fn gateway_event(&self, id: &GatewayEventId) -> Result<Option<GatewayEvent>, StoreError>;

    /// Gateway events received at or before `since` that nobody has acted on.
    async fn unsettled_events(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<GatewayEventId>, StoreError>;

    /// Deletes answers that have expired at `now`; messages sent, events settled and looks due
    /// before `settled_before`; and refresh tokens that had expired by then, with their session
    /// when it has no other.
    async fn forget(
        &self,
        now: OffsetDateTime,
        settled_before: OffsetDateTime,
    ) -> Result<(), StoreError>;
}
