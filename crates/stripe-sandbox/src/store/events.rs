//! Events: written in the commit that made them happen, together with the endpoints to tell.

use diesel::prelude::*;
use serde_json::Value;

use super::schema::{deliveries, events};
use super::transaction::milliseconds;
use super::{StoreError, Transaction};
use crate::listing::{From, Listing};
use crate::objects::event::{self, Kind};
use crate::objects::payment_intent::PaymentIntent;
use crate::objects::webhook_endpoint::{ENDPOINTS, WebhookEndpoint};
use crate::scenarios::Scenario;

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

        let mut fault = self.faults.of_next_event();
        if self.scenario_of(object)? == Some(Scenario::DuplicateEvents) {
            fault.copies *= 2;
        }
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

    /// What the payment of this object is to go through.
    fn scenario_of(&mut self, object: &Value) -> Result<Option<Scenario>, StoreError> {
        if let Some(name) = object["metadata"]["scenario"].as_str() {
            return Ok(Scenario::named(name));
        }
        match object["payment_intent"].as_str() {
            Some(id) => Ok(self.find::<PaymentIntent>(id)?.and_then(|intent| intent.scenario())),
            None => Ok(None),
        }
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

    /// A page of the events of one kind or all, in the order in which the page is sought. `None`
    /// when the event that it begins at does not exist.
    pub(crate) fn listed_events(
        &mut self,
        listing: &Listing,
        kind: Option<&str>,
    ) -> Result<Option<Vec<Value>>, StoreError> {
        use events::position;

        let (from, to) = listing.made;
        let mut query = events::table
            .filter(events::created_at.between(from, to))
            .limit(listing.sought())
            .select(events::document)
            .into_boxed();
        if let Some(kind) = kind {
            query = query.filter(events::kind.eq(kind));
        }
        query = match &listing.from {
            From::Newest => query.order(position.desc()),
            From::After(id) => {
                let Some(event) = self.event_position(id)? else { return Ok(None) };
                query.filter(position.lt(event)).order(position.desc())
            }
            From::Before(id) => {
                let Some(event) = self.event_position(id)? else { return Ok(None) };
                query.filter(position.gt(event)).order(position.asc())
            }
        };
        let documents: Vec<String> = query.load(self.connection)?;
        let read = documents.iter().map(|document| Ok(serde_json::from_str(document)?));
        read.collect::<Result<_, _>>().map(Some)
    }

    fn event_position(&mut self, id: &str) -> Result<Option<i64>, StoreError> {
        let found = events::table
            .filter(events::id.eq(id))
            .select(events::position)
            .first(self.connection)
            .optional()?;
        Ok(found)
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
