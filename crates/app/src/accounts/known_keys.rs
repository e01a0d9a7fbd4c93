//! API keys that were looked up a moment ago, so that a search asks no store.
//!
//! The time is short because another node cannot tell us of a revocation: a revoked
//! key must stop within 5 s everywhere. While the store is away nobody can say whether a key was
//! revoked: for a while, as the operator wishes, it is taken for good, and can do what needs no
//! store.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use airside_primitives::{ApiKeyId, UserId};
use time::{Duration, OffsetDateTime};

use super::{Caller, Credential};
use crate::account::SecretHash;

/// How long a look-up is trusted.
const TRUSTED: Duration = Duration::seconds(2);
/// Lapsed entries are swept out once there are so many.
const MANY: usize = 10_000;

/// Callers by the hash of their key.
#[derive(Debug, Default)]
pub struct KnownKeys(Mutex<HashMap<SecretHash, Known>>);

#[derive(Debug, Clone, Copy)]
struct Known {
    caller: Caller,
    since: OffsetDateTime,
}

impl Known {
    /// Also false when the clock was set back: else the entry would live too long.
    fn is_fresh(&self, now: OffsetDateTime) -> bool {
        (self.since..self.since + TRUSTED).contains(&now)
    }
}

impl KnownKeys {
    pub(super) fn find(&self, hash: SecretHash, now: OffsetDateTime) -> Option<Caller> {
        self.lock().get(&hash).filter(|known| known.is_fresh(now)).map(|known| known.caller)
    }

    /// Whether the key was good at any time that is remembered.
    pub(super) fn has_met(&self, hash: SecretHash) -> bool {
        self.lock().contains_key(&hash)
    }

    /// The caller of a key that was good so short ago.
    pub(super) fn find_within(
        &self,
        hash: SecretHash,
        trusted: Duration,
        now: OffsetDateTime,
    ) -> Option<Caller> {
        let is_trusted = |known: &&Known| (known.since..known.since + trusted).contains(&now);
        self.lock().get(&hash).filter(is_trusted).map(|known| known.caller)
    }

    pub(super) fn remember(&self, hash: SecretHash, caller: Caller, now: OffsetDateTime) {
        let mut known = self.lock();
        if known.len() >= MANY {
            known.retain(|_, known| known.is_fresh(now));
        }
        known.insert(hash, Known { caller, since: now });
    }

    /// Forgets a key that was revoked on this node.
    pub(super) fn forget(&self, key: ApiKeyId) {
        self.lock().retain(|_, known| known.caller.credential != Credential::ApiKey(key));
    }

    /// Forgets every key of a user who leaves.
    pub(crate) fn forget_user(&self, user: UserId) {
        self.lock().retain(|_, known| known.caller.user != user);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SecretHash, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::account::Role;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;
    const HASH: SecretHash = SecretHash([1; 32]);
    const KEY: ApiKeyId = ApiKeyId(Uuid::from_u128(2));
    const CALLER: Caller = Caller {
        user: UserId(Uuid::from_u128(1)),
        role: Role::Customer,
        credential: Credential::ApiKey(KEY),
    };

    #[test]
    fn a_key_is_trusted_for_two_seconds() {
        let keys = KnownKeys::default();
        assert_eq!(keys.find(HASH, NOW), None);
        assert!(!keys.has_met(HASH));

        keys.remember(HASH, CALLER, NOW);
        assert_eq!(keys.find(HASH, NOW + Duration::milliseconds(1_999)), Some(CALLER));
        assert_eq!(keys.find(HASH, NOW + TRUSTED), None);
        assert!(keys.has_met(HASH));
        assert_eq!(keys.find(HASH, NOW - Duration::SECOND), None);
        let within = |seconds| keys.find_within(HASH, Duration::seconds(seconds), NOW + TRUSTED);
        assert_eq!((within(2), within(3)), (None, Some(CALLER)));
    }

    #[test]
    fn a_forgotten_key_is_not_trusted() {
        let keys = KnownKeys::default();
        keys.remember(HASH, CALLER, NOW);
        keys.forget(KEY);
        assert_eq!(keys.find(HASH, NOW), None);
    }
}
