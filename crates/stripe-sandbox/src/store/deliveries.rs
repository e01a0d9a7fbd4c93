//! Deliveries that are owed: a row for each event that an endpoint has yet to accept.
//!
//! Taking a delivery pushes its next attempt past the time-out of this one, so
//! that a crash in between repeats it and nothing loses it.

use std::time::Duration;

use diesel::prelude::*;
use time::OffsetDateTime;

use super::schema::{deliveries, events, objects};
use super::transaction::milliseconds;
use super::{StoreError, Transaction};
use crate::objects::webhook_endpoint::WebhookEndpoint;

/// An event to carry to an endpoint.
#[derive(Debug)]
pub(crate) struct DueDelivery {
    pub(crate) id: i64,
    /// Unix milliseconds of the first attempt.
    pub(crate) first_at: i64,
    /// Attempts before this one.
    pub(crate) attempts: u32,
    /// The body, byte for byte.
    pub(crate) event: String,
    pub(crate) endpoint: WebhookEndpoint,
}

/// The outcome of an attempt; it is stored with the next look at what is due.
pub(crate) enum Outcome {
    /// Accepted, or given up.
    Over { id: i64 },
    /// To be tried again.
    Refused { id: i64, next_at: OffsetDateTime },
}

impl Transaction<'_> {
    /// Takes deliveries that are due, at most `limit`; nobody else gets them for `lease`.
    pub(crate) fn take_deliveries(
        &mut self,
        limit: usize,
        lease: Duration,
    ) -> Result<Vec<DueDelivery>, StoreError> {
        let rows: Vec<(i64, i64, i32, String, String)> = deliveries::table
            .inner_join(events::table.on(events::id.eq(deliveries::event)))
            .inner_join(objects::table.on(objects::id.eq(deliveries::endpoint)))
            .filter(deliveries::next_at.le(milliseconds(self.now())))
            .order((deliveries::next_at.asc(), deliveries::id.asc()))
            .limit(i64::try_from(limit).unwrap_or(i64::MAX))
            .select((
                deliveries::id,
                deliveries::first_at,
                deliveries::attempts,
                events::document,
                objects::document,
            ))
            .load(self.connection)?;

        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let leased_until = milliseconds(self.now() + lease);
        let taken: Vec<i64> = rows.iter().map(|row| row.0).collect();
        diesel::update(deliveries::table.filter(deliveries::id.eq_any(taken)))
            .set(deliveries::next_at.eq(leased_until))
            .execute(self.connection)?;

        let due = |(id, first_at, attempts, event, endpoint): (_, _, i32, _, String)| {
            let attempts = u32::try_from(attempts).unwrap_or_default();
            let endpoint = serde_json::from_str(&endpoint)?;
            Ok(DueDelivery { id, first_at, attempts, event, endpoint })
        };
        rows.into_iter().map(due).collect()
    }

    /// When the next delivery is due, in Unix milliseconds.
    pub(crate) fn next_delivery_at(&mut self) -> Result<Option<i64>, StoreError> {
        let next = deliveries::table
            .order(deliveries::next_at.asc())
            .select(deliveries::next_at)
            .first(self.connection)
            .optional()?;
        Ok(next)
    }

    /// Ends the deliveries that are over, and puts off those that were refused.
    pub(crate) fn note_outcomes(&mut self, outcomes: &[Outcome]) -> Result<(), StoreError> {
        let mut over = Vec::new();
        for outcome in outcomes {
            match outcome {
                Outcome::Over { id } => over.push(*id),
                Outcome::Refused { id, next_at } => self.retry_delivery_at(*id, *next_at)?,
            }
        }
        if !over.is_empty() {
            diesel::delete(deliveries::table.filter(deliveries::id.eq_any(over)))
                .execute(self.connection)?;
        }
        Ok(())
    }

    fn retry_delivery_at(&mut self, id: i64, next_at: OffsetDateTime) -> Result<(), StoreError> {
        diesel::update(deliveries::table.find(id))
            .set((
                deliveries::attempts.eq(deliveries::attempts + 1),
                deliveries::next_at.eq(milliseconds(next_at)),
            ))
            .execute(self.connection)?;
        Ok(())
    }

    /// Makes everything that is owed due now: after a restart the reason to wait is gone.
    pub(crate) fn retry_deliveries_now(&mut self) -> Result<(), StoreError> {
        diesel::update(deliveries::table)
            .set(deliveries::next_at.eq(milliseconds(self.now())))
            .execute(self.connection)?;
        Ok(())
    }
}
