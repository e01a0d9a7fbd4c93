//! Reads what happened and who is told of it.

use airside_app::ports::StoreError;
use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::{EventFilter, EventsOf, Page, Webhooks};
use airside_app::sealing::KeyRing;
use airside_app::webhooks::{
    ClaimedDelivery, Delivery, DeliveryState, Endpoint, Event, FailingEndpoint, Health,
};
use airside_primitives::{EndpointId, HappeningId, UserId};
use airside_records::Kept as _;
use async_trait::async_trait;
use diesel::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::SqliteStore;
use crate::column::{Instant, Key};
use crate::deliveries::{claim, due_endpoints, forget_deliveries, forget_events, spread};
use crate::failure::Failure;
use crate::rows::webhooks::{AttemptRow, DeliveryRow, EventRow};
use crate::schema::{deliveries, delivery_attempts, events, webhook_endpoints};

#[async_trait]
impl Webhooks for SqliteStore {
    async fn event(&self, id: HappeningId) -> Result<Option<Event>, StoreError> {
        self.read(move |connection| {
            let found = events::table.find(Key(id.0)).select(EventRow::as_select());
            found.first(connection).optional()?.map(EventRow::event).transpose()
        })
        .await
    }

    async fn events(
        &self,
        filter: EventFilter,
        page: Page<HappeningId>,
    ) -> Result<Vec<Event>, StoreError> {
        let before = Key(page.before.map_or(Uuid::max(), |id| id.0));
        self.read(move |connection| {
            let mut list = |owner: Option<Option<Key>>| {
                let mut found = events::table
                    .filter(events::id.lt(before))
                    .order(events::id.desc())
                    .limit(page.limit.into())
                    .select(EventRow::as_select())
                    .into_boxed();
                if let Some(owner) = owner {
                    found = found.filter(events::owner.is(owner));
                }
                if let Some(kind) = filter.kind {
                    found = found.filter(events::kind.eq(kind.code()));
                }
                found.load(connection)
            };
            let mut rows = match filter.of {
                EventsOf::Everybody => list(None)?,
                // Each has an index to itself.
                EventsOf::User(user) => {
                    let mut rows = list(Some(Some(Key(user.0))))?;
                    rows.extend(list(Some(None))?);
                    rows
                }
            };
            rows.sort_by_key(|row| std::cmp::Reverse(row.id.0));
            rows.truncate(page.limit.into());
            rows.into_iter().map(EventRow::event).collect()
        })
        .await
    }

    async fn endpoints_sealed_otherwise(
        &self,
        key: &str,
        after: Option<EndpointId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Endpoint>>, StoreError> {
        let found = webhook_endpoints::table
            .filter(webhook_endpoints::id.gt(Key(after.map_or(Uuid::nil(), |id| id.0))))
            .filter(webhook_endpoints::sealed_with.is_not(key.to_owned()))
            .order(webhook_endpoints::id)
            .limit(limit.into())
            .select((webhook_endpoints::version, webhook_endpoints::document));
        let keys = self.keys.clone();
        self.read(move |connection| {
            let rows: Vec<(i64, String)> = found.load(connection)?;
            let read = |(version, body)| {
                Ok(Versioned { value: opened(&keys, body)?, version: Version(version) })
            };
            rows.into_iter().map(read).collect()
        })
        .await
    }

    async fn health(&self, endpoint: EndpointId) -> Result<Health, StoreError> {
        self.read(move |connection| {
            let found = webhook_endpoints::table.find(Key(endpoint.0)).select((
                webhook_endpoints::failing_since,
                webhook_endpoints::failed_events,
                webhook_endpoints::succeeded_at,
            ));
            let row: Option<(Option<Instant>, i64, Option<Instant>)> =
                found.first(connection).optional()?;
            Ok(row.map_or_else(Health::default, |(since, events, succeeded_at)| Health {
                failing_since: since.map(|it| it.0),
                failed_events: u64::try_from(events).unwrap_or_default(),
                succeeded_at: succeeded_at.map(|it| it.0),
            }))
        })
        .await
    }

    async fn failing_endpoints(
        &self,
        after: Option<(OffsetDateTime, EndpointId)>,
        limit: u16,
    ) -> Result<Vec<FailingEndpoint>, StoreError> {
        use webhook_endpoints::{document, failed_events, failing_since, id, table};

        let keys = self.keys.clone();
        self.read(move |connection| {
            let since = failing_since.assume_not_null();
            let mut found = table
                .filter(failing_since.is_not_null())
                .order((failing_since, id))
                .limit(limit.into())
                .select((document, since, failed_events))
                .into_boxed();
            if let Some((at, last)) = after {
                let (at, last) = (Instant(at), Key(last.0));
                found = found.filter(since.gt(at).or(since.eq(at).and(id.gt(last))));
            }
            let rows: Vec<(String, Instant, i64)> = found.load(connection)?;
            let failing = |(body, Instant(since), events)| {
                let failed = u64::try_from(events).unwrap_or_default();
                Ok(FailingEndpoint { endpoint: opened(&keys, body)?, since, failed_events: failed })
            };
            rows.into_iter().map(failing).collect()
        })
        .await
    }

    async fn deliveries(
        &self,
        endpoint: EndpointId,
        state: Option<DeliveryState>,
        page: Page<HappeningId>,
    ) -> Result<Vec<Delivery>, StoreError> {
        let endpoint = Key(endpoint.0);
        let before = Key(page.before.map_or(Uuid::max(), |id| id.0));
        self.read(move |connection| {
            let mut found = deliveries::table
                .inner_join(events::table.on(events::id.eq(deliveries::event)))
                .filter(deliveries::endpoint.eq(endpoint).and(deliveries::event.lt(before)))
                .order(deliveries::event.desc())
                .limit(page.limit.into())
                .select((DeliveryRow::as_select(), events::kind))
                .into_boxed();
            if let Some(state) = state {
                found = found.filter(deliveries::state.eq(state.code()));
            }
            let rows: Vec<(DeliveryRow, String)> = found.load(connection)?;
            let listed: Vec<Key> = rows.iter().map(|(row, _)| row.event).collect();
            let attempts: Vec<AttemptRow> = delivery_attempts::table
                .filter(delivery_attempts::endpoint.eq(endpoint))
                .filter(delivery_attempts::event.eq_any(listed))
                .order(delivery_attempts::number)
                .select(AttemptRow::as_select())
                .load(connection)?;
            let delivery = |(row, kind): (DeliveryRow, String)| row.delivery(&kind, &attempts);
            rows.into_iter().map(delivery).collect()
        })
        .await
    }

    async fn spread_events(&self, now: OffsetDateTime, limit: u16) -> Result<usize, StoreError> {
        Ok(self.writer.write(move |connection| spread(connection, Instant(now), limit)).await?)
    }

    async fn due_endpoints(&self, due: OffsetDateTime) -> Result<Vec<EndpointId>, StoreError> {
        self.read(move |connection| due_endpoints(connection, Instant(due))).await
    }

    async fn claim_deliveries(
        &self,
        endpoint: EndpointId,
        due: OffsetDateTime,
        again: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<ClaimedDelivery>, StoreError> {
        let (endpoint, due, again) = (Key(endpoint.0), Instant(due), Instant(again));
        let claimed =
            self.writer.write(move |connection| claim(connection, endpoint, due, again, limit));
        Ok(claimed.await?)
    }

    async fn forget_deliveries(
        &self,
        endpoint: EndpointId,
        limit: u16,
    ) -> Result<usize, StoreError> {
        let endpoint = Key(endpoint.0);
        let forgotten =
            self.writer.write(move |connection| forget_deliveries(connection, endpoint, limit));
        Ok(forgotten.await?)
    }

    async fn forget_events(&self, before: OffsetDateTime, limit: u16) -> Result<usize, StoreError> {
        let forgotten = self.writer.write(move |connection| {
            let old = events::table.filter(events::at.lt(Instant(before)));
            let old = old.order((events::at, events::id)).limit(limit.into()).select(events::id);
            let old: Vec<Key> = old.load(connection)?;
            forget_events(connection, &old)
        });
        Ok(forgotten.await?)
    }

    async fn forget_events_of(&self, owner: UserId, limit: u16) -> Result<usize, StoreError> {
        let forgotten = self.writer.write(move |connection| {
            let own = events::table.filter(events::owner.eq(Key(owner.0)));
            let own: Vec<Key> = own.limit(limit.into()).select(events::id).load(connection)?;
            forget_events(connection, &own)
        });
        Ok(forgotten.await?)
    }
}

fn opened(keys: &KeyRing, body: String) -> Result<Endpoint, Failure> {
    let body = keys.open_body(Endpoint::TABLE, body)?;
    Ok(Endpoint::read(&body).map_err(StoreError::new)?)
}
