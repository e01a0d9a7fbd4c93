//! The time: of the machine, or of a test.
//!
//! The only place in the project that asks the machine for the date.

use std::sync::Mutex;

use airside_app::ports::Clock;
use time::{Duration, OffsetDateTime};

/// The clock of the machine, moved ahead by a fixed time.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock {
    ahead: Duration,
}

impl SystemClock {
    /// Tells the time `seconds` from now, so that expiry and time windows can be tried.
    pub const fn ahead(seconds: i64) -> Self {
        Self { ahead: Duration::seconds(seconds) }
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the Clock port")]
    fn now(&self) -> OffsetDateTime {
        let now = OffsetDateTime::now_utc().saturating_add(self.ahead);
        // Stores keep microseconds: what is decided now must read the same later.
        now.replace_microsecond(now.microsecond()).unwrap_or(now)
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct TestClock {
    now: Mutex<OffsetDateTime>,
}

impl TestClock {
    pub const fn at(now: OffsetDateTime) -> Self {
        Self { now: Mutex::new(now) }
    }

    /// Moves the clock to `now`, also back.
    pub fn set(&self, now: OffsetDateTime) {
        *self.lock() = now;
    }

    /// Moves the clock on by `duration`.
    pub fn advance(&self, duration: Duration) {
        let mut now = self.lock();
        *now = now.saturating_add(duration);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, OffsetDateTime> {
        self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Clock for TestClock {
    fn now(&self) -> OffsetDateTime {
        *self.lock()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_ahead_tells_a_later_time() {
        let before = SystemClock::default().now();
        let ahead = SystemClock::ahead(3_600).now();
        assert!(ahead >= before + Duration::HOUR);
    }

    #[test]
    fn a_test_clock_moves_only_when_told() {
        let clock = TestClock::at(OffsetDateTime::UNIX_EPOCH);
        assert_eq!(clock.now(), clock.now());

        clock.advance(Duration::MINUTE);
        assert_eq!(clock.now(), OffsetDateTime::UNIX_EPOCH + Duration::MINUTE);

        clock.set(OffsetDateTime::UNIX_EPOCH);
        assert_eq!(clock.now(), OffsetDateTime::UNIX_EPOCH);
    }
}
