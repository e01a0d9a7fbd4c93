//! What somebody sees who watches over a store: what waits in it, and how busy it is.

use async_trait::async_trait;
use time::OffsetDateTime;

use crate::ports::store::StoreError;

/// One kind of thing that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waiting {
    /// Messages that were not given to the bus.
    Outbox,
    /// Events of the gateway that nobody acted on.
    GatewayEvents,
    /// Payments that may still succeed, since their last change.
    Payments,
    /// Refunds that have not succeeded.
    Refunds,
    /// Documents to be made; since when is not said.
    Documents,
    /// Documents that could not be made.
    FailedDocuments,
    /// Mails that are due.
    Mails,
    /// Mails that were given up, since then.
    FailedMails,
    /// Deliveries of webhooks that are due, to those who may be told now.
    Webhooks,
    /// Endpoints that nothing arrives at, and that were not disabled.
    FailingEndpoints,
    /// Holds whose time is not over; since when is not said.
    Holds,
    /// Holds whose time is over, since then.
    OverdueHolds,
    /// Departures that changed and whose bookings have not followed.
    Departures,
    /// Bookings whose travellers have not answered a changed flight; since when is not said.
    ScheduleChanges,
}

/// How much of a kind waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    pub what: Waiting,
    pub count: i64,
    /// Since when the oldest waits.
    pub since: Option<OffsetDateTime>,
}

/// The connections of a store, by what they do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connections {
    /// How many there may be.
    pub most: usize,
    pub in_use: usize,
    pub idle: usize,
}

impl Waiting {
    pub const ALL: [Self; 14] = [
        Self::Outbox,
        Self::GatewayEvents,
        Self::Payments,
        Self::Refunds,
        Self::Documents,
        Self::FailedDocuments,
        Self::Mails,
        Self::FailedMails,
        Self::Webhooks,
        Self::FailingEndpoints,
        Self::Holds,
        Self::OverdueHolds,
        Self::Departures,
        Self::ScheduleChanges,
    ];

    /// Its word in figures.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::GatewayEvents => "gateway_events",
            Self::Payments => "payments",
            Self::Refunds => "refunds",
            Self::Documents => "documents",
            Self::FailedDocuments => "failed_documents",
            Self::Mails => "mails",
            Self::FailedMails => "failed_mails",
            Self::Webhooks => "webhooks",
            Self::FailingEndpoints => "failing_endpoints",
            Self::Holds => "holds",
            Self::OverdueHolds => "overdue_holds",
            Self::Departures => "departures",
            Self::ScheduleChanges => "schedule_changes",
        }
    }
}

/// Looks at all of it, without changing or handing out anything.
#[async_trait]
pub trait Watching: Send + Sync {
    /// How much of each kind of [`Waiting::ALL`] waits at `now`.
    async fn backlogs(&self, now: OffsetDateTime) -> Result<Vec<Backlog>, StoreError>;

    fn connections(&self) -> Connections;
}
