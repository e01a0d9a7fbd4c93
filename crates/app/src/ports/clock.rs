//! Time and chance, handed in.

use async_trait::async_trait;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// Tells the time.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The time now, in UTC, in whole microseconds.
    fn now(&self) -> OffsetDateTime;

    /// Returns when so much time has passed by this clock.
    async fn pass(&self, time: Duration);

    /// It is `now` by the store's clock, which all nodes share, and those who try things out have
    /// moved the time `ahead` of it: goes by that from now on.
    ///
    /// A clock that is moved by hand follows what they did, and else stays as it was put.
    fn keep_to(&self, _now: OffsetDateTime, _ahead: Duration) {}

    /// How far the machine's clock is ahead of the store's; negative when it is behind.
    fn machine_is_ahead(&self) -> Duration {
        Duration::ZERO
    }
}

/// Makes ids and secrets.
pub trait Entropy: Send + Sync {
    /// A new id; later ids sort after earlier ones (UUID version 7).
    fn id(&self) -> Uuid;

    /// Fills `bytes` from a generator fit for secrets.
    fn fill(&self, bytes: &mut [u8]);

    /// 64 bits fit for secrets.
    fn bits(&self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }
}
