//! Remembers for a moment that Redis is away.
//!
//! Otherwise every request during an outage would wait for the whole time-out, and say so in the
//! log. After that moment one caller asks again, and the others go on.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long Redis is left alone after a failure.
const REST: Duration = Duration::from_secs(1);
/// How often a lasting outage is reported.
const BETWEEN_REPORTS: Duration = Duration::from_secs(10);

/// Whether Redis was away a moment ago. The time is an argument everywhere.
#[derive(Default)]
pub(crate) struct Outage {
    current: Mutex<Option<Since>>,
}

struct Since {
    rests_until: Instant,
    reported_at: Instant,
}

impl Outage {
    /// Whether this caller may ask. After a rest one may, and the others rest once more.
    pub(crate) fn may_ask(&self, now: Instant) -> bool {
        match &mut *self.lock() {
            Some(since) if now < since.rests_until => false,
            Some(since) => {
                since.rests_until = now + REST;
                true
            }
            None => true,
        }
    }

    /// Notes that Redis failed. Answers whether to report it now.
    pub(crate) fn failed(&self, now: Instant) -> bool {
        let mut current = self.lock();
        let reported_at = current.as_ref().map(|since| since.reported_at);
        let is_due = reported_at.is_none_or(|at| now.duration_since(at) >= BETWEEN_REPORTS);
        let reported_at = reported_at.filter(|_| !is_due).unwrap_or(now);
        *current = Some(Since { rests_until: now + REST, reported_at });
        is_due
    }

    /// Notes that Redis answered. Answers whether that ended an outage.
    pub(crate) fn answered(&self) -> bool {
        self.lock().take().is_some()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Since>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_failure_one_caller_at_a_time_asks_again() {
        let (outage, start) = (Outage::default(), Instant::now());
        assert!(outage.may_ask(start));
        outage.failed(start);
        assert!(!outage.may_ask(start + REST / 2));

        let later = start + REST;
        assert!(outage.may_ask(later));
        assert!(!outage.may_ask(later), "the first one is still asking");
        assert!(outage.may_ask(later + REST), "that one never came back");
    }

    #[test]
    fn an_answer_ends_the_outage_once() {
        let (outage, now) = (Outage::default(), Instant::now());
        assert!(!outage.answered());
        outage.failed(now);
        assert!(outage.answered());
        assert!(!outage.answered());
        assert!(outage.may_ask(now));
    }

    #[test]
    fn an_outage_is_told_of_now_and_then() {
        let (outage, start) = (Outage::default(), Instant::now());
        assert!(outage.failed(start));
        assert!(!outage.failed(start + BETWEEN_REPORTS / 2));
        assert!(outage.failed(start + BETWEEN_REPORTS));
        assert!(!outage.failed(start + BETWEEN_REPORTS));

        outage.answered();
        assert!(outage.failed(start + BETWEEN_REPORTS), "the next one is told of at once");
    }
}
