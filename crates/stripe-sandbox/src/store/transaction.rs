//! One transaction, as operations see it: a moment in time, new ids, and the stored objects.
//!
//! The moment is read once, so that everything an operation writes agrees on it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel::SqliteConnection;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use super::Context;
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
        let now = (context.clock)();
        Self { connection, faults, context, now, idempotency_key: None, has_work: false }
    }

    pub(crate) const fn now(&self) -> OffsetDateTime {
        self.now
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

    /// `pi_` and the like, and letters and digits that nobody can guess.
    pub(crate) fn new_id(&self, prefix: &str) -> String {
        const LENGTH: usize = 24;
        format!("{prefix}{}", &self.random_text()[..LENGTH])
    }

    /// Longer than an id, for what signs or proves something.
    pub(crate) fn new_secret(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.random_text())
    }

    /// 32 letters and digits from two drawn ids.
    ///
    /// Ids may begin with the time; hashing spreads their randomness evenly.
    fn random_text(&self) -> String {
        const LENGTH: usize = 32;
        let drawn = [(self.context.ids)(), (self.context.ids)()];
        let mut text = String::with_capacity(2 * LENGTH);
        let mut round = 0_u8;
        while text.len() < LENGTH {
            let hash = Sha256::new()
                .chain_update(drawn[0].as_bytes())
                .chain_update(drawn[1].as_bytes())
                .chain_update([round]);
            let encoded = URL_SAFE_NO_PAD.encode(hash.finalize());
            text.extend(encoded.chars().filter(char::is_ascii_alphanumeric));
            round = round.wrapping_add(1);
        }
        text.truncate(LENGTH);
        text
    }

    /// From here on events are told apart as caused by this request.
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
