//! Reads what happened and who is told of it.

use std::collections::HashMap;

use airside_app::ports::StoreError;
use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::{EventFilter, EventsOf, Page, Webhooks};
use airside_app::sealing::KeyRing;
use airside_app::webhooks::{
    ClaimedDelivery, Delivery, DeliveryState, Endpoint, Event, EventKind, FailingEndpoint, Health,
};
use airside_primitives::{EndpointId, HappeningId, UserId};
use airside_records::Kept as _;
use async_trait::async_trait;
use diesel::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::column::Written;
use crate::failure::Failure;
use crate::rows::webhooks::{AttemptRow, DeliveryRow, EventRow};
use crate::schema::{delivery_attempts, events, webhook_endpoints};
use crate::{PostgresStore, deliveries, schema};

#[async_trait]
impl Webhooks for PostgresStore {
    async fn event(&self, id: HappeningId) -> Result<Option<Event>, StoreError> {
        let found = events::table.find(id.0).select(EventRow::as_select());
        let row: Option<EventRow> = self.find(found).await?;
        Ok(row.map(EventRow::event).transpose()?)
    }

    async fn events(
        &self,
        filter: EventFilter,
        page: Page<HappeningId>,
    ) -> Result<Vec<Event>, StoreError> {
        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let found = || {
            let found = events::table
                .filter(events::id.lt(before))
                .order(events::id.desc())
                .limit(page.limit.into())
                .select(EventRow::as_select())
                .into_boxed();
            match filter.kind {
                Some(kind) => found.filter(events::kind.eq(kind.code())),
                // A newer node may know more of them.
                None => found.filter(events::kind.eq_any(EventKind::ALL.map(EventKind::code))),
            }
        };
        let mut rows: Vec<EventRow> = match filter.of {
            EventsOf::Everybody => self.load(found()).await?,
            // Each has an index to itself.
            EventsOf::User(user) => {
                let own = found().filter(events::owner.eq(user.0));
                let mut rows: Vec<EventRow> = self.load(own).await?;
                let of_all: Vec<EventRow> =
                    self.load(found().filter(events::owner.is_null())).await?;
                rows.extend(of_all);
                rows
            }
        };
        rows.sort_by_key(|row| std::cmp::Reverse(row.id));
        rows.truncate(page.limit.into());
        let events: Result<_, Failure> = rows.into_iter().map(EventRow::event).collect();
        Ok(events?)
    }

    async fn endpoints_sealed_otherwise(
        &self,
        key: &str,
        after: Option<EndpointId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Endpoint>>, StoreError> {
        let found = webhook_endpoints::table
            .filter(webhook_endpoints::id.gt(after.map_or(Uuid::nil(), |id| id.0)))
            .filter(webhook_endpoints::sealed_with.is_distinct_from(key.to_owned()))
            .order(webhook_endpoints::id)
            .limit(limit.into())
            .select((webhook_endpoints::version, webhook_endpoints::document));
        let rows: Vec<(i64, Written)> = self.load(found).await?;
        let read = |(version, body)| {
            Ok(Versioned { value: opened(&self.keys, body)?, version: Version(version) })
        };
        rows.into_iter().map(read).collect()
    }

    async fn health(&self, endpoint: EndpointId) -> Result<Health, StoreError> {
        let found = webhook_endpoints::table.find(endpoint.0).select((
            webhook_endpoints::failing_since,
            webhook_endpoints::failed_events,
            webhook_endpoints::succeeded_at,
        ));
        let row: Option<(Option<OffsetDateTime>, i64, Option<OffsetDateTime>)> =
            self.find(found).await?;
        Ok(row.map_or_else(Health::default, |(failing_since, events, succeeded_at)| Health {
            failing_since,
            failed_events: u64::try_from(events).unwrap_or_default(),
            succeeded_at,
        }))
    }

    async fn failing_endpoints(
        &self,
        after: Option<(OffsetDateTime, EndpointId)>,
        limit: u16,
    ) -> Result<Vec<FailingEndpoint>, StoreError> {
        use webhook_endpoints::{document, failed_events, failing_since, id, table};

        let since = failing_since.assume_not_null();
        // Nothing fails since before there were computers.
        let (at, last) =
            after.map_or((OffsetDateTime::UNIX_EPOCH, Uuid::nil()), |(at, last)| (at, last.0));
        let found = table
            .filter(failing_since.is_not_null())
            .filter(since.gt(at).or(since.eq(at).and(id.gt(last))))
            .order((failing_since, id))
            .limit(limit.into())
            .select((document, since, failed_events));
        let rows: Vec<(Written, OffsetDateTime, i64)> = self.load(found).await?;
        let failing = |(body, since, events)| {
            let failed = u64::try_from(events).unwrap_or_default();
            Ok(FailingEndpoint {
                endpoint: opened(&self.keys, body)?,
                since,
                failed_events: failed,
            })
        };
        rows.into_iter().map(failing).collect()
    }

    async fn deliveries(
        &self,
        endpoint: EndpointId,
        state: Option<DeliveryState>,
        page: Page<HappeningId>,
    ) -> Result<Vec<Delivery>, StoreError> {
        use schema::deliveries as rows;

        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let states = DeliveryState::ALL.into_iter();
        let states = states.filter(|it| state.is_none_or(|wanted| wanted == *it));
        let states: Vec<String> = states.map(|it| it.code().to_owned()).collect();
        let found = rows::table
            .filter(rows::endpoint.eq(endpoint.0).and(rows::event.lt(before)))
            .order(rows::event.desc())
            .limit(page.limit.into())
            .filter(rows::state.eq_any(states))
            .select(DeliveryRow::as_select());
        let found: Vec<DeliveryRow> = self.load(found).await?;
        let listed: Vec<Uuid> = found.iter().map(|row| row.event).collect();
        let kinds = events::table
            .filter(events::id.eq_any(listed.clone()))
            .select((events::id, events::kind));
        let kinds: Vec<(Uuid, String)> = self.load(kinds).await?;
        let kinds: HashMap<Uuid, String> = kinds.into_iter().collect();
        let tried = delivery_attempts::table
            .filter(delivery_attempts::endpoint.eq(endpoint.0))
            .filter(delivery_attempts::event.eq_any(listed))
            .order(delivery_attempts::number)
            .select(AttemptRow::as_select());
        let attempts: Vec<AttemptRow> = self.load(tried).await?;
        // One whose event was forgotten between the two looks is gone too.
        let delivery = |row: DeliveryRow| {
            let kind = kinds.get(&row.event)?;
            Some(row.delivery(kind, &attempts))
        };
        let deliveries: Result<_, Failure> = found.into_iter().filter_map(delivery).collect();
        Ok(deliveries?)
    }

    async fn spread_events(&self, now: OffsetDateTime, limit: u16) -> Result<usize, StoreError> {
        Ok(deliveries::spread(&self.database, now, limit).await?)
    }

    async fn due_endpoints(&self, due: OffsetDateTime) -> Result<Vec<EndpointId>, StoreError> {
        Ok(deliveries::due_endpoints(&self.database, due).await?)
    }

    async fn claim_deliveries(
        &self,
        endpoint: EndpointId,
        due: OffsetDateTime,
        again: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<ClaimedDelivery>, StoreError> {
        Ok(deliveries::claim(&self.database, endpoint, due, again, limit).await?)
    }

    async fn forget_deliveries(
        &self,
        endpoint: EndpointId,
        limit: u16,
    ) -> Result<usize, StoreError> {
        Ok(deliveries::forget_deliveries(&self.database, endpoint, limit).await?)
    }

    async fn forget_events(&self, before: OffsetDateTime, limit: u16) -> Result<usize, StoreError> {
        Ok(deliveries::forget_old(&self.database, before, limit).await?)
    }

    async fn forget_events_of(&self, owner: UserId, limit: u16) -> Result<usize, StoreError> {
        Ok(deliveries::forget_own(&self.database, owner, limit).await?)
    }
}

fn opened(keys: &KeyRing, Written(body): Written) -> Result<Endpoint, StoreError> {
    let body = keys.open_body(Endpoint::TABLE, body)?;
    Endpoint::read(&body).map_err(StoreError::new)
}
