//! Rate limits in memory.
//!
//! Time is governor's own, which never goes back. An operator may set the `Clock` port back, and
//! everybody would be refused for that long.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use airside_app::ports::{Decision, Limit, Limits, LimitsError};
use async_trait::async_trait;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

/// Subjects whose burst is whole again are forgotten once in so many calls.
const CALLS_BETWEEN_CLEANINGS: usize = 10_000;

type Subjects<C> =
    RateLimiter<String, DefaultKeyedStateStore<String>, C, StateInformationMiddleware>;

/// Counts by limit and subject, in this process only.
pub struct LocalLimits<C: Clock = DefaultClock> {
    clock: C,
    limits: RwLock<HashMap<Limit, Arc<Subjects<C>>>>,
    calls: AtomicUsize,
}

impl Default for LocalLimits {
    fn default() -> Self {
        Self::with_clock(DefaultClock::default())
    }
}

impl<C: Clock + Clone> LocalLimits<C> {
    /// Counts by a clock of governor's; tests hand in one that stands still.
    pub fn with_clock(clock: C) -> Self {
        Self { clock, limits: RwLock::default(), calls: AtomicUsize::new(0) }
    }

    fn subjects(&self, limit: Limit) -> Arc<Subjects<C>> {
        let known = self.limits.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(subjects) = known.get(&limit) {
            return Arc::clone(subjects);
        }
        drop(known);

        let mut known = self.limits.write().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let limiter = RateLimiter::dashmap_with_clock(quota(limit), self.clock.clone());
            Arc::new(limiter.with_middleware())
        };
        Arc::clone(known.entry(limit).or_insert_with(new))
    }

    /// Forgets who is at rest, under every limit: some are rarely asked.
    fn clean(&self) {
        let known = self.limits.read().unwrap_or_else(PoisonError::into_inner);
        for subjects in known.values() {
            subjects.retain_recent();
            subjects.shrink_to_fit();
        }
    }
}

#[async_trait]
impl<C> Limits for LocalLimits<C>
where
    C: Clock + Clone + Send + Sync,
    C::Instant: Send + Sync,
{
    async fn take(&self, limit: Limit, subject: &str) -> Result<Decision, LimitsError> {
        let subjects = self.subjects(limit);
        let is_time_to_clean =
            self.calls.fetch_add(1, Ordering::Relaxed).is_multiple_of(CALLS_BETWEEN_CLEANINGS);
        if is_time_to_clean {
            self.clean();
        }
        let decision = match subjects.check_key(&subject.to_owned()) {
            Ok(state) => {
                // Governor does not tell how much of the interval is over.
                Decision {
                    allowed: true,
                    remaining: state.remaining_burst_capacity(),
                    retry_after_seconds: 0,
                    reset_seconds: seconds(interval(limit)),
                }
            }
            Err(refusal) => {
                let wait = seconds(refusal.wait_time_from(self.clock.now())).max(1);
                Decision {
                    allowed: false,
                    remaining: 0,
                    retry_after_seconds: wait,
                    reset_seconds: wait,
                }
            }
        };
        Ok(decision)
    }

    async fn ping(&self) -> Result<(), LimitsError> {
        Ok(())
    }
}

fn quota(limit: Limit) -> Quota {
    let burst = NonZeroU32::new(limit.burst).unwrap_or(NonZeroU32::MIN);
    let usual = Quota::per_second(NonZeroU32::MIN);
    Quota::with_period(interval(limit)).unwrap_or(usual).allow_burst(burst)
}

/// The time in which one more is allowed, at least a nanosecond.
fn interval(limit: Limit) -> Duration {
    let period = Duration::from_secs(limit.period_seconds.into());
    (period / limit.rate.max(1)).max(Duration::from_nanos(1))
}

fn seconds(wait: Duration) -> u32 {
    let started = u64::from(wait.subsec_nanos() > 0);
    u32::try_from(wait.as_secs().saturating_add(started)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    #[tokio::test]
    async fn subjects_at_rest_are_forgotten() {
        let clock = FakeRelativeClock::default();
        let limits = LocalLimits::with_clock(clock.clone());
        let limit = Limit { name: "api", rate: 100, period_seconds: 1, burst: 4 };
        let rare = Limit { name: "sign-up", rate: 30, period_seconds: 1, burst: 30 };

        limits.take(rare, "once").await.unwrap();
        for subject in 2..CALLS_BETWEEN_CLEANINGS {
            limits.take(limit, &subject.to_string()).await.unwrap();
        }
        clock.advance(Duration::from_mins(1));
        limits.take(limit, "the last").await.unwrap();
        limits.take(limit, "the last").await.unwrap();

        assert!(limits.subjects(limit).len() <= 2);
        assert_eq!(limits.subjects(rare).len(), 0);
    }
}
