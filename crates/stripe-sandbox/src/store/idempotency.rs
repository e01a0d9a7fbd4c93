//! Answers that are given again when a request comes again with the same key.

use diesel::prelude::*;

use super::schema::idempotency_keys;
use super::{StoreError, Transaction};

/// Stripe forgets keys after at least a day.
const KEPT_SECONDS: i64 = 24 * 3600;

/// The answer that a key was first given.
#[derive(Debug, Queryable)]
pub(crate) struct Remembered {
    /// Tells requests apart: method, path and body, hashed.
    pub(crate) fingerprint: String,
    pub(crate) status: i32,
    pub(crate) body: String,
}

impl Transaction<'_> {
    pub(crate) fn remembered(&mut self, key: &str) -> Result<Option<Remembered>, StoreError> {
        let oldest = self.timestamp() - KEPT_SECONDS;
        let remembered = idempotency_keys::table
            .find(key)
            .filter(idempotency_keys::created_at.ge(oldest))
            .select((
                idempotency_keys::fingerprint,
                idempotency_keys::status,
                idempotency_keys::body,
            ))
            .first(self.connection)
            .optional()?;
        Ok(remembered)
    }

    pub(crate) fn remember(&mut self, key: &str, answer: &Remembered) -> Result<(), StoreError> {
        diesel::replace_into(idempotency_keys::table)
            .values((
                idempotency_keys::key.eq(key),
                idempotency_keys::fingerprint.eq(&answer.fingerprint),
                idempotency_keys::status.eq(answer.status),
                idempotency_keys::body.eq(&answer.body),
                idempotency_keys::created_at.eq(self.timestamp()),
            ))
            .execute(self.connection)?;
        Ok(())
    }

    pub(crate) fn forget_old_keys(&mut self) -> Result<(), StoreError> {
        let oldest = self.timestamp() - KEPT_SECONDS;
        diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(oldest)))
            .execute(self.connection)?;
        Ok(())
    }
}
