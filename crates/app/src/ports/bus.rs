//! Messages between the parts of the system: at least once, in any order.
//!
//! A message names what to look at and carries no copy of it, so a late or a
//! second delivery finds the truth and does no harm.

use airside_primitives::{
    DepartureCancellationId, DocumentId, EventId, FlightId, MailId, RefundId,
};
use async_trait::async_trait;
use thiserror::Error;
use time::Date;

use crate::ports::payments::GatewayEventId;

/// Something to act on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Message {
    /// What is left of these flights has changed: every node looks again.
    InventoryChanged(Vec<(FlightId, Date)>),
    /// Airports, flights or fares have changed: every node loads them again.
    TimetableChanged,
    /// The time was moved on: every node looks at its store's again.
    TimeMoved,
    /// A document waits to be made.
    DocumentRequested(DocumentId),
    /// A refund waits to be asked for.
    RefundRequested(RefundId),
    /// The gateway told us to look at something.
    GatewayEvent(GatewayEventId),
    /// Something happened that others may have asked to be told.
    EventsHappened,
    /// A mail waits to be sent.
    MailRequested(MailId),
    /// The bookings of a cancelled departure wait to be told.
    DepartureCancelled(DepartureCancellationId),
}

/// The receivers of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Every API node, each for itself.
    Broadcast,
    /// One document worker.
    Documents,
    /// One of the API nodes.
    Settlement,
    /// One of those who deliver webhooks.
    Events,
    /// One of those who send mail.
    Mails,
}

impl Topic {
    pub const ALL: [Self; 5] =
        [Self::Broadcast, Self::Documents, Self::Settlement, Self::Events, Self::Mails];

    /// How outboxes keep it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Broadcast => "broadcast",
            Self::Documents => "documents",
            Self::Settlement => "settlement",
            Self::Events => "events",
            Self::Mails => "mails",
        }
    }

    /// The topic that [`Topic::code`] wrote.
    pub fn with_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }
}

impl Message {
    /// The flights whose inventory it is about.
    pub fn flights(&self) -> &[(FlightId, Date)] {
        match self {
            Self::InventoryChanged(flights) => flights,
            Self::TimetableChanged
            | Self::TimeMoved
            | Self::DocumentRequested(_)
            | Self::RefundRequested(_)
            | Self::GatewayEvent(_)
            | Self::EventsHappened
            | Self::MailRequested(_)
            | Self::DepartureCancelled(_) => &[],
        }
    }

    pub const fn topic(&self) -> Topic {
        match self {
            Self::InventoryChanged(_) | Self::TimetableChanged | Self::TimeMoved => {
                Topic::Broadcast
            }
            Self::DocumentRequested(_) => Topic::Documents,
            Self::RefundRequested(_) | Self::GatewayEvent(_) | Self::DepartureCancelled(_) => {
                Topic::Settlement
            }
            Self::EventsHappened => Topic::Events,
            Self::MailRequested(_) => Topic::Mails,
        }
    }
}

/// A message on its way: outbox, relay and bus pass it on as it was written, and only its handler
/// reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The id under which it waits in the outbox.
    pub id: EventId,
    pub topic: Topic,
    /// The text of the message, see [`crate::wire`].
    pub body: String,
    /// The trace that it belongs to, see [`crate::traces`].
    pub trace: Option<String>,
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Deliver it again after a while.
    Retry,
    /// It will never work; an operator has to look.
    GiveUp,
}

/// Acts on messages. Safe to call twice with the same one.
#[async_trait]
pub trait Handler: Send + Sync {
    async fn handle(&self, envelope: Envelope) -> Outcome;

    /// Messages may have been missed: look at everything again.
    ///
    /// Called for a consumer of [`Topic::Broadcast`] before its first delivery, and after each
    /// gap in which it was not there to hear. Deliveries wait until the answer is not `Retry`,
    /// which has it called again after a delay. A bus that lives in this process misses
    /// nothing and never calls it.
    async fn missed(&self) -> Outcome {
        Outcome::Done
    }
}

/// Carries messages from the outbox to their handlers.
#[async_trait]
pub trait Bus: Send + Sync {
    /// Returns once the message will be delivered, whatever happens to this process
    /// (or, embedded, whatever happens short of its end: sweepers find what was lost).
    async fn publish(&self, envelope: Envelope) -> Result<(), BusError>;

    /// Delivers every message of `topic` to `handler` until the bus is closed, several at
    /// a time; one that asks for `Retry` comes again after a delay that grows. A broadcast
    /// reaches those who consume at the time; see [`Handler::missed`].
    async fn consume(
        &self,
        topic: Topic,
        handler: std::sync::Arc<dyn Handler>,
    ) -> Result<(), BusError>;

    /// Stops deliveries; those under way are finished first.
    async fn close(&self);

    /// Whether it can be reached now.
    async fn ping(&self) -> Result<(), BusError>;
}

/// The bus could not take or give messages.
#[derive(Debug, Error)]
#[error("the message bus failed")]
pub struct BusError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl BusError {
    /// Wraps the adapter's own error.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}
