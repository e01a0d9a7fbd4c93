//! What is read of events and those who hear of them. No story has an endpoint yet.

use airside_app::ports::store::{EventFilter, Page, Webhooks};
use airside_app::ports::{StoreError, Versioned};
use airside_app::webhooks::{
    ClaimedDelivery, Delivery, DeliveryState, Endpoint, Event, FailingEndpoint, Health,
};
use airside_primitives::{EndpointId, HappeningId, UserId};
use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreGate;

#[async_trait]
impl Webhooks for StoreGate {
    async fn event(&self, id: HappeningId) -> Result<Option<Event>, StoreError> {
        self.read("store.event", self.store.event(id)).await
    }

    async fn events(
        &self,
        filter: EventFilter,
        page: Page<HappeningId>,
    ) -> Result<Vec<Event>, StoreError> {
        self.read("store.events", self.store.events(filter, page)).await
    }

    async fn endpoints_sealed_otherwise(
        &self,
        key: &str,
        after: Option<EndpointId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Endpoint>>, StoreError> {
        let found = self.store.endpoints_sealed_otherwise(key, after, limit);
        self.read("store.endpoints_sealed_otherwise", found).await
    }

    async fn health(&self, endpoint: EndpointId) -> Result<Health, StoreError> {
        self.read("store.health", self.store.health(endpoint)).await
    }

    async fn failing_endpoints(
        &self,
        after: Option<(OffsetDateTime, EndpointId)>,
        limit: u16,
    ) -> Result<Vec<FailingEndpoint>, StoreError> {
        self.read("store.failing_endpoints", self.store.failing_endpoints(after, limit)).await
    }

    async fn deliveries(
        &self,
        endpoint: EndpointId,
        state: Option<DeliveryState>,
        page: Page<HappeningId>,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.read("store.deliveries", self.store.deliveries(endpoint, state, page)).await
    }

    async fn spread_events(&self, now: OffsetDateTime, limit: u16) -> Result<usize, StoreError> {
        self.write("store.spread_events", self.store.spread_events(now, limit)).await
    }

    async fn due_endpoints(&self, due: OffsetDateTime) -> Result<Vec<EndpointId>, StoreError> {
        self.read("store.due_endpoints", self.store.due_endpoints(due)).await
    }

    async fn claim_deliveries(
        &self,
        endpoint: EndpointId,
        due: OffsetDateTime,
        again: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<ClaimedDelivery>, StoreError> {
        let claimed = self.store.claim_deliveries(endpoint, due, again, limit);
        self.write("store.claim_deliveries", claimed).await
    }

    async fn forget_deliveries(
        &self,
        endpoint: EndpointId,
        limit: u16,
    ) -> Result<usize, StoreError> {
        let forgotten = self.store.forget_deliveries(endpoint, limit);
        self.write("store.forget_deliveries", forgotten).await
    }

    async fn forget_events(&self, before: OffsetDateTime, limit: u16) -> Result<usize, StoreError> {
        self.write("store.forget_events", self.store.forget_events(before, limit)).await
    }

    async fn forget_events_of(&self, owner: UserId, limit: u16) -> Result<usize, StoreError> {
        self.write("store.forget_events_of", self.store.forget_events_of(owner, limit)).await
    }
}
