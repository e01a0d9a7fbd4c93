//! Ids and secrets: from the system's randomness, or counted for tests.
//!
//! Ids of one process sort in the order they were made, also within a millisecond
//! and when the clock is set back: the context counts.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use airside_app::ports::{Clock, Entropy};
use rand::RngCore;
use uuid::{ContextV7, Timestamp, Uuid};

/// Ids by the clock, and secrets from a generator that the operating system seeds.
pub struct SystemEntropy {
    clock: Arc<dyn Clock>,
    context: Mutex<ContextV7>,
}

impl SystemEntropy {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, context: Mutex::new(ContextV7::new()) }
    }
}

impl Entropy for SystemEntropy {
    fn id(&self) -> Uuid {
        let now = self.clock.now();
        let seconds = u64::try_from(now.unix_timestamp()).unwrap_or(0);
        let context = self.context.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*context, seconds, now.nanosecond()))
    }

    /// A stream cipher, seeded and now and then reseeded by the system: unlike a call to the
    /// system itself, it cannot fail.
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}

/// Ids and "secrets" that are the same in every run of a test, and never twice in one.
#[derive(Debug, Default)]
pub struct CountedEntropy {
    count: AtomicU64,
}

impl CountedEntropy {
    fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed) + 1
    }
}

impl Entropy for CountedEntropy {
    fn id(&self) -> Uuid {
        Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0000 | u128::from(self.next()))
    }

    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.next();
        for byte in bytes {
            // A step of Knuth's MMIX generator: spread, not secret.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *byte = state.to_be_bytes()[0];
        }
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, OffsetDateTime};

    use super::*;
    use crate::TestClock;

    #[test]
    fn later_ids_sort_after_earlier_ones_even_when_the_clock_goes_back() {
        let clock = Arc::new(TestClock::at(OffsetDateTime::UNIX_EPOCH + Duration::days(20_000)));
        let entropy = SystemEntropy::new(clock.clone());

        let mut ids: Vec<_> = (0..100).map(|_| entropy.id()).collect();
        clock.advance(-Duration::HOUR);
        ids.extend((0..100).map(|_| entropy.id()));
        clock.advance(Duration::hours(2));
        ids.push(entropy.id());

        assert!(ids.is_sorted());
        ids.dedup();
        assert_eq!(ids.len(), 201);
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }

    #[test]
    fn secrets_differ() {
        let entropy = SystemEntropy::new(Arc::new(TestClock::at(OffsetDateTime::UNIX_EPOCH)));
        let (mut first, mut second) = ([0; 32], [0; 32]);
        entropy.fill(&mut first);
        entropy.fill(&mut second);
        assert_ne!(first, second);
    }

    #[test]
    fn counted_entropy_is_the_same_in_every_run_and_never_twice_in_one() {
        let (one, other) = (CountedEntropy::default(), CountedEntropy::default());
        assert_eq!(one.id(), other.id());
        assert_eq!(one.bits(), other.bits());
        assert_ne!(one.bits(), one.bits());
        assert!(one.id() < one.id());
    }
}
