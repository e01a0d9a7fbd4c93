//! Callers who were looked up a moment ago, so that a search asks no store.
//!
//! The time is short because another node cannot tell us of a revocation: a revoked key, an ended
//! session and a blocked user must stop within 5 s everywhere. While the store is away nobody can
//! say whether a key was revoked: for a while, as the operator wishes, it is taken for good, and
//! can do what needs no store.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use airside_primitives::{SessionId, UserId};
use time::{Duration, OffsetDateTime};

use super::{Caller, Credential};
use crate::account::SecretHash;

/// How long a look-up is trusted.
const TRUSTED: Duration = Duration::seconds(2);
/// Lapsed entries are swept out once there are so many.
const MANY: usize = 10_000;

/// What a caller shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Proof {
    ApiKey(SecretHash),
    /// A token of a session, signed by us.
    Session(SessionId),
}

/// Callers by what they show.
#[derive(Debug, Default)]
pub struct KnownCallers(Mutex<HashMap<Proof, Known>>);

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

impl KnownCallers {
    pub(super) fn find(&self, proof: Proof, now: OffsetDateTime) -> Option<Caller> {
        self.lock().get(&proof).filter(|known| known.is_fresh(now)).map(|known| known.caller)
    }

    /// Whether it was good at any time that is remembered.
    pub(super) fn has_met(&self, proof: Proof) -> bool {
        self.lock().contains_key(&proof)
    }

    /// The caller of what was good so short ago.
    pub(super) fn find_within(
        &self,
        proof: Proof,
        trusted: Duration,
        now: OffsetDateTime,
    ) -> Option<Caller> {
        let is_trusted = |known: &&Known| (known.since..known.since + trusted).contains(&now);
        self.lock().get(&proof).filter(is_trusted).map(|known| known.caller)
    }

    pub(super) fn remember(&self, proof: Proof, caller: Caller, now: OffsetDateTime) {
        let mut known = self.lock();
        if known.len() >= MANY {
            known.retain(|_, known| known.is_fresh(now));
        }
        known.insert(proof, Known { caller, since: now });
    }

    /// Forgets a key or session that was ended on this node.
    pub(super) fn forget(&self, credential: Credential) {
        self.lock().retain(|_, known| known.caller.credential != credential);
    }

    /// Forgets every key and session of a user, whose role or rights have changed.
    pub(crate) fn forget_user(&self, user: UserId) {
        self.lock().retain(|_, known| known.caller.user != user);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Proof, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use airside_primitives::ApiKeyId;
    use uuid::Uuid;

    use super::*;
    use crate::account::{Role, Scopes};

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;
    const PROOF: Proof = Proof::ApiKey(SecretHash([1; 32]));
    const KEY: Credential = Credential::ApiKey(ApiKeyId(Uuid::from_u128(2)));
    const CALLER: Caller = Caller {
        user: UserId(Uuid::from_u128(1)),
        role: Role::Customer,
        scopes: Scopes::ALL,
        credential: KEY,
    };

    #[test]
    fn a_key_is_trusted_for_two_seconds() {
        let callers = KnownCallers::default();
        assert_eq!(callers.find(PROOF, NOW), None);
        assert!(!callers.has_met(PROOF));

        callers.remember(PROOF, CALLER, NOW);
        assert_eq!(callers.find(PROOF, NOW + Duration::milliseconds(1_999)), Some(CALLER));
        assert_eq!(callers.find(PROOF, NOW + TRUSTED), None);
        assert!(callers.has_met(PROOF));
        assert_eq!(callers.find(PROOF, NOW - Duration::SECOND), None);
        let within =
            |seconds| callers.find_within(PROOF, Duration::seconds(seconds), NOW + TRUSTED);
        assert_eq!((within(2), within(3)), (None, Some(CALLER)));
    }

    #[test]
    fn what_was_forgotten_is_not_trusted() {
        let callers = KnownCallers::default();
        callers.remember(PROOF, CALLER, NOW);
        callers.forget(KEY);
        assert_eq!(callers.find(PROOF, NOW), None);

        let session = SessionId(Uuid::from_u128(3));
        let caller = Caller { credential: Credential::Session(session), ..CALLER };
        callers.remember(PROOF, CALLER, NOW);
        callers.remember(Proof::Session(session), caller, NOW);
        callers.forget(Credential::Session(session));
        assert_eq!(callers.find(PROOF, NOW), Some(CALLER));
        callers.forget_user(CALLER.user);
        assert_eq!(callers.find(PROOF, NOW), None);
    }
}
