//! Reading what happened, who is told of it, and how far it has come. Handing out what is to be
//! delivered.

use airside_primitives::{EndpointId, HappeningId, UserId};
use airside_records::Column;
use async_trait::async_trait;
use time::OffsetDateTime;

use crate::ports::changes::Versioned;
use crate::ports::store::bookings::{all, one};
use crate::ports::store::{Page, Records, StoreError};
use crate::webhooks::{
    ClaimedDelivery, Delivery, DeliveryState, Endpoint, Event, EventKind, FailingEndpoint, Health,
};

/// Whose events to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventsOf {
    /// Those of the bookings of a user, and those that concern everybody.
    User(UserId),
    Everybody,
}

/// Which events to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventFilter {
    pub of: EventsOf,
    pub kind: Option<EventKind>,
}

/// Reads and hands out webhooks.
#[async_trait]
pub trait Webhooks: Records {
    async fn event(&self, id: HappeningId) -> Result<Option<Event>, StoreError>;

    /// Newest first.
    async fn events(
        &self,
        filter: EventFilter,
        page: Page<HappeningId>,
    ) -> Result<Vec<Event>, StoreError>;

    async fn endpoint(&self, id: EndpointId) -> Result<Option<Versioned<Endpoint>>, StoreError> {
        one(self, Column::id("id", id.0)).await
    }

    /// Oldest first.
    async fn endpoints(&self, owner: UserId) -> Result<Vec<Versioned<Endpoint>>, StoreError> {
        all(self, Column::id("owner", owner.0)).await
    }

    /// Endpoints that are not sealed with the key of this name, by id, some at a time.
    async fn endpoints_sealed_otherwise(
        &self,
        key: &str,
        after: Option<EndpointId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Endpoint>>, StoreError>;

    /// How it goes with an endpoint; as with a new one if there is none.
    async fn health(&self, endpoint: EndpointId) -> Result<Health, StoreError>;

    /// Endpoints of which the last that was tried failed, what fails longest first; only those
    /// after `after`.
    async fn failing_endpoints(
        &self,
        after: Option<(OffsetDateTime, EndpointId)>,
        limit: u16,
    ) -> Result<Vec<FailingEndpoint>, StoreError>;

    /// What is on its way to an endpoint and what was, newest event first.
    async fn deliveries(
        &self,
        endpoint: EndpointId,
        state: Option<DeliveryState>,
        page: Page<HappeningId>,
    ) -> Result<Vec<Delivery>, StoreError>;

    /// Makes a delivery, due `now`, for each endpoint that asked for one of the events that nobody
    /// has looked at, oldest first, and tells how many events those were. Safe to call on several
    /// nodes at once.
    ///
    /// An endpoint that is disabled has asked for nothing, nor has one whose owner is blocked or
    /// leaving.
    async fn spread_events(&self, now: OffsetDateTime, limit: u16) -> Result<usize, StoreError>;

    /// Endpoints with a delivery that was due at or before `due`; none that is disabled.
    async fn due_endpoints(&self, due: OffsetDateTime) -> Result<Vec<EndpointId>, StoreError>;

    /// Hands out deliveries to an endpoint that were due at or before `due`, what is due longest
    /// first. Each is due again at `again`, unless a try is written down before. Of several nodes
    /// that ask, one gets each.
    ///
    /// An event of somebody else's booking, that was due to an operator who is none any more, is
    /// not handed out.
    async fn claim_deliveries(
        &self,
        endpoint: EndpointId,
        due: OffsetDateTime,
        again: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<ClaimedDelivery>, StoreError>;

    /// Deletes deliveries to an endpoint with their tries, at most so many, and tells how many.
    async fn forget_deliveries(
        &self,
        endpoint: EndpointId,
        limit: u16,
    ) -> Result<usize, StoreError>;

    /// Deletes events of before `before` with their deliveries, at most so many, and tells how many.
    async fn forget_events(&self, before: OffsetDateTime, limit: u16) -> Result<usize, StoreError>;

    /// Deletes events of a user's bookings with their deliveries, at most so many, and tells how
    /// many.
    async fn forget_events_of(&self, owner: UserId, limit: u16) -> Result<usize, StoreError>;
}
