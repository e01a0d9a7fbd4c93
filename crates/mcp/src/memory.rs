//! What was given out, to each caller alone: offers by short names, and proposals.
//!
//! An offer's own id is long, and a model would have to repeat it letter by letter. What is lost
//! when the program stops is asked for again; nothing here is the only record of anything.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::kept::Kept;
use crate::proposal::Proposal;

/// How long a proposal can be confirmed.
pub(crate) const PROPOSAL_LIFETIME: Duration = Duration::from_mins(15);

/// As long as the API's offers stand, where its settings are the usual ones.
const OFFER_LIFETIME: Duration = Duration::from_mins(30);

/// For each caller.
const MOST_OFFERS: usize = 1_000;
const MOST_PROPOSALS: usize = 100;

/// Names a key without showing it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CallerId([u8; 32]);

/// What was given out, to all callers.
#[derive(Default)]
pub(crate) struct Memory {
    callers: Mutex<HashMap<CallerId, Given>>,
}

/// What was given out to one caller.
struct Given {
    offers: Kept<String>,
    proposals: Kept<Proposal>,
}

impl Memory {
    /// A short name for an offer; the same offer has the same one.
    pub(crate) fn name_offer(&self, caller: CallerId, id: &str, now: Instant) -> String {
        let digest = Sha256::digest(id);
        let number = digest.iter().take(6).fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
        let name = format!("offer_{number:012x}");
        self.given(caller, now, |given| given.offers.put(name.clone(), id.to_owned(), now));
        name
    }

    /// The offer's id, from its short name. An id of the API's own stands for itself.
    pub(crate) fn offer(&self, caller: CallerId, name: &str, now: Instant) -> Option<String> {
        if name.starts_with("off_") {
            return Some(name.to_owned());
        }
        self.callers().get(&caller)?.offers.get(name, now)
    }

    /// Keeps a proposal, and answers what confirms it.
    pub(crate) fn propose(&self, caller: CallerId, it: Proposal, now: Instant) -> String {
        let token = format!("prop_{:020x}", rand::random::<u128>() >> 48);
        self.given(caller, now, |given| given.proposals.put(token.clone(), it, now));
        token
    }

    /// What was proposed to this caller by this token. It stays, so that a repeated confirmation
    /// is the same request.
    pub(crate) fn proposal(&self, caller: CallerId, token: &str, now: Instant) -> Option<Proposal> {
        self.callers().get(&caller)?.proposals.get(token, now)
    }

    fn given(&self, caller: CallerId, now: Instant, put: impl FnOnce(&mut Given)) {
        let mut callers = self.callers();
        for given in callers.values_mut() {
            given.offers.forget_lapsed(now);
            given.proposals.forget_lapsed(now);
        }
        callers.retain(|_, given| !given.offers.is_empty() || !given.proposals.is_empty());
        put(callers.entry(caller).or_insert_with(Given::nothing));
    }

    fn callers(&self) -> MutexGuard<'_, HashMap<CallerId, Given>> {
        self.callers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Given {
    fn nothing() -> Self {
        Self {
            offers: Kept::new(MOST_OFFERS, OFFER_LIFETIME),
            proposals: Kept::new(MOST_PROPOSALS, PROPOSAL_LIFETIME),
        }
    }
}

impl CallerId {
    pub(crate) fn of(key: &str) -> Self {
        Self(Sha256::digest(key).into())
    }
}

impl fmt::Debug for CallerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallerId(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(booking_ref: &str) -> Proposal {
        Proposal::Release { booking_ref: booking_ref.to_owned() }
    }

    fn reference(proposal: Option<Proposal>) -> Option<String> {
        match proposal? {
            Proposal::Release { booking_ref } => Some(booking_ref),
            _ => None,
        }
    }

    #[test]
    fn a_proposal_is_its_callers_alone_and_lapses() {
        let (memory, now) = (Memory::default(), Instant::now());
        let [asha, ravi] = ["air_test_asha", "air_test_ravi"].map(CallerId::of);
        let token = memory.propose(asha, release("K7Q2MZ"), now);

        let found = |caller, at| reference(memory.proposal(caller, &token, at));
        assert_eq!(found(asha, now).as_deref(), Some("K7Q2MZ"));
        assert_eq!(found(ravi, now), None);
        assert_eq!(found(asha, now + PROPOSAL_LIFETIME), None);
    }

    #[test]
    fn a_proposal_stays_what_it_was_when_it_is_confirmed_again() {
        let (memory, now) = (Memory::default(), Instant::now());
        let caller = CallerId::of("air_test_asha");
        let first = memory.propose(caller, release("K7Q2MZ"), now);
        let second = memory.propose(caller, release("B2C3D4"), now);
        assert_ne!(first, second);
        for _ in 0..2 {
            let found = reference(memory.proposal(caller, &first, now));
            assert_eq!(found.as_deref(), Some("K7Q2MZ"));
        }
    }

    #[test]
    fn what_was_never_proposed_is_nothing() {
        let (memory, now) = (Memory::default(), Instant::now());
        let caller = CallerId::of("air_test_asha");
        memory.propose(caller, release("K7Q2MZ"), now);
        assert!(memory.proposal(caller, "prop_0123456789abcdef0123", now).is_none());
        assert!(memory.proposal(caller, "", now).is_none());
    }

    #[test]
    fn an_offer_has_one_short_name_and_its_caller_alone_knows_it() {
        let (memory, now) = (Memory::default(), Instant::now());
        let [asha, ravi] = ["air_test_asha", "air_test_ravi"].map(CallerId::of);
        let name = memory.name_offer(asha, "off_long", now);
        assert_eq!(memory.name_offer(asha, "off_long", now), name);
        assert_eq!(memory.offer(asha, &name, now).as_deref(), Some("off_long"));
        assert_eq!(memory.offer(ravi, &name, now), None);
        assert_eq!(memory.offer(ravi, "off_other", now).as_deref(), Some("off_other"));
    }

    #[test]
    fn callers_whose_things_have_lapsed_take_no_room() {
        let (memory, now) = (Memory::default(), Instant::now());
        memory.name_offer(CallerId::of("air_test_asha"), "off_long", now);
        memory.name_offer(CallerId::of("air_test_ravi"), "off_long", now + OFFER_LIFETIME);
        assert_eq!(memory.callers().len(), 1);
    }
}
