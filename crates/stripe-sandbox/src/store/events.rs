//! Events: written in the commit that made them happen, together with the endpoints to tell.

use diesel::prelude::*;
use serde_json::Value;

use super::schema::{deliveries, events};
use super::transaction::milliseconds;
use super::{StoreError, Transaction};
use crate::objects::event::{self, Kind};
use crate::objects::webhook_endpoint::{ENDPOINTS, WebhookEndpoint};

impl Transaction<'_> {
    /// Notes that something happened, and owes it to every endpoint that wants to know.
    pub(crate) fn emit(&mut self, kind: Kind, object: &Value) -> Result<(), StoreError> {
        let mut endpoints = self.all::<WebhookEndpoint>(ENDPOINTS)?;
        endpoints.retain(|endpoint| endpoint.wants(kind));

        let id = self.new_id("evt_");
        let created = self.timestamp();
        let key = self.idempotency_key.as_deref();
        let shown = event::show(&id, kind, created, object, endpoints.len(), key);
        diesel::insert_into(events::table)
            .values((
                events::id.eq(&id),
                events::kind.eq(kind.name()),
                events::created_at.eq(created),
                events::document.eq(shown.to_string()),
            ))
            .execute(self.connection)?;

        let fault = self.faults.of_next_event();
        let now = milliseconds(self.now());
        let next_at = milliseconds(self.now() + fault.hold);
        for endpoint in &endpoints {
            for _ in 0..fault.copies {
                diesel::insert_into(deliveries::table)
                    .values((
                        deliveries::event.eq(&id),
                        deliveries::endpoint.eq(&endpoint.id),
                        deliveries::attempts.eq(0),
                        deliveries::first_at.eq(now),
                        deliveries::next_at.eq(next_at),
                    ))
                    .execute(self.connection)?;
            }
        }
        self.has_work |= !endpoints.is_empty();
        Ok(())
    }

    /// The event as it was written, if there is one with this id.
    pub(crate) fn event(&mut self, id: &str) -> Result<Option<Value>, StoreError> {
        let found: Option<String> = events::table
            .filter(events::id.eq(id))
            .select(events::document)
            .first(self.connection)
            .optional()?;
        Ok(found.map(|document| serde_json::from_str(&document)).transpose()?)
    }

    /// Events of one kind or all, newest first, older than `before` if it is given.
    pub(crate) fn events(
        &mut self,
        kind: Option<&str>,
        before: Option<&str>,
        limit: i64,
    ) -> Result<Vec<Value>, StoreError> {
        let mut query = events::table.select(events::document).into_boxed();
        if let Some(kind) = kind {
            query = query.filter(events::kind.eq(kind));
        }
        if let Some(before) = before {
            let position: Option<i64> = events::table
                .filter(events::id.eq(before))
                .select(events::position)
                .first(self.connection)
                .optional()?;
            query = query.filter(events::position.lt(position.unwrap_or_default()));
        }
        let documents: Vec<String> =
            query.order(events::position.desc()).limit(limit).load(self.connection)?;
        documents.iter().map(|document| Ok(serde_json::from_str(document)?)).collect()
    }

    /// Forgets events that Stripe would have forgotten and that no endpoint waits for.
    pub(crate) fn forget_old_events(&mut self) -> Result<(), StoreError> {
        /// Stripe keeps events for 30 days.
        const KEPT_SECONDS: i64 = 30 * 24 * 3600;
        let owed = deliveries::table.select(deliveries::event);
        let old = events::table
            .filter(events::created_at.lt(self.timestamp() - KEPT_SECONDS))
            .filter(events::id.ne_all(owed));
        diesel::delete(old).execute(self.connection)?;
        Ok(())
    }
}
