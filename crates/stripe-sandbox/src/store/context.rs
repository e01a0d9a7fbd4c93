//! What every transaction is given: the time, new ids, and what the settings say of objects.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use crate::objects::Links;
use crate::settings::{Clock, Ids};

/// What is the same for every transaction.
pub(crate) struct Context {
    pub(crate) clock: Clock,
    /// How far it was moved on from there, in seconds.
    pub(crate) moved: AtomicI64,
    pub(crate) ids: Ids,
    pub(crate) links: Links,
    pub(crate) refunds_settle_after: Duration,
    pub(crate) late_payments_after: Duration,
    /// Of endpoints that are registered over the API; `None` makes one up for each.
    pub(crate) endpoint_secret: Option<String>,
}

impl Context {
    pub(crate) fn now(&self) -> OffsetDateTime {
        (self.clock)() + time::Duration::seconds(self.moved.load(Ordering::Relaxed))
    }

    /// Moves the time on to this moment, in Unix seconds; it never goes back.
    pub(super) fn advance_to(&self, wanted: i64) {
        let left = wanted - self.now().unix_timestamp();
        if left > 0 {
            self.moved.fetch_add(left, Ordering::Relaxed);
        }
    }

    /// `pi_` and the like, and letters and digits that nobody can guess.
    pub(crate) fn new_id(&self, prefix: &str) -> String {
        const LENGTH: usize = 24;
        format!("{prefix}{}", &self.random_text()[..LENGTH])
    }

    /// 32 letters and digits from two drawn ids.
    ///
    /// Ids may begin with the time; hashing spreads their randomness evenly.
    pub(super) fn random_text(&self) -> String {
        const LENGTH: usize = 32;
        let drawn = [(self.ids)(), (self.ids)()];
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
}
