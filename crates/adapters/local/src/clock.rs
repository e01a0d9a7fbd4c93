//! The time: of the store, of the machine, or of a test.
//!
//! Nothing else in the project asks the machine for the date.

use std::sync::{Mutex, PoisonError, RwLock};
use std::time::Instant;

use airside_app::ports::Clock;
use async_trait::async_trait;
use time::{Duration, OffsetDateTime};
use tokio::sync::watch;

/// The time of the store, or of the machine before the store was asked, moved ahead by a fixed time.
///
/// Between two looks at the store it goes as steadily as the processor counts: what somebody does
/// to the machine's own clock ends no hold.
#[derive(Debug, Default)]
pub struct SystemClock {
    ahead: Duration,
    kept: RwLock<Option<Kept>>,
}

/// The time that the store told, and when.
#[derive(Debug, Clone, Copy)]
struct Kept {
    told: OffsetDateTime,
    at: Instant,
    /// How far the time was moved on from there.
    moved: Duration,
}

impl SystemClock {
    /// Tells the time `seconds` from now, so that expiry and time windows can be tried.
    pub fn ahead(seconds: i64) -> Self {
        Self { ahead: Duration::seconds(seconds), ..Self::default() }
    }

    fn kept(&self) -> Option<Kept> {
        *self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> OffsetDateTime {
        let moved = |kept: Kept| in_microseconds(kept.store_now() + kept.moved + self.ahead);
        self.kept().map_or_else(|| now_and(self.ahead), moved)
    }

    async fn pass(&self, time: Duration) {
        tokio::time::sleep(time.unsigned_abs()).await;
    }

    fn keep_to(&self, now: OffsetDateTime, ahead: Duration) {
        let kept = Kept { told: now, at: Instant::now(), moved: ahead };
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }

    fn machine_is_ahead(&self) -> Duration {
        self.kept().map_or(Duration::ZERO, |kept| now_and(Duration::ZERO) - kept.store_now())
    }
}

impl Kept {
    /// What it is by the store's clock.
    fn store_now(self) -> OffsetDateTime {
        self.told + self.at.elapsed()
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the Clock port")]
fn now_and(ahead: Duration) -> OffsetDateTime {
    in_microseconds(OffsetDateTime::now_utc().saturating_add(ahead))
}

/// Stores keep microseconds: what is decided now must read the same later.
fn in_microseconds(now: OffsetDateTime) -> OffsetDateTime {
    now.replace_microsecond(now.microsecond()).unwrap_or(now)
}

/// A clock that goes like the machine's and can be moved on while it goes.
#[derive(Debug)]
pub struct MovableClock {
    ahead: watch::Sender<Duration>,
    /// How much of that the store was moved.
    moved: Mutex<Duration>,
}

impl MovableClock {
    /// Starts at `now`.
    pub fn at(now: OffsetDateTime) -> Self {
        let ahead = watch::Sender::new(now - now_and(Duration::ZERO));
        Self { ahead, moved: Mutex::default() }
    }

    /// Moves the clock on; what waits for that much time waits no longer.
    pub fn advance(&self, duration: Duration) {
        self.ahead.send_modify(|ahead| *ahead = ahead.saturating_add(duration));
    }

    /// How far it is ahead of the machine's.
    pub fn ahead(&self) -> Duration {
        *self.ahead.borrow()
    }
}

#[async_trait]
impl Clock for MovableClock {
    fn now(&self) -> OffsetDateTime {
        now_and(self.ahead())
    }

    async fn pass(&self, time: Duration) {
        let mut moved = self.ahead.subscribe();
        let until = self.now().saturating_add(time);
        while self.now() < until {
            let rest = (until - self.now()).unsigned_abs();
            let _moved_or_passed = tokio::time::timeout(rest, moved.changed()).await;
        }
    }

    fn keep_to(&self, _now: OffsetDateTime, ahead: Duration) {
        self.advance(new_part(&self.moved, ahead));
    }
}

/// What the store was moved on since it was last looked at.
fn new_part(moved: &Mutex<Duration>, ahead: Duration) -> Duration {
    let mut moved = moved.lock().unwrap_or_else(PoisonError::into_inner);
    let new = (ahead - *moved).max(Duration::ZERO);
    *moved += new;
    new
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct TestClock {
    now: watch::Sender<OffsetDateTime>,
    /// How much the store was moved.
    moved: Mutex<Duration>,
}

impl TestClock {
    pub fn at(now: OffsetDateTime) -> Self {
        Self { now: watch::Sender::new(now), moved: Mutex::default() }
    }

    /// Moves the clock to `now`, also back.
    pub fn set(&self, now: OffsetDateTime) {
        self.now.send_replace(now);
    }

    /// Moves the clock on by `duration`.
    pub fn advance(&self, duration: Duration) {
        self.now.send_modify(|now| *now = now.saturating_add(duration));
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> OffsetDateTime {
        *self.now.borrow()
    }

    async fn pass(&self, time: Duration) {
        let until = self.now().saturating_add(time);
        let mut moved = self.now.subscribe();
        // The sender lives as long as we do.
        let _now = moved.wait_for(|now| *now >= until).await;
    }

    fn keep_to(&self, _now: OffsetDateTime, ahead: Duration) {
        self.advance(new_part(&self.moved, ahead));
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
    fn a_machine_that_is_wrong_about_the_time_goes_by_the_store() {
        let clock = SystemClock::ahead(60);
        let store = now_and(-Duration::minutes(16));
        clock.keep_to(store, Duration::ZERO);
        assert!((clock.now() - store - Duration::MINUTE).abs() < Duration::MINUTE);
        assert!((clock.machine_is_ahead() - Duration::minutes(16)).abs() < Duration::MINUTE);
    }

    #[test]
    fn time_that_was_moved_on_is_no_fault_of_the_machine() {
        let clock = SystemClock::default();
        let store = now_and(Duration::ZERO);
        clock.keep_to(store, Duration::DAY);
        assert!((clock.now() - store - Duration::DAY).abs() < Duration::MINUTE);
        assert!(clock.machine_is_ahead().abs() < Duration::MINUTE);
    }

    #[test]
    fn a_clock_that_is_moved_by_hand_follows_the_store_once() {
        let clock = TestClock::at(OffsetDateTime::UNIX_EPOCH);
        for ahead in [Duration::DAY, Duration::DAY, Duration::HOUR] {
            clock.keep_to(OffsetDateTime::UNIX_EPOCH, ahead);
            assert_eq!(clock.now(), OffsetDateTime::UNIX_EPOCH + Duration::DAY);
        }
    }

    #[tokio::test]
    async fn who_waits_for_time_to_pass_goes_on_when_the_clock_is_moved() {
        let going = MovableClock::at(OffsetDateTime::UNIX_EPOCH);
        let standing = TestClock::at(OffsetDateTime::UNIX_EPOCH);
        let wait = async { tokio::join!(going.pass(Duration::DAY), standing.pass(Duration::DAY)) };
        let advance = async {
            tokio::task::yield_now().await;
            going.advance(Duration::DAY);
            standing.advance(Duration::DAY);
        };
        tokio::join!(wait, advance);
        assert!(going.now() >= OffsetDateTime::UNIX_EPOCH + Duration::DAY);
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
