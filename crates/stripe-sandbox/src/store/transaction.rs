//! One transaction, as operations see it: a moment in time, new ids, and the stored objects.
//!
//! The moment is read once, so that everything an operation writes agrees on it.

use diesel::SqliteConnection;
use time::OffsetDateTime;

use super::context::Context;
use crate::faults::Faults;
use crate::objects::Links;

pub(crate) struct Transaction<'a> {
    pub(super) connection: &'a mut SqliteConnection,
    pub(super) faults: &'a Faults,
    context: &'a Context,
    now: OffsetDateTime,
    /// The key of the request that is being answered; its events name it.
    pub(super) idempotency_key: Option<String>,
    pub(super) has_work: bool,
}

impl<'a> Transaction<'a> {
    pub(super) fn new(
        connection: &'a mut SqliteConnection,
        context: &'a Context,
        faults: &'a Faults,
    ) -> Self {
        let now = context.now();
        Self { connection, faults, context, now, idempotency_key: None, has_work: false }
    }

    pub(crate) const fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// Moves the time on to this moment, in Unix seconds.
    pub(crate) fn advance_to(&mut self, wanted: i64) {
        self.context.advance_to(wanted);
        self.now = self.context.now();
        self.has_work = true;
    }

    /// Now, in Unix seconds: how Stripe writes time.
    pub(crate) const fn timestamp(&self) -> i64 {
        self.now.unix_timestamp()
    }

    pub(crate) const fn links(&self) -> &'a Links {
        &self.context.links
    }

    /// When a refund that takes its time is done, in Unix milliseconds.
    pub(crate) fn refund_settles_at(&self) -> i64 {
        milliseconds(self.now + self.context.refunds_settle_after)
    }

    /// When money that is late arrives, in Unix milliseconds.
    pub(crate) fn late_payment_arrives_at(&self) -> i64 {
        milliseconds(self.now + self.context.late_payments_after)
    }

    /// `pi_` and the like, and letters and digits that nobody can guess.
    pub(crate) fn new_id(&self, prefix: &str) -> String {
        self.context.new_id(prefix)
    }

    /// Longer than an id, for what signs or proves something.
    pub(crate) fn new_secret(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.context.random_text())
    }

    /// What signs the events of a new endpoint.
    pub(crate) fn endpoint_secret(&self) -> String {
        self.context.endpoint_secret.clone().unwrap_or_else(|| self.new_secret("whsec_"))
    }

    /// From here on events name this request as their cause.
    pub(crate) fn on_behalf_of(&mut self, idempotency_key: Option<&str>) {
        self.idempotency_key = idempotency_key.map(str::to_owned);
    }

    /// Whether the delivery loop has something new to do or to wait for.
    pub(super) const fn has_work(&self) -> bool {
        self.has_work
    }
}

/// Unix milliseconds: how the store writes moments that something is waited for.
pub(super) fn milliseconds(moment: OffsetDateTime) -> i64 {
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}
